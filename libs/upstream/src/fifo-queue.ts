/** Who waits, in the order of coming; anybody may leave at any time. Each step takes constant time, however many have left. */
export class FifoQueue<Waiting> {
  private readonly members = new Set<Waiting>();
  /** Stands before the first member: whoever was passed is gone. */
  private places = this.members.values();

  get size(): number {
    return this.members.size;
  }

  add(member: Waiting): void {
    this.members.add(member);
  }

  /** Does nothing when it is not there. */
  remove(member: Waiting): void {
    this.members.delete(member);
  }

  /** Takes the first out; undefined: nobody waits. */
  onFrame(): Waiting | undefined {
    if (this.members.size === 0) return undefined;
    let place = this.places.next();
    if (place.done) {
      // An iterator that has come to its end sees nobody who comes later.
      this.places = this.members.values();
      place = this.places.next();
    }
    const member = place.value as Waiting;
    this.members.delete(member);
    return member;
  }
}
