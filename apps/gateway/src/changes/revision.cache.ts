const MOST = 20_000;

/** Which revisions of jobs have been read lately, so that the event of one that was read already brings nothing new. */
export class RevisionCache {
  private readonly latest = new Map<string, number>();

  includes(id: string, revision: number): boolean {
    return (this.latest.get(id) ?? -1) >= revision;
  }

  note(id: string, revision: number): void {
    this.latest.delete(id);
    this.latest.set(id, revision);
    if (this.latest.size > MOST) this.latest.delete(this.latest.keys().next().value!);
  }

  forget(id: string): void {
    this.latest.delete(id);
  }

  forgetAll(): void {
    this.latest.clear();
  }
}
