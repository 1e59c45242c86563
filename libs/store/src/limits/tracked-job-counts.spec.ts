import { setTimeout as pause } from 'node:timers/promises';
import { Store, startEntryName } from '#libs/store';
import { DEPLOYMENTS, job, NOW, openStore, seeing, track, type StoreScene } from '../../test/store.scene.js';

const asItIs = (connection: string): string => connection;
const DAY_MS = 86_400_000;

describe.each(DEPLOYMENTS)('the ledger of tracked jobs on %s', (deployment) => {
  let scene: StoreScene;
  let other: Store;
  let requester: string;
  let requesters = 0;

  beforeAll(async () => {
    scene = await openStore(deployment);
    other = Store.connect(scene.location, 'test');
  }, 60_000);
  afterAll(async () => {
    await other?.close();
    await scene?.close();
  });
  beforeEach(() => (requester = `requester-${(requesters += 1)}`));

  const counted = () => scene.store.redis.zrange(scene.store.keys.tracked(requester), 0, '-1');
  const enter = async (name: string, most = 1_000) => scene.store.trackedJobs.add(requester, name, most);
  const review = (most = 1_000, presentName = asItIs, from = 0) =>
    scene.store.trackedJobs.review(requester, { from, most }, presentName);
  /** As if it had been entered long ago. */
  const enterLongAgo = (...names: string[]) =>
    scene.store.redis.zadd(
      scene.store.keys.tracked(requester),
      ...names.flatMap((name) => [Date.now() - DAY_MS, name]),
    );
  const record = (key: string, connection = 'hmc-lab') => job({ connection, key: `${requester}-${key}` });

  it('admits as many as the limit, with concurrent requests of several processes', async () => {
    const entered = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? scene.store : other).trackedJobs.add(requester, `hmc-lab~${index}`, 7),
      ),
    );
    expect(entered.filter((one) => one !== 'full')).toHaveLength(7);
    expect(await counted()).toHaveLength(7);
    expect(await scene.store.trackedJobs.add(`${requester}-else`, 'hmc-lab~1', 7)).not.toBe('full');
  });

  it('counts an entry once that is added again, and its first owner cannot remove it', async () => {
    const first = await enter('hmc-lab~1', 1);
    const since = (first as { since: number }).since;
    expect(Math.abs(since - Date.now())).toBeLessThan(60_000);
    expect(await enter('hmc-lab~1', 1)).toEqual({ since: null });
    await scene.store.trackedJobs.remove(requester, { name: 'hmc-lab~1', since });
    expect(await counted()).toEqual(['hmc-lab~1']);
    const latest = (await scene.store.trackedJobs.find(requester, 'hmc-lab~1'))!;
    expect(latest).toBeGreaterThan(since);
    await scene.store.trackedJobs.remove(requester, { name: 'hmc-lab~1', since: latest });
    expect(await counted()).toEqual([]);
    expect(await scene.store.trackedJobs.find(requester, 'hmc-lab~1')).toBeNull();
  });

  it('replaces an entry that counts, and no other', async () => {
    await enter('hmc-lab~1');
    await scene.store.trackedJobs.replace(requester, 'hmc-lab~1', 'hmc-lab~2');
    await scene.store.trackedJobs.replace(requester, 'hmc-lab~1', 'hmc-lab~3');
    expect(await counted()).toEqual(['hmc-lab~2']);
  });

  it('expires without further calls', async () => {
    await enter('hmc-lab~1');
    await scene.store.trackedJobs.replace(requester, 'hmc-lab~1', 'hmc-lab~2');
    const left = await scene.store.redis.pttl(scene.store.keys.tracked(requester));
    expect(left).toBeGreaterThan(7 * DAY_MS);
    expect(left).toBeLessThanOrEqual(30 * DAY_MS);
  });

  it('removes jobs that have ended, were lost after they were seen, or were removed, and keeps those in flight', async () => {
    const jobs = ['queued', 'running', 'succeeded', 'seen', 'unseen'].map((key) => record(key));
    const [queued, running, succeeded, seen, unseen] = jobs as [(typeof jobs)[0], ...typeof jobs];
    await track(scene.store, queued);
    await see(running!, 'running');
    await see(succeeded!, 'succeeded');
    await see(seen!, 'running', 'lost');
    await see(unseen!, 'lost');
    await enterLongAgo(...jobs.map(({ id }) => id), 'hmc-lab~gone', 'no id');
    expect(await review()).toEqual({ reviewed: 7, left: 4, undecided: 0 });
    expect((await counted()).sort()).toEqual([queued.id, running!.id, unseen!.id].sort());
    await see(await latest(running!), 'failed');
    expect(await review()).toMatchObject({ reviewed: 3, left: 1 });
  });

  it('removes ended jobs at once, but waits for missing ones', async () => {
    await see(record('brief'), 'succeeded');
    await enter(record('brief').id);
    await enter('hmc-lab~to-come');
    expect(await review()).toEqual({ reviewed: 2, left: 1, undecided: 1 });
    expect(await counted()).toEqual(['hmc-lab~to-come']);
  });

  it('continues with the entries that were reviewed longest ago', async () => {
    const running = ['a', 'b', 'c', 'd'].map((key) => record(key));
    for (const one of running) await track(scene.store, one);
    await see(record('e'), 'succeeded');
    await enterLongAgo(...running.map(({ id }) => id));
    await enter(record('e').id);
    // Times are in milliseconds.
    await pause(2);
    expect(await review(2)).toEqual({ reviewed: 2, left: 0, undecided: 0 });
    await pause(2);
    expect(await review(2)).toEqual({ reviewed: 2, left: 0, undecided: 0 });
    await pause(2);
    expect(await review(2)).toMatchObject({ left: 1 });
    expect(await review(2, asItIs, 4)).toEqual({ reviewed: 0, left: 0, undecided: 0 });
  });

  it('finds jobs of a renamed connection under both names', async () => {
    const [moved, waiting] = [record('moved', 'new-name'), record('waiting', 'old-name')];
    for (const one of [moved, waiting]) await track(scene.store, one);
    const names = [`old-name~${moved.key}`, `old-name~${waiting.key}`];
    await enterLongAgo(...names, `old-name~${requester}-gone`);
    expect(await review(10, (name) => (name === 'old-name' ? 'new-name' : name))).toMatchObject({ left: 1 });
    expect((await counted()).sort()).toEqual(names.sort());
  });

  it('determines the outcome of a start from its command', async () => {
    const { commands } = scene.store;
    const named = (command: string) => startEntryName('hmc-lab', `${requester}-${command}`);
    const began = (command: string) => commands.begin('hmc-lab', `${requester}-${command}`, 'token', NOW);
    for (const command of ['under-way', 'done', 'refused']) await began(command);
    const finish = (command: string, outcome: unknown) =>
      commands.finish('hmc-lab', `${requester}-${command}`, 'token', outcome);
    await finish('done', { result: 'done', done: { key: 'its run' } });
    await finish('refused', { result: 'refused', reason: 'conflict', code: 'busy', message: 'Busy.' });
    await commands.withdraw('hmc-lab', `${requester}-withdrawn`);
    const all = ['under-way', 'done', 'refused', 'withdrawn'].map(named);
    await enterLongAgo(...all, named('never-begun'));
    await enter(named('about-to-begin'));
    expect(await review()).toEqual({ reviewed: 6, left: 3, undecided: 1 });
    expect((await counted()).sort()).toEqual(
      [named('under-way'), 'hmc-lab~~aXRzIHJ1bg', named('about-to-begin')].sort(),
    );
  });

  /** Tracks a job unless it is, and has it seen in these states one after another. */
  async function see(record: ReturnType<typeof job>, ...states: ('running' | 'succeeded' | 'failed' | 'lost')[]) {
    const { jobs } = scene.store;
    for (const state of states) {
      await jobs.update(record, (current) =>
        seeing(current?.record ?? record, { state, upstreamState: state }, NOW + 1_000, null),
      );
    }
  }

  const latest = async (record: ReturnType<typeof job>) => (await scene.store.jobs.read(record))!.record;
});
