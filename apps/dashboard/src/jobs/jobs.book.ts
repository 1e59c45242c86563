import type { Job } from '#libs/client';
import { placeIn, type Compare } from './job.order.js';
import { rowOf, type JobRow } from './job.row.js';

/** A table that changes under the hand is of no use, one that changes once in a while is. */
const TELL_EVERY_MS = 250;

/** With more to move than this, it is cheaper to put all rows in order than each in its place. */
const MANY = 200;

/** A job of the table. */
interface Line {
  row: JobRow;
  /** As it was when it was put where it stands. */
  placed: JobRow;
}

/**
 * The rows of the table. A row that is known changes where it stands; what would move, come or go waits until `settle`, so
 * that nothing jumps while somebody reads or aims. What a page or a change costs does not depend on how many rows there are.
 */
export class JobsBook {
  private lines: Line[] = [];
  private readonly byId = new Map<string, Line>();
  /** Those that have changed since the lines were last put in order, of jobs too that have no line yet. */
  private readonly waiting = new Map<string, Line>();
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
    return this.lines.length;
  }

  /** How many changes wait to be put in their place. */
  get waitingCount(): number {
    return this.waiting.size;
  }

  slice(start: number, end: number): JobRow[] {
    return this.lines.slice(start, end).map(({ row }) => row);
  }

  at(index: number): JobRow | undefined {
    return this.lines[index]?.row;
  }

  placeOf(id: string): number | undefined {
    const line = this.byId.get(id);
    return line && this.placeOfLine(line);
  }

  /** A further page of the list. */
  append(jobs: readonly Job[], isLast: boolean): void {
    for (const job of jobs) {
      // It moved while the pages were read.
      if (this.byId.has(job.id)) continue;
      const row = this.waiting.get(job.id)?.row ?? rowOf(job);
      const line = { row, placed: row };
      this.byId.set(job.id, line);
      this.lines.push(line);
      this.waiting.delete(job.id);
    }
    this.isComplete = isLast;
    this.tell();
  }

  change(job: Job): void {
    const row = rowOf(job);
    const line = this.byId.get(row.id) ?? this.waiting.get(row.id);
    if (line === undefined) {
      this.waiting.set(row.id, { row, placed: row });
    } else if (line.row.revision <= row.revision) {
      line.row = row;
      if (this.compare(line.placed, row) !== 0) this.waiting.set(row.id, line);
    }
    this.tellSoon();
  }

  /** A job as it is now, though nothing has changed but how fresh it is known. */
  refresh(job: Job): void {
    if (this.byId.has(job.id)) this.change(job);
  }

  gone(id: string): void {
    const line = this.byId.get(id);
    if (line === undefined) {
      this.waiting.delete(id);
    } else {
      line.row = { ...line.row, isGone: true };
      this.waiting.set(id, line);
    }
    this.tellSoon();
  }

  /** Puts everything that waits in its place. */
  settle(): void {
    if (this.waiting.size === 0) return;
    const moved = [...this.waiting.values()];
    this.waiting.clear();
    this.takeOut(moved);
    this.putIn(this.withinWhatIsRead(moved.filter(({ row }) => !row.isGone)));
    this.tell();
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private readonly comparePlaced = (one: Line, other: Line): number => this.compare(one.placed, other.placed);

  private placeOfLine(line: Line): number {
    const near = this.lines.indexOf(line, placeIn(this.lines, line, this.comparePlaced));
    // The gateway orders names by their bytes, which is not quite the order of strings here.
    return near >= 0 ? near : this.lines.indexOf(line);
  }

  private takeOut(moved: readonly Line[]): void {
    const listed = moved.filter(({ row }) => this.byId.has(row.id));
    if (listed.length > MANY) {
      const all = new Set(listed);
      this.lines = this.lines.filter((line) => !all.has(line));
    } else {
      for (const line of listed) this.lines.splice(this.placeOfLine(line), 1);
    }
    for (const { row } of listed) this.byId.delete(row.id);
  }

  private putIn(coming: readonly Line[]): void {
    for (const line of coming) {
      line.placed = line.row;
      this.byId.set(line.row.id, line);
    }
    if (coming.length > MANY) this.lines = [...this.lines, ...coming].sort(this.comparePlaced);
    else for (const line of coming) this.lines.splice(placeIn(this.lines, line, this.comparePlaced), 0, line);
  }

  /** What belongs behind the last row comes with its page. */
  private withinWhatIsRead(moved: Line[]): Line[] {
    const last = this.lines.at(-1);
    if (this.isComplete || last === undefined) return moved;
    return moved.filter(({ row }) => this.compare(row, last.placed) <= 0);
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
