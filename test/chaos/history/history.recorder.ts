import { appendFileSync } from 'node:fs';
import type { FaultEvent, HistoryEvent, Mark } from './history.event.js';

/** Writes down what clients see, in one process and by one clock, which no fault moves. */
export class HistoryRecorder {
  readonly events: HistoryEvent[] = [];

  /** `file`: one event a line, as JSON; null: kept in memory alone. */
  constructor(private readonly file: string | null = null) {}

  /** Milliseconds since 1970 at the start of this process, and monotonic from there. */
  now(): number {
    return Math.round((performance.timeOrigin + performance.now()) * 10) / 10;
  }

  record(event: HistoryEvent): void {
    this.events.push(event);
    if (this.file !== null) appendFileSync(this.file, `${JSON.stringify(event)}\n`);
  }

  mark(mark: Mark['mark']): void {
    this.record({ kind: 'mark', mark, at: this.now(), wall: Date.now() });
  }

  fault(number: number, fault: string, target: string, is: FaultEvent['is']): void {
    this.record({ kind: 'fault', number, fault, target, is, at: this.now() });
  }
}
