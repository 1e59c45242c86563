import type { Job } from '#libs/client';
import { ExternalStore } from '../shell/external.store.js';
import { lowerBound, type Comparator } from './sort.order.js';
import { rowOf, type JobRow } from './job.row.js';

/** Subscribers are notified at most this often. */
const NOTIFY_INTERVAL_MS = 250;

/** Above this many moved rows, sorting all of them is cheaper than inserting each. */
const BULK_THRESHOLD = 200;

interface Entry {
  row: JobRow;
  /** The row as of the last sort, which determines its position. */
  sorted: JobRow;
}

/**
 * The rows of the table. A known row is updated in place; moves, insertions and removals wait for `applyPending`, so that
 * rows do not jump under the pointer. The cost of a page or a change does not depend on the number of rows. The value of the
 * store is a version.
 */
export class RowStore extends ExternalStore<number> {
  private entries: Entry[] = [];
  private readonly byId = new Map<string, Entry>();
  /** Changed since the last sort; jobs without an entry too. */
  private readonly pending = new Map<string, Entry>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isComplete = false;

  constructor(private readonly compare: Comparator) {
    super(0);
  }

  get size(): number {
    return this.entries.length;
  }

  get pendingCount(): number {
    return this.pending.size;
  }

  slice(start: number, end: number): JobRow[] {
    return this.entries.slice(start, end).map(({ row }) => row);
  }

  at(index: number): JobRow | undefined {
    return this.entries[index]?.row;
  }

  indexOf(id: string): number | undefined {
    const entry = this.byId.get(id);
    return entry && this.indexOfEntry(entry);
  }

  append(jobs: readonly Job[], isLast: boolean): void {
    for (const job of jobs) {
      // It moved while the pages were loaded.
      if (this.byId.has(job.id)) continue;
      const row = this.pending.get(job.id)?.row ?? rowOf(job);
      const entry = { row, sorted: row };
      this.byId.set(job.id, entry);
      this.entries.push(entry);
      this.pending.delete(job.id);
    }
    this.isComplete = isLast;
    this.notify();
  }

  change(job: Job): void {
    const row = rowOf(job);
    const entry = this.byId.get(row.id) ?? this.pending.get(row.id);
    if (entry === undefined) {
      this.pending.set(row.id, { row, sorted: row });
    } else if (entry.row.revision <= row.revision) {
      entry.row = row;
      if (this.compare(entry.sorted, row) !== 0) this.pending.set(row.id, entry);
    }
    this.notifySoon();
  }

  /** Updates the freshness of a known job. */
  refresh(job: Job): void {
    if (this.byId.has(job.id)) this.change(job);
  }

  remove(id: string): void {
    const entry = this.byId.get(id);
    if (entry === undefined) {
      this.pending.delete(id);
    } else {
      entry.row = { ...entry.row, isRemoved: true };
      this.pending.set(id, entry);
    }
    this.notifySoon();
  }

  applyPending(): void {
    if (this.pending.size === 0) return;
    const moved = [...this.pending.values()];
    this.pending.clear();
    this.removeEntries(moved);
    this.insertEntries(this.withinLoadedPages(moved.filter(({ row }) => !row.isRemoved)));
    this.notify();
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private readonly compareEntries = (one: Entry, other: Entry): number => this.compare(one.sorted, other.sorted);

  private indexOfEntry(entry: Entry): number {
    const near = this.entries.indexOf(entry, lowerBound(this.entries, entry, this.compareEntries));
    // The gateway sorts names by bytes, which differs from the order of JavaScript strings.
    return near >= 0 ? near : this.entries.indexOf(entry);
  }

  private removeEntries(moved: readonly Entry[]): void {
    const known = moved.filter(({ row }) => this.byId.has(row.id));
    if (known.length > BULK_THRESHOLD) {
      const all = new Set(known);
      this.entries = this.entries.filter((entry) => !all.has(entry));
    } else {
      for (const entry of known) this.entries.splice(this.indexOfEntry(entry), 1);
    }
    for (const { row } of known) this.byId.delete(row.id);
  }

  private insertEntries(inserted: readonly Entry[]): void {
    for (const entry of inserted) {
      entry.sorted = entry.row;
      this.byId.set(entry.row.id, entry);
    }
    if (inserted.length > BULK_THRESHOLD) this.entries = [...this.entries, ...inserted].sort(this.compareEntries);
    else
      for (const entry of inserted) this.entries.splice(lowerBound(this.entries, entry, this.compareEntries), 0, entry);
  }

  /** Rows behind the last loaded one come with their page. */
  private withinLoadedPages(moved: Entry[]): Entry[] {
    const last = this.entries.at(-1);
    if (this.isComplete || last === undefined) return moved;
    return moved.filter(({ row }) => this.compare(row, last.sorted) <= 0);
  }

  private notifySoon(): void {
    this.timer ??= setTimeout(() => this.notify(), NOTIFY_INTERVAL_MS);
  }

  private notify(): void {
    this.close();
    this.set(this.current() + 1);
  }
}
