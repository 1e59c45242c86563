import { DEPLOYMENTS, job, NOW, openStore, track, type StoreScene } from '../../test/store.scene.js';

describe.each(DEPLOYMENTS)('reads of pointers, on %s', (deployment) => {
  let scene: StoreScene;

  beforeAll(async () => {
    scene = await openStore(deployment);
  }, 30_000);
  afterAll(() => scene.close());

  const tracked = async (key: string, connection = 'hmc-lab') => {
    await track(scene.store, job({ connection, key, kind: 'pointer' }));
    return { connection, key };
  };

  it('are the latest ones, of tracked pointers', async () => {
    const { pointerReads } = scene.store;
    const pointer = await tracked('a');
    await pointerReads.mark('hmc-lab', ['a', 'unknown'], NOW + 5_000);
    await pointerReads.mark('hmc-lab', ['a'], NOW + 2_000);
    expect(await pointerReads.last(pointer, NOW + 60_000)).toBe(NOW + 5_000);
    expect(await scene.store.redis.zcard(scene.store.keys.pointersRead('hmc-lab'))).toBe(1);
  });

  it('begin when they are first asked for, and end with the pointer', async () => {
    const { pointerReads, jobs, keys, redis } = scene.store;
    const pointer = await tracked('b');
    expect(await pointerReads.last(pointer, NOW)).toBe(NOW);
    expect(await pointerReads.last(pointer, NOW + 9_000)).toBe(NOW);
    await jobs.remove(pointer);
    expect(await redis.zscore(keys.pointersRead('hmc-lab'), 'b')).toBeNull();
  });

  it('of streams are by what they are narrowed to, and forgotten when they are old', async () => {
    const { pointerReads } = scene.store;
    const narrow = { labels: [{ label: 'team', value: 'bi:1' }], text: 'x' };
    const wide = { labels: [], text: null };
    await pointerReads.markStream('dm-prod', narrow, NOW);
    await pointerReads.markStream('dm-prod', narrow, NOW + 1_000);
    await pointerReads.markStream('dm-prod', wide, NOW + 2_000);
    expect(await pointerReads.streams('dm-prod', NOW)).toEqual([
      { filter: narrow, at: NOW + 1_000 },
      { filter: wide, at: NOW + 2_000 },
    ]);
    expect(await pointerReads.streams('dm-prod', NOW + 1_500)).toEqual([{ filter: wide, at: NOW + 2_000 }]);
    expect(await pointerReads.streams('dm-prod', 0)).toHaveLength(1);
  });

  it('of streams are of a thousand at most, and what is too long for one stands for everything', async () => {
    const { pointerReads, keys, redis } = scene.store;
    const marking = Array.from({ length: 1_005 }, (_, nth) =>
      pointerReads.markStream('otc-prod', { labels: [], text: `text ${nth}` }, NOW + nth),
    );
    await Promise.all(marking);
    await pointerReads.markStream('otc-prod', { labels: [], text: 'x'.repeat(2_000) }, NOW + 5_000);
    const streams = await pointerReads.streams('otc-prod', NOW);
    expect(streams).toHaveLength(1_000);
    expect(streams.at(-1)).toEqual({ filter: { labels: [], text: null }, at: NOW + 5_000 });
    expect(await redis.zcard(keys.pointersStreamed('otc-prod'))).toBe(1_000);
  });
});
