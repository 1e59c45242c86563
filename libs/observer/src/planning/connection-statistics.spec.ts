import { applyObservation, newRecord, type JobRecord } from '#libs/jobs';
import { ConnectionStatistics } from './connection-statistics.js';

const BEGIN = Date.UTC(2026, 10, 21, 8, 0, 0);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const context = { source: 'poll' as const, retentionMs: MINUTE };

/** Learns of a run of an operation that the upstream dates. */
function ran(
  statistics: ConnectionStatistics,
  operation: string | null,
  duration: number,
  beganAt = BEGIN,
  before?: JobRecord,
) {
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
  statistics.learn({
    before: running,
    after: ended.record,
    transition: ended.transition,
    at: ended.record.observation.observedAt!,
  });
}
const times = <Value>(count: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('what is known of the runs on a connection', () => {
  it('knows each operation by its own runs', () => {
    const statistics = new ConnectionStatistics();
    times(20, (index) => ran(statistics, 'backup', 10 * MINUTE, BEGIN + index * MINUTE));
    times(20, (index) => ran(statistics, 'restart', MINUTE, BEGIN + index * MINUTE));
    expect(statistics.of('backup')!.durations.distribution.quantile(0.05)).toBeGreaterThan(9 * MINUTE);
    expect(statistics.of('restart')!.durations.distribution.quantile(0.95)).toBeLessThan(1.1 * MINUTE);
    expect(statistics.of('backup')!.operation).toBe('backup');
  });

  it('expects of an operation that it does not know, or of none, what all runs took', () => {
    const statistics = new ConnectionStatistics();
    expect(statistics.of('backup')).toBeNull();
    times(5, (index) => ran(statistics, null, MINUTE, BEGIN + index * MINUTE));
    expect(statistics.of(null)!.durations.learned).toBe(5);
    expect(statistics.of('backup')).toMatchObject({ operation: null });
  });

  it('is the same in the next process', () => {
    const statistics = new ConnectionStatistics();
    times(10, (index) => ran(statistics, 'backup', MINUTE, BEGIN + index * MINUTE));
    const changes = statistics.takeChanges();
    expect(Object.keys(changes).sort()).toEqual(['runs', 'runs of backup']);
    expect(statistics.takeChanges()).toEqual({});
    const next = new ConnectionStatistics();
    next.load(changes);
    expect(next.of('backup')!.durations.format()).toEqual(statistics.of('backup')!.durations.format());
    statistics.giveBack(Object.keys(changes));
    expect(statistics.takeChanges()).toEqual(changes);
  });

  it('leaves out what it cannot read', () => {
    const statistics = new ConnectionStatistics();
    statistics.load({ runs: 'nonsense', 'runs of backup': '{}', clock: 'late' });
    expect(statistics.of('backup')).toBeNull();
    expect(statistics.clockAheadMs).toBe(0);
  });

  it('notices that the clock of the upstream is behind', () => {
    const statistics = new ConnectionStatistics();
    const job = newRecord({ connection: 'c', key: '1', provider: 'p', kind: 'run', trackedAt: BEGIN });
    const said = { upstreamState: null, rule: 'x', startedAt: BEGIN - 60 * MINUTE };
    const running = applyObservation(job, { ...said, state: 'running' }, { ...context, at: BEGIN }).record;
    const answer = { ...said, state: 'succeeded' as const, endedAt: BEGIN - 59 * MINUTE };
    const ended = applyObservation(running, answer, { ...context, at: BEGIN + 2 * MINUTE });
    statistics.learn({
      before: running,
      after: ended.record,
      transition: ended.transition,
      at: ended.record.observation.observedAt!,
    });
    expect(statistics.clockAheadMs).toBe(59 * MINUTE);
    expect(statistics.takeChanges().clock).toBe(String(59 * MINUTE));
  });

  it('compares what was estimated with what then happened', () => {
    const statistics = new ConnectionStatistics();
    const job = newRecord({ connection: 'c', key: '1', provider: 'p', kind: 'run', trackedAt: BEGIN });
    const said = { state: 'running' as const, upstreamState: null, rule: 'x', startedAt: BEGIN };
    const running = applyObservation(job, said, { ...context, at: BEGIN }).record;
    const first = { endAt: BEGIN + 2 * MINUTE, madeAt: BEGIN };
    const check = {
      intervalMs: SECOND,
      reason: 'x',
      forecast: { basis: 'estimate' as const, endAt: first.endAt, first },
    };
    ran(statistics, 'backup', MINUTE, BEGIN, { ...running, check });
    const { estimate } = statistics.of('backup')!.hints;
    expect(estimate.checked).toBe(1);
    expect(estimate.meanError).toBeCloseTo(Math.LN2, 5);
  });

  it('keeps the operations that were used last, and a bounded number of them', () => {
    const statistics = new ConnectionStatistics();
    times(250, (index) => ran(statistics, `operation-${index}`, MINUTE, BEGIN + index * MINUTE));
    const kept = Object.entries(statistics.takeChanges()).filter(([, text]) => text !== '');
    expect(kept).toHaveLength(201);
    expect(statistics.of('operation-0')!.operation).toBeNull();
    expect(statistics.of('operation-249')!.operation).toBe('operation-249');
  });

  it('knows nothing by what earlier versions wrote down, which counted ends alone', () => {
    const statistics = new ConnectionStatistics();
    const written = '{"sketch":"{\\"n\\":1,\\"s\\":[500,1],\\"r\\":[500,1],\\"t\\":[0.25,0.25,0.5]}","tested":{}}';
    statistics.load({ all: written, 'of backup': written, clock: '12' });
    expect(statistics.of('backup')).toBeNull();
    expect(statistics.clockAheadMs).toBe(12);
  });

  it('counts a run that was canceled until it was seen last, and not as an end', () => {
    const statistics = new ConnectionStatistics();
    times(20, (index) => ran(statistics, 'backup', MINUTE, BEGIN + index * MINUTE));
    const job = newRecord({ connection: 'c', key: '1', provider: 'p', kind: 'run', trackedAt: BEGIN });
    const said = { upstreamState: null, rule: 'x', operation: 'backup', startedAt: BEGIN };
    const running = applyObservation(job, { ...said, state: 'running' }, { ...context, at: BEGIN }).record;
    const answer = { ...said, state: 'canceled' as const, endedAt: BEGIN + SECOND };
    const canceled = applyObservation(running, answer, { ...context, at: BEGIN + SECOND });
    statistics.learn({ before: running, after: canceled.record, transition: canceled.transition, at: BEGIN + SECOND });
    expect(statistics.of('backup')!.durations.learned).toBe(20);
  });
});
