import { newRecord } from '#libs/jobs';
import { eventually } from '../../../../test/stage/eventually.js';
import { DEPLOYMENTS, openStore, type StoreScene } from '../../test/store.scene.js';
import { Store } from '../store.js';
import { SignalReader } from './signal-reader.js';

describe.each(DEPLOYMENTS)('signals to workers on %s', (deployment) => {
  let scene: StoreScene;
  let reader: SignalReader;
  const signaled: (readonly string[] | null)[] = [];
  let jobs = 0;

  beforeAll(async () => {
    scene = await openStore(deployment);
    reader = new SignalReader(scene.location, scene.store.keys, (connections) => signaled.push(connections));
    await eventually(async () => {
      signaled.length = 0;
      await track(scene.store, 'warm-up');
      await eventually(() => expect(signaled).toContainEqual(['warm-up']), 1_000);
    }, 10_000);
  }, 40_000);
  afterAll(async () => {
    await reader.close();
    await scene.close();
  });
  beforeEach(() => (signaled.length = 0));

  const track = (store: Store, connection: string) => {
    const key = String((jobs += 1));
    const record = newRecord({ connection, key, provider: 'datameer', kind: 'run', trackedAt: Date.now() });
    return store.jobs.commit({ base: null, revised: { record, hasChanged: true, transition: null } });
  };

  it('name the connections to which another process has written', async () => {
    await Promise.all([track(scene.store, 'dm-1'), track(scene.store, 'dm-1')]);
    await scene.store.schedule.bringForward('dm-2', ['7'], 1);
    await eventually(() => expect(signaled.flat()).toEqual(expect.arrayContaining(['dm-1', 'dm-2'])));
  });

  it('are not sent by a worker, which receives its own writes at once', async () => {
    const worker = Store.connect(scene.location, 'test');
    const own: [string, number | null][] = [];
    worker.signals.listen((connection, { dueAt }) => own.push([connection, dueAt]));
    await track(worker, 'dm-3');
    expect(own).toEqual([['dm-3', expect.any(Number)]]);
    await track(scene.store, 'dm-4');
    await eventually(() => expect(signaled.flat()).toContain('dm-4'));
    expect(signaled.flat()).not.toContain('dm-3');
    await worker.close();
  });

  it('reach a worker again whose connection to Redis was lost', async () => {
    for (const { redis } of scene.servers) await redis.command('CLIENT', 'KILL', 'TYPE', 'normal');
    // On one server the reader knows, and says that any connection may have been written to.
    if (deployment === DEPLOYMENTS[0]) await eventually(() => expect(signaled).toContain(null), 10_000);
    await track(scene.store, 'dm-5');
    await eventually(() => expect(signaled.flat()).toContain('dm-5'));
  });
});
