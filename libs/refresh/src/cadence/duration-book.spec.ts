import { applyObservation, newRecord, type JobRecord } from '#libs/jobs';
import { DurationBook } from './duration-book.js';

const BEGIN = Date.UTC(2026, 10, 21, 8, 0, 0);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const context = { source: 'poll' as const, retentionMs: MINUTE };

/** The book learns of a run of an operation that the upstream dates. */
function ran(book: DurationBook, operation: string | null, duration: number, beganAt = BEGIN, before?: JobRecord) {
  const said = { upstreamState: null, rule: 'x', operation, startedAt: beganAt };
  const job = newRecord({ connection: 'c', key: '1', provider: 'p', kind: 'run', trackedAt: beganAt });
  const running =
    before ?? applyObservation(job, { ...said, state: 'running' }, { ...context, at: beganAt + duration / 2 }).record;
  const endedAt = beganAt + duration;
  const ended = applyObservation(
    running,
    { ...said, state: 'succeeded', endedAt },
    { ...context, at: endedAt + SECOND },
  );
  book.learn(running, ended.record, ended.transition!);
}
const times = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('the book of durations of a connection', () => {
  it('knows each operation by its own runs', () => {
    const book = new DurationBook();
    times(20, (index) => ran(book, 'backup', 10 * MINUTE, BEGIN + index * MINUTE));
    times(20, (index) => ran(book, 'restart', MINUTE, BEGIN + index * MINUTE));
    expect(book.expectationOf('backup')!.usual[0]).toBeGreaterThan(9 * MINUTE);
    expect(book.expectationOf('restart')!.usual[1]).toBeLessThan(1.1 * MINUTE);
    expect(book.expectationOf('backup')!.operation).toBe('backup');
  });

  it('expects of an operation that it does not know, or of none, what all runs took', () => {
    const book = new DurationBook();
    expect(book.expectationOf('backup')).toBeNull();
    times(5, (index) => ran(book, null, MINUTE, BEGIN + index * MINUTE));
    expect(book.expectationOf(null)!.sketch.learned).toBe(5);
    expect(book.expectationOf('backup')).toMatchObject({ operation: null });
  });

  it('is the same in the next process', () => {
    const book = new DurationBook();
    times(10, (index) => ran(book, 'backup', MINUTE, BEGIN + index * MINUTE));
    const changes = book.takeChanges();
    expect(Object.keys(changes).sort()).toEqual(['all', 'of backup']);
    expect(book.takeChanges()).toEqual({});
    const next = new DurationBook();
    next.load(changes);
    expect(next.expectationOf('backup')!.usual).toEqual(book.expectationOf('backup')!.usual);
    book.giveBack(Object.keys(changes));
    expect(book.takeChanges()).toEqual(changes);
  });

  it('leaves out what it cannot read', () => {
    const book = new DurationBook();
    book.load({ all: 'nonsense', 'of backup': '{}', clock: 'late' });
    expect(book.expectationOf('backup')).toBeNull();
    expect(book.clockAheadMs).toBe(0);
  });

  it('notices that the clock of the upstream is behind', () => {
    const book = new DurationBook();
    const job = newRecord({ connection: 'c', key: '1', provider: 'p', kind: 'run', trackedAt: BEGIN });
    const said = { upstreamState: null, rule: 'x', startedAt: BEGIN - 60 * MINUTE };
    const running = applyObservation(job, { ...said, state: 'running' }, { ...context, at: BEGIN }).record;
    const answer = { ...said, state: 'succeeded' as const, endedAt: BEGIN - 59 * MINUTE };
    const ended = applyObservation(running, answer, { ...context, at: BEGIN + 2 * MINUTE });
    book.learn(running, ended.record, ended.transition!);
    expect(book.clockAheadMs).toBe(59 * MINUTE);
    expect(book.takeChanges().clock).toBe(String(59 * MINUTE));
  });

  it('compares what was foretold with what then happened', () => {
    const book = new DurationBook();
    const job = newRecord({ connection: 'c', key: '1', provider: 'p', kind: 'run', trackedAt: BEGIN });
    const said = { state: 'running' as const, upstreamState: null, rule: 'x', startedAt: BEGIN };
    const running = applyObservation(job, said, { ...context, at: BEGIN }).record;
    const first = { endAt: BEGIN + 2 * MINUTE, madeAt: BEGIN };
    const check = {
      intervalMs: SECOND,
      reason: 'x',
      forecast: { basis: 'estimate' as const, endAt: first.endAt, first },
    };
    ran(book, 'backup', MINUTE, BEGIN, { ...running, check });
    const { estimate } = book.expectationOf('backup')!.tested;
    expect(estimate.checked).toBe(1);
    expect(estimate.meanError).toBeCloseTo(Math.LN2, 5);
  });

  it('keeps the operations that were used last, and a bounded number of them', () => {
    const book = new DurationBook();
    times(250, (index) => ran(book, `operation-${index}`, MINUTE, BEGIN + index * MINUTE));
    const kept = Object.entries(book.takeChanges()).filter(([, text]) => text !== '');
    expect(kept).toHaveLength(201);
    expect(book.expectationOf('operation-0')!.operation).toBeNull();
    expect(book.expectationOf('operation-249')!.operation).toBe('operation-249');
  });

  it('takes a sample where very many end at once', () => {
    const book = new DurationBook();
    times(500, () => ran(book, null, MINUTE));
    expect(book.expectationOf(null)!.sketch.learned).toBeLessThan(100);
  });
});
