import type { Job } from '#libs/client';
import { merged, type Compare } from './job.order.js';
import { rowOf, type JobRow } from './job.row.js';

/** A table that changes under the hand is of no use, one that changes once in a while is. */
const TELL_EVERY_MS = 250;

/**
 * The rows of the table. A row that is known changes where it stands; what would move, come or go waits until `settle`, so
 * that nothing jumps while somebody reads or aims.
 */
export class JobsBook {
  private rows: JobRow[] = [];
  private readonly places = new Map<string, number>();
  /** Those that have changed since the rows were last put in order, as they are now. */
  private readonly waiting = new Map<string, JobRow>();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private version = 0;
  private isComplete = false;

  constructor(private readonly compare: Compare) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Changes with everything that is to be seen. */
  readonly current = (): number => this.version;

  get size(): number {
    return this.rows.length;
  }

  /** How many changes wait to be put in their place. */
  get waitingCount(): number {
    return this.waiting.size;
  }

  slice(start: number, end: number): JobRow[] {
    return this.rows.slice(start, end);
  }

  at(index: number): JobRow | undefined {
    return this.rows[index];
  }

  placeOf(id: string): number | undefined {
    return this.places.get(id);
  }

  /** A further page of the list. */
  append(jobs: readonly Job[], isLast: boolean): void {
    for (const job of jobs) {
      // It moved while the pages were read.
      if (this.places.has(job.id)) continue;
      this.places.set(job.id, this.rows.length);
      this.rows.push(this.waiting.get(job.id) ?? rowOf(job));
      this.waiting.delete(job.id);
    }
    this.isComplete = isLast;
    this.tell();
  }

  change(job: Job): void {
    const row = rowOf(job);
    const place = this.places.get(row.id);
    if (place === undefined) {
      this.waiting.set(row.id, row);
    } else {
      const before = this.rows[place]!;
      if (before.revision > row.revision) return;
      this.rows[place] = row;
      if (this.compare(before, row) !== 0) this.waiting.set(row.id, row);
    }
    this.tellSoon();
  }

  /** A job as it is now, though nothing has changed but how fresh it is known. */
  refresh(job: Job): void {
    if (this.places.has(job.id)) this.change(job);
  }

  gone(id: string): void {
    const place = this.places.get(id);
    if (place === undefined) {
      this.waiting.delete(id);
    } else {
      const row = { ...this.rows[place]!, isGone: true };
      this.rows[place] = row;
      this.waiting.set(id, row);
    }
    this.tellSoon();
  }

  /** Puts everything that waits in its place. */
  settle(): void {
    if (this.waiting.size === 0) return;
    const moved = [...this.waiting.values()].filter(({ isGone }) => !isGone).sort(this.compare);
    const staying = this.rows.filter(({ id }) => !this.waiting.has(id));
    this.rows = merged(staying, this.withinWhatIsRead(moved, staying.at(-1)), this.compare);
    this.waiting.clear();
    this.places.clear();
    this.rows.forEach(({ id }, index) => this.places.set(id, index));
    this.tell();
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** What belongs behind the last row comes with its page. */
  private withinWhatIsRead(moved: JobRow[], last: JobRow | undefined): JobRow[] {
    if (this.isComplete || last === undefined) return moved;
    return moved.filter((row) => this.compare(row, last) <= 0);
  }

  private tellSoon(): void {
    this.timer ??= setTimeout(() => this.tell(), TELL_EVERY_MS);
  }

  private tell(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}
