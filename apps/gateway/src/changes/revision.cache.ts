const MAX_JOBS = 20_000;

/** Revisions of jobs that were delivered lately: the event of one of them is ignored. */
export class RevisionCache {
  private readonly latest = new Map<string, number>();

  includes(id: string, revision: number): boolean {
    return (this.latest.get(id) ?? -1) >= revision;
  }

  note(id: string, revision: number): void {
    this.latest.delete(id);
    this.latest.set(id, revision);
    if (this.latest.size > MAX_JOBS) this.latest.delete(this.latest.keys().next().value!);
  }

  forget(id: string): void {
    this.latest.delete(id);
  }

  forgetAll(): void {
    this.latest.clear();
  }
}
