import { WorkerHealth } from './worker.health.js';

const NOW = 1_000_000;
const there = { isReachable: async () => true };
const health = (roundEndedAt: number | null, store = there) => new WorkerHealth(store, { roundEndedAt }, () => NOW);

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
    const away = { isReachable: async () => false };
    expect(await health(NOW, away).ready()).toEqual({ status: 'failed', checks: { redis: 'failed', care: 'ok' } });
  });
});
