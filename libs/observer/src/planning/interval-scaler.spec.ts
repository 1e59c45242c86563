import { newRecord } from '#libs/jobs';
import { IntervalScaler } from './interval-scaler.js';

const BEGIN = Date.UTC(2026, 10, 21, 8, 0, 0);
const INTERVAL_MS = 10_000;

/** Jobs that are checked every ten seconds (as the scaler has it), by a connection that lets `perSecond` checks through. */
function run(scaler: IntervalScaler, jobs: number, perSecond: number, seconds: number, from = BEGIN) {
  const due = Array.from({ length: jobs }, (_, index) => ({ at: from + (index * INTERVAL_MS) / jobs, checks: 0 }));
  for (let at = from; at < from + seconds * 1_000; at += 1_000) {
    const claimed = due
      .filter((job) => job.at <= at)
      .sort((one, other) => one.at - other.at)
      .slice(0, perSecond);
    const stored = claimed.map((job) => {
      const record = newRecord({ connection: 'c', key: '1', provider: 'p', kind: 'run', trackedAt: BEGIN });
      const check = { intervalMs: INTERVAL_MS * scaler.stretch, reason: 'x' };
      return { version: 1, record: { ...record, check, observation: { ...record.observation, nextCheckAt: job.at } } };
    });
    scaler.claimed(stored, at);
    for (const job of claimed) {
      job.at = at + INTERVAL_MS * scaler.stretch;
      job.checks += 1;
    }
  }
  return due.map(({ checks }) => checks);
}

describe('the scaler of a connection', () => {
  it('leaves scaler as they are while the budget suffices', () => {
    const scaler = new IntervalScaler(BEGIN);
    run(scaler, 100, 20, 300);
    expect(scaler.stretch).toBe(1);
  });

  it('tells how late each job was that became due in its time', () => {
    const late: number[] = [];
    const scaler = new IntervalScaler(BEGIN, (milliseconds) => late.push(milliseconds));
    const due = (nextCheckAt: number | null) => {
      const record = newRecord({ connection: 'c', key: '1', provider: 'p', kind: 'run', trackedAt: BEGIN });
      return { version: 1, record: { ...record, observation: { ...record.observation, nextCheckAt } } };
    };
    scaler.claimed([due(BEGIN - 60_000), due(BEGIN + 1_000), due(BEGIN + 4_900), due(null)], BEGIN + 5_000);
    expect(late).toEqual([4_000, 100]);
  });

  it('stretches all scaler until what falls due is what the budget lets through', () => {
    const scaler = new IntervalScaler(BEGIN);
    const checks = run(scaler, 600, 20, 900);
    expect(scaler.stretch).toBeGreaterThan(2);
    expect(scaler.stretch).toBeLessThan(4.5);
    expect(Math.min(...checks)).toBeGreaterThan(0.6 * Math.max(...checks));
  });

  it('comes back when there is less to do', () => {
    const scaler = new IntervalScaler(BEGIN);
    run(scaler, 600, 20, 900);
    run(scaler, 100, 20, 300, BEGIN + 900_000);
    expect(scaler.stretch).toBe(1);
  });

  it('does not count as lateness what was due before anybody cared', () => {
    const scaler = new IntervalScaler(BEGIN + 3_600_000);
    run(scaler, 100, 100, 5, BEGIN);
    expect(scaler.stretch).toBe(1);
  });
});
