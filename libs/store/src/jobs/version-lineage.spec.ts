import { applyDescription, type JobRecord } from '#libs/jobs';
import { DEPLOYMENTS, eventsOf, job, NOW, openStore, seeing, track, type StoreScene } from '../../test/store.scene.js';

const HOUR_MS = 3_600_000;

describe.each(DEPLOYMENTS)('jobs that are forgotten or lost, and come back, on %s', (deployment) => {
  let scene: StoreScene;
  let key = '';
  let tests = 0;
  let record: JobRecord;

  beforeAll(async () => {
    scene = await openStore(deployment);
  }, 30_000);
  afterAll(() => scene.close());
  beforeEach(() => {
    key = `job-${(tests += 1)}`;
    record = job({ key });
  });

  const jobs = () => scene.store.jobs;
  const keys = () => scene.store.keys;
  const redis = () => scene.store.redis;
  const events = async () => (await eventsOf(scene.store, 'hmc-lab')).filter((event) => event['key'] === key);

  it('rejects a write that is based on a version from before Redis lost the job', async () => {
    // Of a connection of its own: the first write of all is the first one after the loss as well.
    const connection = 'lossy';
    const base = await track(scene.store, job({ connection, key }));
    await redis().del((await scene.keys()).filter((name) => name.includes(`{${connection}}`)));
    const again = await track(scene.store, job({ connection, key, labels: { life: 'second' } }));
    const late = await jobs().commit({ base, ...seeing(base.record, { state: 'failed' }, NOW + 1, null) });
    expect(late).toEqual({ committed: false, current: again });
  });

  it.each(['untracked', 'expired'])(
    'begins above every revision of before when a job was %s, however the clocks of those who track it differ',
    async (how) => {
      const nasty = { labels: { '"v":9': '"v":9999999999999999' }, name: '"v":1' };
      await track(scene.store, job({ key, ...nasty, trackedAt: NOW + HOUR_MS }));
      const { stored } = await jobs().update(record, (current) =>
        seeing(
          current!.record,
          { state: 'failed', result: { v: 1 }, error: { code: null, message: '"v":2' } },
          NOW,
          null,
        ),
      );
      if (how === 'untracked') await jobs().remove(record);
      else expect(await jobs().removeExpired('hmc-lab', NOW + HOUR_MS, 1)).toBe(1);
      const again = (await track(scene.store, record)).record;
      expect(stored!.record.revision).toBe(NOW + HOUR_MS + 1);
      expect(again).toEqual({ ...record, revision: NOW + HOUR_MS + 2 });
      expect((await jobs().read(record))?.record).toEqual(again);
      expect((await events()).at(-1)).toMatchObject({ type: 'tracked', revision: String(again.revision) });
      await redis().del(keys().maxRemovedRevision('hmc-lab'));
    },
  );

  it('begins with the time at which a job was tracked, whatever is still known of others', async () => {
    const { revision: other } = (await track(scene.store, job({ key: `${key}-other`, trackedAt: NOW + 9 }))).record;
    expect([other, (await track(scene.store, record)).record.revision]).toEqual([NOW + 9, NOW]);
  });

  it('removes a job as it was checked, also if it changes meanwhile', async () => {
    for (let round = 0; round < 30; round += 1) {
      await track(scene.store, record);
      const checked: (string | null)[] = [];
      const [{ written }, isForgotten] = await Promise.all([
        jobs().update(record, (current) => {
          return current && { revised: applyDescription(current.record, { name: 'new' }, NOW) };
        }),
        jobs().remove(record, (current) => checked.push(current!.name)),
      ]);
      expect([isForgotten, checked.at(-1)]).toEqual([true, written ? 'new' : null]);
    }
    const refuse = (current: JobRecord | null) => {
      if (current !== null) throw new Error('not this one');
    };
    await track(scene.store, record);
    await expect(jobs().remove(record, refuse)).rejects.toThrow('not this one');
    expect(await jobs().read(record)).not.toBeNull();
    await jobs().remove(record);
    expect(await jobs().remove(record, refuse)).toBe(false);
  });
});
