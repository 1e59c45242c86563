import { runInThisContext } from 'node:vm';
import { json } from '../../../../test/contract/scripted-reply.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { DETAILS, openDatameer, runIs } from '../../test/datameer.scene.js';
import { BEGIN, HOUR, latch, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { duePollerOf } from '../../test/due.poller.js';
import { Canceler } from '../commands/canceler.js';
import { JobPoller } from '../polling/poll.js';

// In an ES module Jest hands its object over here: https://jestjs.io/docs/ecmascript-modules
const { jest: timers } = import.meta as unknown as { jest: typeof jest };

let redis: RedisServer;
let scene: PollingScene;
let stopping: AbortController;
let abandoning: AbortController;
beforeAll(async () => (redis = await openRedis(['--appendonly', 'yes'])));
afterAll(() => redis.close());
beforeEach(async () => {
  scene = await openDatameer(redis);
  stopping = new AbortController();
  abandoning = new AbortController();
});
afterEach(async () => {
  abandoning.abort(new Error('abandoned'));
  stopping.abort(new Error('stopped'));
  await scene.close();
});

const pollerOf = (context = scene.context, jobPoller = scene.poller) =>
  duePollerOf(context, new Canceler(context, abandoning.signal), jobPoller);
const poll = (one = pollerOf()) => one.poll({ stopping: stopping.signal, abandoning: abandoning.signal });

/** Has a job fall due at the given time, as another process may. */
async function putOff(key: string, dueAt: number) {
  const { redis: client, keys, signals } = scene.store;
  await client.zadd(keys.schedule(scene.settings.name), dueAt, key);
  signals.changed(scene.settings.name, { dueAt, hasEvent: false });
}

/** Tracks a run that is due at the given time. */
async function track(key: string, dueAt: number) {
  runIs(scene, key, 'RUNNING');
  await scene.poll(key);
  await putOff(key, dueAt);
  scene.calls();
}

const targets = () => scene.upstream.received.map(({ target }) => target.replace(DETAILS, ''));

describe('a poller of due jobs', () => {
  it('polls due jobs only, the oldest first', async () => {
    scene = await reopened({ concurrency: 1 });
    for (const [index, key] of ['3', '1', '2'].entries()) await track(key, BEGIN - 3 + index);
    await track('4', BEGIN + 1);
    const polling = poll();
    await eventually(() => expect(targets()).toHaveLength(3));
    stopping.abort();
    await polling;
    expect(targets()).toEqual(['3', '1', '2']);
    for (const key of ['1', '2', '3']) expect(await scene.scheduledAt(key)).toBeGreaterThan(BEGIN);
  });

  it('polls every job in its turn where there are more than can be polled in time', async () => {
    scene = await reopened({ concurrency: 1 }, { minMs: SECOND, maxMs: SECOND });
    const keys = Array.from({ length: 20 }, (_, index) => String(index + 1));
    for (const key of keys) await track(key, BEGIN);
    const { player } = scene.upstream;
    scene.upstream.player = (request) => {
      // Five polls a second, where twenty are wanted.
      scene.now += SECOND / 5;
      return player(request);
    };
    const polling = poll();
    await eventually(() => expect(targets().length).toBeGreaterThanOrEqual(120));
    stopping.abort();
    await polling;
    const polls = targets();
    // A job waits for those that are in hand, for those due before it, and never for a third round.
    for (let from = 0; from + 60 <= polls.length; from += 1) {
      expect(new Set(polls.slice(from, from + 60)).size).toBe(keys.length);
    }
  });

  it('finds jobs that become due while it runs', async () => {
    const polling = poll();
    await track('1', BEGIN);
    await eventually(() => expect(targets()).toEqual(['1']));
    await track('2', BEGIN + SECOND);
    scene.now += SECOND;
    await eventually(() => expect(targets()).toContain('2'));
    stopping.abort();
    await polling;
  });

  it('reads no schedule while nothing is due', async () => {
    await track('1', BEGIN);
    const polling = poll();
    await eventually(() => expect(targets()).toEqual(['1']));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await redis.redis.command('CONFIG', 'RESETSTAT');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const commands = await redis.redis.command('INFO', 'commandstats');
    const read = [...commands.matchAll(/cmdstat_([a-z|]+):calls=(\d+)/g)].map(([, name, calls]) => `${name} ${calls}`);
    expect(read.filter((line) => /^z/.test(line))).toEqual([]);
    stopping.abort();
    await polling;
  });

  it('does not begin a second time while one is under way', async () => {
    const one = pollerOf();
    const polling = poll(one);
    await poll(one);
    stopping.abort();
    await polling;
  });

  it('forgets what has been kept long enough', async () => {
    runIs(scene, '1', 'COMPLETED');
    await scene.poll('1');
    await track('2', BEGIN);
    const polling = poll();
    await eventually(() => expect(targets()).toEqual(['2']));
    // It does not end by itself.
    scene.now += 25 * HOUR;
    await eventually(async () => expect(await scene.record('1')).toBeNull());
    stopping.abort();
    await polling;
  });

  it('removes from the schedule what is not tracked', async () => {
    await scene.store.redis.zadd(scene.store.keys.schedule(scene.settings.name), BEGIN - 1, 'ghost');
    const polling = poll();
    await eventually(async () => expect(await scene.scheduledAt('ghost')).toBeNull());
    stopping.abort();
    await polling;
    expect(targets()).toEqual([]);
  });

  it('polls all others when a record cannot be read, which is put off and reported once', async () => {
    for (let key = 1; key <= 20; key += 1) await track(String(key), BEGIN);
    const { keys, redis: client } = scene.store;
    const { name } = scene.settings;
    await client.set(keys.job(name, '7'), 'of another version');
    const polling = poll();
    await eventually(() => expect(new Set(targets()).size).toBe(19));
    await eventually(async () => expect(await scene.scheduledAt('7')).toBe(BEGIN + 4 * HOUR));
    await putOff('7', BEGIN);
    await eventually(async () => expect(await scene.scheduledAt('7')).toBe(BEGIN + 4 * HOUR));
    stopping.abort();
    await polling;
    const reports = scene.log.filter(({ msg }) => msg === 'a job cannot be read and is put off');
    expect(reports).toMatchObject([{ connection: name, key: '7' }]);
    expect(await client.get(keys.job(name, '7'))).toBe('of another version');
  });

  it('polls once a job that a reader asks for at the same time', async () => {
    const { opened, open } = latch();
    await track('1', BEGIN);
    runIs(scene, '1', { play: 'held', reply: json(200, { jobStatus: 'COMPLETED', counters: {} }), until: opened });
    const polling = poll();
    await scene.upstream.arrived(1);
    const reading = scene.poll('1');
    open();
    await reading;
    stopping.abort();
    await polling;
    expect(targets()).toEqual(['1']);
    expect(await scene.history('1')).toHaveLength(2);
    expect(await scene.scheduledAt('1')).toBeNull();
  });
});

describe('the lease of a claimed job', () => {
  const hold = async () => {
    const { opened, open } = latch();
    await track('1', BEGIN);
    runIs(scene, '1', { play: 'held', reply: json(200, { jobStatus: 'RUNNING', counters: {} }), until: opened });
    return open;
  };

  afterEach(() => timers.useRealTimers());

  it('keeps others away, and is extended as long as the poll takes', async () => {
    timers.useFakeTimers({ doNotFake: everyTimerBut('setInterval', 'clearInterval') });
    const open = await hold();
    const polling = poll();
    await scene.upstream.arrived(1);
    expect(await scene.scheduledAt('1')).toBe(BEGIN + 10 * SECOND);
    for (const seconds of [3, 6, 9, 12]) {
      scene.now = BEGIN + seconds * SECOND;
      timers.advanceTimersByTime(3 * SECOND);
      await eventually(async () => expect(await scene.scheduledAt('1')).toBe(scene.now + 10 * SECOND));
    }
    open();
    stopping.abort();
    await polling;
    expect(targets()).toEqual(['1']);
    expect(await scene.scheduledAt('1')).toBe((await scene.job('1')).observation.nextCheckAt);
  });

  it('ends by itself when its holder has died, and another one takes the job', async () => {
    await hold();
    void poll().catch(() => undefined);
    await scene.upstream.arrived(1);
    // The dead do nothing: no extension, no commit.
    scene.now += 10 * SECOND;
    runIs(scene, '1', 'COMPLETED');
    const other = scene.openContext();
    const polling = poll(pollerOf(other, new JobPoller(other)));
    await eventually(async () => expect(await scene.job('1')).toMatchObject({ state: 'succeeded' }));
    stopping.abort();
    await polling;
  });

  it('is given back when the poll is given up', async () => {
    const open = await hold();
    const one = pollerOf();
    const polling = poll(one);
    await scene.upstream.arrived(1);
    stopping.abort(new Error('stopped'));
    abandoning.abort(new Error('abandoned'));
    await polling;
    await one.giveBack();
    expect(await scene.scheduledAt('1')).toBe(BEGIN);
    expect(await scene.job('1')).toMatchObject({ state: 'running', observation: { status: 'fresh', failures: 0 } });
    open();
  });

  it('that was given back does not take a job from whoever has it then', async () => {
    await hold();
    const one = pollerOf();
    const polling = poll(one);
    await scene.upstream.arrived(1);
    stopping.abort(new Error('stopped'));
    abandoning.abort(new Error('abandoned'));
    await polling;
    const { name } = scene.settings;
    await scene.store.schedule.move(name, ['1'], BEGIN + 10 * SECOND, BEGIN + 17 * SECOND);
    await one.giveBack();
    expect(await scene.scheduledAt('1')).toBe(BEGIN + 17 * SECOND);
  });
});

describe('a Redis that goes away in the middle of a poll cycle', () => {
  it('fails the poll cycle once its last poll has ended, and nothing else; the next one finds all jobs', async () => {
    const unhandled = unhandledRejections();
    const { opened, open } = latch();
    const answer = json(200, { jobStatus: 'COMPLETED', counters: {} });
    for (const key of ['1', '2', '3']) await track(key, BEGIN);
    // Two answers come while Redis is away and a third is still awaited, so that their commits fail on their own.
    runIs(scene, '1', { play: 'held', reply: answer, until: opened });
    runIs(scene, '2', { play: 'held', reply: answer, until: opened });
    runIs(scene, '3', { play: 'silence' });
    const one = pollerOf();
    let hasEnded = false;
    const failing = poll(one).catch((error: unknown) => error);
    void failing.then(() => (hasEnded = true));
    await scene.upstream.arrived(3);
    await redis.redis.kill();
    open();
    // The client fails what waits in it each time that it has tried to connect in vain: by the third time, the commits.
    for (let time = 0; time < 3; time += 1) expect(await scene.store.isReachable()).toBe(false);
    expect(hasEnded).toBe(false);
    abandoning.abort(new Error('abandoned'));
    expect(await failing).toBeInstanceOf(Error);
    await redis.redis.restart();
    await eventually(async () => expect(await scene.store.isReachable()).toBe(true));
    scene.now += 10 * SECOND;
    for (const key of ['1', '2', '3']) runIs(scene, key, 'COMPLETED');
    abandoning = new AbortController();
    const polling = poll(one);
    await eventually(async () => {
      for (const key of ['1', '2', '3']) expect(await scene.job(key)).toMatchObject({ state: 'succeeded' });
    });
    stopping.abort();
    await polling;
    expect(unhandled()).toEqual([]);
  });
});

/**
 * Rejections that nobody handled in time, which would end a process of its own. Jest forgives those that are handled in
 * the end, and gives tests a process object of their own, which hears of none.
 */
function unhandledRejections(): () => unknown[] {
  const seen: unknown[] = [];
  const realProcess = runInThisContext('process') as NodeJS.Process;
  const onRejection = (reason: unknown) => seen.push(reason);
  realProcess.on('unhandledRejection', onRejection);
  return () => {
    realProcess.off('unhandledRejection', onRejection);
    return seen;
  };
}

async function reopened(limits: { concurrency: number }, refresh = scene.settings.refresh): Promise<PollingScene> {
  await scene.close();
  return openDatameer(redis, { limits: { ...scene.settings.limits, ...limits }, refresh });
}

type FakeableTimer = NonNullable<FakeTimersConfig['doNotFake']>[number];

function everyTimerBut(...faked: FakeableTimer[]): FakeableTimer[] {
  const all: FakeableTimer[] = [
    'Date',
    'hrtime',
    'nextTick',
    'performance',
    'queueMicrotask',
    'setImmediate',
    'clearImmediate',
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
  ];
  return all.filter((name) => !faked.includes(name));
}
