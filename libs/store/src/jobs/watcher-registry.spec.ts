import { DEPLOYMENTS, NOW, openStore, type StoreScene } from '../../test/store.scene.js';

describe.each(DEPLOYMENTS)('what is kept for planning, on %s', (deployment) => {
  let scene: StoreScene;

  beforeAll(async () => {
    scene = await openStore(deployment);
  }, 30_000);
  afterAll(() => scene.close());

  it('a job is watched until the latest time', async () => {
    const { watchers } = scene.store;
    await watchers.add({ connection: 'a', key: '1' }, NOW + 5_000);
    await watchers.add({ connection: 'a', key: '1' }, NOW + 2_000);
    await watchers.add({ connection: 'a', key: '2' }, NOW + 1_000);
    await watchers.add({ connection: 'b', key: '3' }, NOW + 9_000);
    expect(await watchers.current('a', NOW)).toEqual(
      new Map([
        ['1', NOW + 5_000],
        ['2', NOW + 1_000],
      ]),
    );
    expect(await watchers.current('a', NOW + 1_000)).toEqual(new Map([['1', NOW + 5_000]]));
    expect(await watchers.current('a', NOW + 5_000)).toEqual(new Map());
    expect(await scene.keys()).not.toContain(scene.store.keys.watched('a'));
  });

  it('duration statistics are read as they were written, by connection', async () => {
    const { durations } = scene.store;
    await durations.write('a', { all: 'x', 'of backup': 'y' });
    await durations.write('a', { all: 'z', 'of backup': '' });
    await durations.write('a', {});
    expect(await durations.read('a')).toEqual({ all: 'z' });
    expect(await durations.read('b')).toEqual({});
  });
});
