import { DEPLOYMENTS, job, openStore, track, type StoreScene } from '../../test/store.scene.js';

const NOW = Date.UTC(2026, 10, 21, 8);
const CONNECTIONS = ['a', 'b', 'c', 'd', 'e', 'f'];

describe.each(DEPLOYMENTS)('connections that are known, on %s', (deployment) => {
  let scene: StoreScene;

  beforeAll(async () => (scene = await openStore(deployment)));
  afterAll(() => scene.close());

  it('are found by their keys on all nodes, once', async () => {
    for (const connection of CONNECTIONS) await track(scene.store, job({ connection }));
    expect((await scene.store.connectionKeys.connections()).sort()).toEqual(CONNECTIONS);
  });

  it('are stored with the latest time of configuration', async () => {
    const { registry } = scene.store;
    await registry.markConfigured(['a', 'b'], NOW);
    await registry.markConfigured(['b'], NOW - 1_000);
    await registry.discover(NOW + 1_000);
    expect(await registry.notConfiguredSince(NOW + 1)).toEqual(
      new Map([
        ['a', NOW],
        ['b', NOW],
      ]),
    );
    expect([...(await registry.notConfiguredSince(NOW + 1_001)).keys()].sort()).toEqual(CONNECTIONS);
    await registry.remove('a');
    expect((await registry.notConfiguredSince(Infinity)).has('a')).toBe(false);
  });

  it('are retired by one process at a time', async () => {
    const { registry } = scene.store;
    expect(await registry.acquireRetirement('one', 10_000)).toBe(true);
    expect([
      await registry.acquireRetirement('one', 10_000),
      await registry.acquireRetirement('other', 10_000),
    ]).toEqual([true, false]);
    await registry.releaseRetirement('other');
    expect(await registry.acquireRetirement('other', 10_000)).toBe(false);
    await registry.releaseRetirement('one');
    expect(await registry.acquireRetirement('other', 10_000)).toBe(true);
  });

  it('lose all their keys, and other connections none', async () => {
    const { connectionKeys } = scene.store;
    const of = async (connection: string) =>
      (await scene.keys()).filter((name) => name.startsWith(`test:{${connection}}`));
    const before = (await of('b')).sort();
    expect(await connectionKeys.remove('a')).toBeGreaterThan(0);
    expect([await of('a'), (await of('b')).sort()]).toEqual([[], before]);
  });
});
