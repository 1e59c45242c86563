import { eventually } from '../../../../test/stage/eventually.js';
import { DEPLOYMENTS, openStore, type StoreScene } from '../../test/store.scene.js';

describe.each(DEPLOYMENTS)('heartbeats of workers on %s', (deployment) => {
  let scene: StoreScene;

  beforeAll(async () => {
    scene = await openStore(deployment);
  }, 30_000);
  afterAll(() => scene.close());
  beforeEach(() => scene.store.redis.del(scene.store.keys.workers()));

  const heartbeats = () => scene.store.heartbeats;
  const alive = async (worker: string, forMs: number) => (await heartbeats().report(worker, forMs)).alive;

  it('count the workers that are alive', async () => {
    expect(await alive('one', 60_000)).toBe(1);
    expect(await alive('other', 60_000)).toBe(2);
    expect(await alive('one', 60_000)).toBe(2);
    await heartbeats().end('other');
    expect(await alive('one', 60_000)).toBe(1);
    expect(await alive('short-lived', 0)).toBe(1);
    expect(await heartbeats().alive()).toEqual(['one']);
    expect(await heartbeats().wasAnySeenLately()).toBe(true);
  });

  it('name the workers that died until nothing is left of them', async () => {
    await heartbeats().report('gone', 1);
    await eventually(async () => expect((await heartbeats().report('one', 60_000)).dead).toEqual(['gone']));
    expect((await heartbeats().report('one', 60_000)).dead).toEqual(['gone']);
    await heartbeats().forget('gone');
    expect((await heartbeats().report('one', 60_000)).dead).toEqual([]);
  });

  it('leave it open for a minute whether a worker is alive that ended without a word', async () => {
    const mayBe = (inMs: number) => heartbeats().mayAnyBeAlive(Date.now() + inMs);
    expect(await mayBe(0)).toBe(false);
    await heartbeats().report('one', 6_000);
    expect([await mayBe(0), await mayBe(30_000), await mayBe(90_000)]).toEqual([true, true, false]);
    await heartbeats().end('one');
    expect(await mayBe(0)).toBe(false);
  });
});
