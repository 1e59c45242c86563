import { DEPLOYMENTS, job, NOW, openStore, seeing, track, type StoreScene } from '../../test/store.scene.js';
import { BEFORE_ALL } from './event-stream.js';

describe.each(DEPLOYMENTS)('the log of events on %s', (deployment) => {
  let scene: StoreScene;

  beforeAll(async () => {
    scene = await openStore(deployment);
  }, 30_000);
  afterAll(() => scene.close());

  const after = async (connection: string, position: string, most = 10) => {
    const logged = await scene.store.events.after(connection, position, most);
    return logged && logged.map(({ event }) => `${event.key} ${event.type} ${event.revision ?? '-'}`);
  };

  async function positions(connection: string): Promise<string[]> {
    const logged = await scene.store.events.after(connection, BEFORE_ALL, 10);
    return logged!.map(({ position }) => position);
  }

  it('returns the events after a position, oldest first, and none of other connections', async () => {
    const connection = 'hmc-lab';
    const stored = await track(scene.store, job({ connection, key: 'a' }));
    await track(scene.store, job({ connection: 'elsewhere', key: 'b' }));
    await scene.store.jobs.commit({ base: stored, ...seeing(stored.record, {}, NOW) });
    await scene.store.jobs.remove({ connection, key: 'a' });
    const [first, second, third] = await positions(connection);
    const told = [`a tracked ${NOW}`, `a changed ${NOW + 1}`, 'a untracked -'];
    expect(await after(connection, BEFORE_ALL)).toEqual(told);
    expect(await after(connection, first!)).toEqual(told.slice(1));
    expect(await after(connection, second!)).toEqual(['a untracked -']);
    expect(await after(connection, third!)).toEqual([]);
  });

  it('is empty without events', async () => {
    expect(await after('quiet', BEFORE_ALL)).toEqual([]);
  });

  it('returns null rather than a part: for too many events, and for a position that was trimmed or never existed', async () => {
    const connection = 'otc-prod';
    for (const key of ['a', 'b', 'c']) await track(scene.store, job({ connection, key }));
    const [first] = await positions(connection);
    expect(await after(connection, first!, 2)).toHaveLength(2);
    expect(await after(connection, first!, 1)).toBeNull();
    expect(await after(connection, BEFORE_ALL, 2)).toBeNull();
    const [time] = first!.split('-');
    expect(await after(connection, `${Number(time) - 1}-0`)).toBeNull();
    expect(await after(connection, `${Number(time) + 60_000}-0`)).toBeNull();
    await scene.store.redis.xtrim(scene.store.keys.events(connection), 'MAXLEN', 2);
    expect(await after(connection, first!)).toBeNull();
  });
});
