import { WorkerHealth } from './worker.health.js';

const NOW = 1_000_000;
const clockOf = (isSkewed: boolean) => ({ now: () => NOW, reading: { offsetMs: isSkewed ? -300_000 : 0, isSkewed } });
const there = { isReachable: async () => true, clock: clockOf(false) };
const health = (roundEndedAt: number | null, store = there) => new WorkerHealth(store, { roundEndedAt });

describe('the health of a worker', () => {
  it('is good while its rounds go on', async () => {
    expect(await health(NOW - 5_999).ready()).toEqual({ status: 'ok', checks: { redis: 'ok', care: 'ok' } });
  });

  it.each([
    ['has not begun', null],
    ['has not ended for so long that its leases have', NOW - 6_000],
  ])('is not while a round %s', async (_, roundEndedAt) => {
    expect(await health(roundEndedAt).ready()).toEqual({ status: 'failed', checks: { redis: 'ok', care: 'failed' } });
  });

  it('is not without Redis', async () => {
    const away = { ...there, isReachable: async () => false };
    expect(await health(NOW, away).ready()).toEqual({ status: 'failed', checks: { redis: 'failed', care: 'ok' } });
  });

  it('says that the wall clock is wrong, and is good all the same', async () => {
    const checks = { redis: 'ok', care: 'ok', clock: 'skewed' };
    expect(await health(NOW, { ...there, clock: clockOf(true) }).ready()).toEqual({ status: 'ok', checks });
  });
});
