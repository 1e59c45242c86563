import { isFrozen } from '#libs/jobs';
import { DurationStatistics } from './duration-statistics.js';
import { clockAfter, learnFrom, type Polled } from './run-evidence.js';
import { testHint, UNTESTED_HINTS, type HintRecords } from './upstream-hints.js';

/** What is known of the runs of one operation, or of all of a connection. */
export interface RunStatistics {
  /** null: all of the connection. */
  operation: string | null;
  durations: DurationStatistics;
  /** How good the upstream's hints of an end have been. */
  hints: HintRecords;
}

/** Names of texts in the store. Earlier versions, which counted ends alone, have other ones for all but the clock. */
const ALL = 'runs';
const OPERATION = 'runs of ';
const CLOCK = 'clock';
const MOST_OPERATIONS = 200;

/** What is known of the runs on one connection, by operation. */
export class ConnectionStatistics {
  private readonly byName = new Map<string, RunStatistics>();
  private readonly changed = new Set<string>();
  /** How far the gateway's clock is ahead of the upstream's, milliseconds. */
  clockAheadMs = 0;

  /** Takes over what was written down earlier; what cannot be read is left out. */
  load(texts: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(texts)) {
      if (name === CLOCK && Number.isFinite(Number(text))) this.clockAheadMs = Number(text);
      const parsed = name === ALL || name.startsWith(OPERATION) ? parse(name, text) : null;
      if (parsed) this.byName.set(name, parsed);
    }
  }

  /** What to write down: all that changed since the last time. An empty text: given up. */
  takeChanges(): Record<string, string> {
    const texts = [...this.changed].map((name) => [name, this.text(name)]);
    this.changed.clear();
    return Object.fromEntries(texts) as Record<string, string>;
  }

  /** Changes that could not be written down: they are taken again. */
  giveBack(names: readonly string[]): void {
    for (const name of names) this.changed.add(name);
  }

  /** What is known of the runs of an operation; while no end of one was seen, that of all runs of the connection. */
  of(operation: string | null): RunStatistics | null {
    const own = operation === null ? undefined : this.byName.get(OPERATION + operation);
    const known = own && own.durations.learned > 0 ? own : this.byName.get(ALL);
    return known && known.durations.learned > 0 ? known : null;
  }

  /** Learns from a poll that brought a usable answer. */
  learn(polled: Polled): void {
    const { before, after } = polled;
    const hasEnded = isFrozen(after.state) && before !== null && !isFrozen(before.state);
    if (hasEnded) this.setClock(clockAfter(polled, this.clockAheadMs));
    const names = after.operation === null ? [ALL] : [ALL, OPERATION + after.operation];
    const known = names.map((name) => this.named(name));
    learnFrom(
      polled,
      this.clockAheadMs,
      known.map(({ durations }) => durations),
    );
    if (hasEnded) for (const one of known) one.hints = testHint(one.hints, polled, this.clockAheadMs);
    for (const name of names) this.changed.add(name);
  }

  private setClock(aheadMs: number): void {
    if (aheadMs !== this.clockAheadMs) this.changed.add(CLOCK);
    this.clockAheadMs = aheadMs;
  }

  /** The statistics of that name, begun when there are none; those that were longest unused make room. */
  private named(name: string): RunStatistics {
    const operation = name === ALL ? null : name.slice(OPERATION.length);
    const known = this.byName.get(name) ?? { operation, durations: new DurationStatistics(), hints: UNTESTED_HINTS };
    this.byName.delete(name);
    this.byName.set(name, known);
    if (this.byName.size > MOST_OPERATIONS + 1) {
      const oldest = [...this.byName.keys()].find((other) => other !== ALL)!;
      this.byName.delete(oldest);
      this.changed.add(oldest);
    }
    return known;
  }

  private text(name: string): string {
    if (name === CLOCK) return String(this.clockAheadMs);
    const known = this.byName.get(name);
    return known ? JSON.stringify({ durations: known.durations.format(), hints: known.hints }) : '';
  }
}

function parse(name: string, text: string): RunStatistics | null {
  try {
    const { durations, hints } = JSON.parse(text) as { durations: string; hints: HintRecords };
    const parsed = DurationStatistics.parse(durations);
    const operation = name === ALL ? null : name.slice(OPERATION.length);
    return parsed && { operation, durations: parsed, hints: { ...UNTESTED_HINTS, ...hints } };
  } catch {
    return null;
  }
}
