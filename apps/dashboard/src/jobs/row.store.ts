import type { Job } from '#libs/client';
import { lowerBound, type Comparator } from './sort.order.js';
import { rowOf, type JobRow } from './job.row.js';

/** A table that changes under the hand is of no use, one that changes once in a while is. */
const NOTIFY_INTERVAL_MS = 250;

/** With more to move than this, it is cheaper to put all rows in order than each in its place. */
const BULK_THRESHOLD = 200;

/** A job of the table. */
interface Entry {
  row: JobRow;
  /** As it was when it was put where it stands. */
  sorted: JobRow;
}

/**
 * The rows of the table. A row that is known changes where it stands; what would move, come or go waits until `settle`, so
 * that nothing jumps while somebody reads or aims. What a page or a change costs does not depend on how many rows there are.
 */
export class RowStore {
  private entries: Entry[] = [];
  private readonly byId = new Map<string, Entry>();
  /** Those that have changed since the lines were last put in order, of jobs too that have no line yet. */
  private readonly pending = new Map<string, Entry>();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private version = 0;
  private isComplete = false;

  constructor(private readonly compare: Comparator) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Changes with everything that is to be seen. */
  readonly current = (): number => this.version;

  get size(): number {
    return this.entries.length;
  }

  /** How many changes wait to be put in their place. */
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

  /** A further page of the list. */
  append(jobs: readonly Job[], isLast: boolean): void {
    for (const job of jobs) {
      // It moved while the pages were read.
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

  /** A job as it is now, though nothing has changed but how fresh it is known. */
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

  /** Puts everything that waits in its place. */
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
    // The gateway orders names by their bytes, which is not quite the order of strings here.
    return near >= 0 ? near : this.entries.indexOf(entry);
  }

  private removeEntries(moved: readonly Entry[]): void {
    const listed = moved.filter(({ row }) => this.byId.has(row.id));
    if (listed.length > BULK_THRESHOLD) {
      const all = new Set(listed);
      this.entries = this.entries.filter((entry) => !all.has(entry));
    } else {
      for (const entry of listed) this.entries.splice(this.indexOfEntry(entry), 1);
    }
    for (const { row } of listed) this.byId.delete(row.id);
  }

  private insertEntries(coming: readonly Entry[]): void {
    for (const entry of coming) {
      entry.sorted = entry.row;
      this.byId.set(entry.row.id, entry);
    }
    if (coming.length > BULK_THRESHOLD) this.entries = [...this.entries, ...coming].sort(this.compareEntries);
    else
      for (const entry of coming) this.entries.splice(lowerBound(this.entries, entry, this.compareEntries), 0, entry);
  }

  /** What belongs behind the last row comes with its page. */
  private withinLoadedPages(moved: Entry[]): Entry[] {
    const last = this.entries.at(-1);
    if (this.isComplete || last === undefined) return moved;
    return moved.filter(({ row }) => this.compare(row, last.sorted) <= 0);
  }

  private notifySoon(): void {
    this.timer ??= setTimeout(() => this.notify(), NOTIFY_INTERVAL_MS);
  }

  private notify(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}
