import { isFromTheFuture, isObservedSince, withoutFutureTimes } from './future-times.js';
import { newRecord } from './new-record.js';
import type { JobRecord } from './job-record.js';

const NOW = Date.UTC(2026, 10, 21, 8, 0, 0);
const SECOND = 1_000;

function recordOf(observedAt: number | null, attemptedAt: number | null = observedAt): JobRecord {
  const born = { connection: 'dm', key: '1', provider: 'datameer', kind: 'run', trackedAt: NOW - 60 * SECOND } as const;
  const record = newRecord(born);
  return { ...record, observation: { ...record.observation, observedAt, attemptedAt } };
}

describe('a record', () => {
  it.each([
    ['was polled just now', recordOf(NOW), false],
    ['was never polled', recordOf(null), false],
    ['was polled within what clocks differ by', recordOf(NOW + SECOND), false],
    ['was polled later than now', recordOf(NOW + 2 * SECOND), true],
    ['was tried in vain later than now', recordOf(null, NOW + 2 * SECOND), true],
    ['was tracked later than now', { ...recordOf(null), trackedAt: NOW + 2 * SECOND }, true],
  ])('that %s', (_, record, isFuture) => expect(isFromTheFuture(record, NOW)).toBe(isFuture));

  it('from the future is brought back to the time at which something is learned of it', () => {
    const { observation } = withoutFutureTimes(recordOf(NOW + 300 * SECOND), NOW, NOW - SECOND);
    expect(observation).toMatchObject({ observedAt: NOW - SECOND, attemptedAt: NOW - SECOND });
  });

  it('of the present stays the same object', () => {
    const record = recordOf(NOW);
    expect(withoutFutureTimes(record, NOW, NOW - SECOND)).toBe(record);
  });

  it.each([
    ['since then', NOW, true],
    ['before', NOW - 2, false],
    ['never', null, false],
    ['in the future, which proves nothing', NOW + 300 * SECOND, false],
  ])('was observed %s', (_, observedAt, isObserved) =>
    expect(isObservedSince(recordOf(observedAt), NOW - 1, NOW)).toBe(isObserved),
  );
});
