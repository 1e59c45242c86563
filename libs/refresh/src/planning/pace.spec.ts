import { newRecord } from '#libs/jobs';
import { Pace } from './pace.js';

const BEGIN = Date.UTC(2026, 10, 21, 8, 0, 0);
const INTERVAL_MS = 10_000;

/** Jobs that are checked every ten seconds (as the pace has it), by a connection that lets `perSecond` checks through. */
function run(pace: Pace, jobs: number, perSecond: number, seconds: number, from = BEGIN) {
  const due = Array.from({ length: jobs }, (_, index) => ({ at: from + (index * INTERVAL_MS) / jobs, checks: 0 }));
  for (let at = from; at < from + seconds * 1_000; at += 1_000) {
    const claimed = due
      .filter((job) => job.at <= at)
      .sort((one, other) => one.at - other.at)
      .slice(0, perSecond);
    const stored = claimed.map((job) => {
      const record = newRecord({ connection: 'c', key: '1', provider: 'p', kind: 'run', trackedAt: BEGIN });
      const check = { intervalMs: INTERVAL_MS * pace.stretch, reason: 'x' };
      return { version: 1, record: { ...record, check, observation: { ...record.observation, nextCheckAt: job.at } } };
    });
    pace.claimed(stored, at);
    for (const job of claimed) {
      job.at = at + INTERVAL_MS * pace.stretch;
      job.checks += 1;
    }
  }
  return due.map(({ checks }) => checks);
}

describe('the pace of a connection', () => {
  it('leaves intervals as they are while the budget suffices', () => {
    const pace = new Pace(BEGIN);
    run(pace, 100, 20, 300);
    expect(pace.stretch).toBe(1);
  });

  it('tells how late each job was that became due in its time', () => {
    const late: number[] = [];
    const pace = new Pace(BEGIN, (milliseconds) => late.push(milliseconds));
    const due = (nextCheckAt: number | null) => {
      const record = newRecord({ connection: 'c', key: '1', provider: 'p', kind: 'run', trackedAt: BEGIN });
      return { version: 1, record: { ...record, observation: { ...record.observation, nextCheckAt } } };
    };
    pace.claimed([due(BEGIN - 60_000), due(BEGIN + 1_000), due(BEGIN + 4_900), due(null)], BEGIN + 5_000);
    expect(late).toEqual([4_000, 100]);
  });

  it('stretches all intervals until what falls due is what the budget lets through', () => {
    const pace = new Pace(BEGIN);
    const checks = run(pace, 600, 20, 900);
    expect(pace.stretch).toBeGreaterThan(2);
    expect(pace.stretch).toBeLessThan(4.5);
    expect(Math.min(...checks)).toBeGreaterThan(0.6 * Math.max(...checks));
  });

  it('comes back when there is less to do', () => {
    const pace = new Pace(BEGIN);
    run(pace, 600, 20, 900);
    run(pace, 100, 20, 300, BEGIN + 900_000);
    expect(pace.stretch).toBe(1);
  });

  it('does not count as lateness what was due before anybody cared', () => {
    const pace = new Pace(BEGIN + 3_600_000);
    run(pace, 100, 100, 5, BEGIN);
    expect(pace.stretch).toBe(1);
  });
});
