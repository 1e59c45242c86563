/** First in, first out; members may be removed at any time. Each step takes constant time, however many were removed. */
export class FifoQueue<Waiting> {
  private readonly members = new Set<Waiting>();
  /** Before the first member. */
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

  /** Takes the first out; undefined: empty. */
  shift(): Waiting | undefined {
    if (this.members.size === 0) return undefined;
    let place = this.places.next();
    if (place.done) {
      // An iterator at its end sees no later members.
      this.places = this.members.values();
      place = this.places.next();
    }
    const member = place.value as Waiting;
    this.members.delete(member);
    return member;
  }
}
