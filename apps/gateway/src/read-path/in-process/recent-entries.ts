/**
 * Entries by name. The last `most` that were set or asked for are there, and never more than twice as many. They are
 * forgotten by the half: a Map from which the oldest one is taken each time walks over the places of all that were taken
 * before, which costs microseconds.
 */
export class RecentEntries<Entry> {
  private young = new Map<string, Entry>();
  private old = new Map<string, Entry>();

  constructor(private readonly most: number) {}

  get(name: string): Entry | undefined {
    const young = this.young.get(name);
    if (young !== undefined) return young;
    const old = this.old.get(name);
    if (old !== undefined) this.set(name, old);
    return old;
  }

  set(name: string, entry: Entry): void {
    if (this.young.size >= this.most) [this.old, this.young] = [this.young, new Map()];
    this.young.set(name, entry);
  }

  delete(name: string): void {
    this.young.delete(name);
    this.old.delete(name);
  }

  clear(): void {
    this.young.clear();
    this.old.clear();
  }
}
