import { DEPLOYMENTS, openStore, type StoreScene } from '../../test/store.scene.js';

describe.each(DEPLOYMENTS)('the ledger of rateLimits on %s', (deployment) => {
  let scene: StoreScene;

  beforeAll(async () => {
    scene = await openStore(deployment);
  }, 60_000);
  afterAll(() => scene.close());

  it('counts each caller, budget and window separately', async () => {
    const { rateLimits } = scene.store;
    const window = { caller: 'jwt:a b{c}', budget: 'reads', perMs: 60_000, number: 7 };
    expect(await rateLimits.increment(window, 5)).toBe(5);
    expect(await rateLimits.increment(window, 3)).toBe(8);
    const others = [{ caller: 'jwt:a' }, { budget: 'writes' }, { number: 8 }];
    for (const other of others) expect(await rateLimits.increment({ ...window, ...other }, 1)).toBe(1);
  });

  it('expires after two windows', async () => {
    const { rateLimits, redis, keys } = scene.store;
    await rateLimits.increment({ caller: 'brief', budget: 'reads', perMs: 1_000, number: 1 }, 1);
    const left = await redis.pttl(keys.quota('brief', 'reads', 1));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(3_000);
  });
});
