import { job, NOW, openStore, track, type StoreScene } from '../../test/store.scene.js';
import { isStoreFailure } from '../redis/store-failure.js';

describe('a job of a connection that was renamed', () => {
  let scene: StoreScene;
  let key = '';
  let tests = 0;

  beforeAll(async () => (scene = await openStore()));
  afterAll(() => scene.close());
  beforeEach(() => {
    key = `job-${(tests += 1)}`;
    scene.store.formerNames.applyConfig([
      { name: 'hmc-main', renamedFrom: 'hmc-lab' },
      { name: 'dm-prod', renamedFrom: null },
    ]);
  });

  const present = () => ({ connection: 'hmc-main', key });
  const refusal = (act: Promise<unknown>) =>
    act.then(
      () => 'no failure',
      (error: unknown) => (isStoreFailure(error) ? 'a failure of the store' : error),
    );

  it('is neither missing nor tracked anew while it is under the former name', async () => {
    const { jobs } = scene.store;
    await track(scene.store, job({ key }));
    const begun = () => ({ revised: { record: job({ ...present() }), hasChanged: true, transition: null } });
    for (const act of [
      () => jobs.read(present()),
      () => jobs.readMany([{ connection: 'dm-prod', key }, present()]),
      () => jobs.remove(present()),
      () => jobs.acknowledge(present(), (current) => (current === null ? begun() : null)),
    ]) {
      expect(await refusal(act())).toBe('a failure of the store');
    }
    expect(await jobs.read({ connection: 'hmc-lab', key })).not.toBeNull();
  });

  it('is found once it is moved', async () => {
    await track(scene.store, job({ key, labels: { team: 'bi' } }));
    // Whoever moves knows of no former names: it has both under its hands.
    scene.store.formerNames.applyConfig([]);
    await scene.store.connectionMove.run('hmc-lab', 'hmc-main', NOW + 1);
    scene.store.formerNames.applyConfig([{ name: 'hmc-main', renamedFrom: 'hmc-lab' }]);
    const moved = { record: { connection: 'hmc-main', labels: { team: 'bi' }, trackedAt: NOW } };
    expect(await scene.store.jobs.read(present())).toMatchObject(moved);
    expect(await scene.store.jobs.readMany([present()])).toMatchObject([moved]);
  });

  it('is not missing for a process that does not know the new name yet', async () => {
    const { jobs, connectionMove, formerNames } = scene.store;
    formerNames.applyConfig([]);
    await track(scene.store, job({ key }));
    await connectionMove.run('hmc-lab', 'hmc-main', NOW + 1);
    formerNames.applyConfig([{ name: 'hmc-lab', renamedFrom: null }]);
    const former = { connection: 'hmc-lab', key };
    const begun = { revised: { record: job({ key }), hasChanged: true, transition: null } };
    expect(await refusal(jobs.read(former))).toBe('a failure of the store');
    expect(await refusal(jobs.readMany([former]))).toBe('a failure of the store');
    expect(await refusal(jobs.acknowledge(former, (current) => (current === null ? begun : null)))).toBe(
      'a failure of the store',
    );
    await connectionMove.run('hmc-main', 'hmc-lab', NOW + 2);
    expect(await jobs.read(former)).toMatchObject({ record: { trackedAt: NOW } });
  });

  it('is not moved while another process moves in the opposite direction', async () => {
    const { redis, keys, connectionMove, jobs } = scene.store;
    scene.store.formerNames.applyConfig([]);
    await redis.del(keys.moved('hmc-lab'), keys.moved('hmc-main'));
    await track(scene.store, job({ key }));
    await redis.set(keys.moving('hmc-main'), 'hmc-lab', 'PX', 60_000);
    expect(await connectionMove.run('hmc-lab', 'hmc-main', NOW + 1)).toBeNull();
    expect(await jobs.read({ connection: 'hmc-lab', key })).not.toBeNull();
    await redis.del(keys.moving('hmc-main'));
    expect(await connectionMove.run('hmc-lab', 'hmc-main', NOW + 1)).toMatchObject({ left: 0 });
    expect(await jobs.read(present())).not.toBeNull();
  });

  it('is not tracked if it is under neither name', async () => {
    expect(await scene.store.jobs.read(present())).toBeNull();
    expect(await scene.store.jobs.readMany([present()])).toEqual([null]);
    expect(await scene.store.jobs.remove(present())).toBe(false);
  });
});
