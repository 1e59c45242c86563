import { applyDescription } from '#libs/jobs';
import { harness } from '../../../../test/contract/datameer.harness.js';
import { json, page } from '../../../../test/contract/scripted-reply.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { DETAILS, latestIs, openDatameer, runIs, STATUS } from '../../test/datameer.scene.js';
import { BEGIN, latch, HOUR, MINUTE, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { JobPoller } from './poll.js';

let redis: RedisServer;
let scene: PollingScene;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => (scene = await openDatameer(redis)));
afterEach(() => scene.close());

describe('a poll of a job that is not tracked', () => {
  it('tracks it from then on when the upstream knows it', async () => {
    runIs(scene, '9', 'RUNNING');
    expect(await scene.poll('9')).toEqual({ result: 'observed' });
    const job = await scene.job('9');
    expect(job).toMatchObject({ id: 'dm-prod~9', state: 'running', trackedAt: BEGIN, revision: BEGIN + 1 });
    expect(await scene.scheduledAt('9')).toBe(job.observation.nextCheckAt);
    expect(await scene.history('9')).toMatchObject([{ from: 'unknown', to: 'running', source: 'demand' }]);
  });

  it('schedules no further poll when it has ended', async () => {
    runIs(scene, '9', 'COMPLETED');
    await scene.poll('9');
    expect(await scene.job('9')).toMatchObject({ state: 'succeeded', observation: { nextCheckAt: null } });
    expect(await scene.scheduledAt('9')).toBeNull();
  });

  it('remembers for a while that the upstream knows none', async () => {
    expect(await scene.poll('9')).toEqual({ result: 'not-found' });
    expect(await scene.record('9')).toBeNull();
    expect(await scene.store.jobs.isAbsenceCached(scene.address('9'))).toBe(true);
    runIs(scene, '9', 'RUNNING');
    await scene.poll('9');
    expect(await scene.store.jobs.isAbsenceCached(scene.address('9'))).toBe(false);
  });

  it.each([
    ['a failing upstream', { status: 500, body: '' }, { kind: 'unreachable' }],
    ['a page', page(200), { kind: 'unreachable' }],
    ['nonsense', json(200, []), { kind: 'malformed' }],
    ['a refusal', { status: 401, body: '' }, { kind: 'unauthorized' }],
    ['a broken connection', { play: 'reset' }, { kind: 'unreachable' }],
  ] as const)('tracks nothing in trouble with %s', async (_what, play, expected) => {
    runIs(scene, '9', play);
    expect(await scene.poll('9')).toMatchObject({ result: 'trouble', ...expected });
    expect(await scene.record('9')).toBeNull();
    expect(await scene.store.jobs.isAbsenceCached(scene.address('9'))).toBe(false);
  });
});

describe('a poll of a tracked job', () => {
  it('keeps the last answer for those who ask why, without secrets', async () => {
    const secret = harness.secrets[0]!;
    runIs(scene, '9', 'RUNNING', { note: `the password is ${secret}` });
    await scene.poll('9');
    const answer = await scene.store.jobs.lastResponse(scene.address('9'));
    expect(answer).toMatchObject({ at: BEGIN, exchange: { method: 'GET', target: `${DETAILS}9`, status: 200 } });
    expect(JSON.stringify(answer)).toContain('RUNNING');
    expect(JSON.stringify(answer)).not.toContain(secret);
  });

  it.each([
    ['a failing upstream', { status: 503, body: '' }, 'unreachable'],
    ['a page', page(200), 'unreachable'],
    ['nonsense', json(200, []), 'stale'],
    ['a refusal', { status: 403, body: '' }, 'unauthorized'],
    ['silence about the job', { status: 404, body: '' }, 'stale'],
    ['a broken connection', { play: 'reset' }, 'unreachable'],
    ['a word that nobody knows', json(200, { jobStatus: 'PONDERING' }), 'stale'],
  ] as const)('keeps the state in trouble with %s, and finds back', async (_what, play, status) => {
    runIs(scene, '9', 'RUNNING');
    await scene.poll('9');
    scene.now += MINUTE;
    runIs(scene, '9', play);
    await scene.poll('9');
    expect(await scene.job('9')).toMatchObject({
      state: 'running',
      observation: { status, observedAt: BEGIN, attemptedAt: BEGIN + MINUTE, failures: 1 },
    });
    expect(await scene.scheduledAt('9')).toBeGreaterThan(scene.now);
    runIs(scene, '9', 'COMPLETED');
    scene.now += MINUTE;
    await scene.poll('9');
    expect(await scene.job('9')).toMatchObject({ state: 'succeeded', observation: { status: 'fresh', failures: 0 } });
  });

  it('counts it as lost after three not-found answers over a minute, and takes it back when it reappears', async () => {
    runIs(scene, '9', 'RUNNING');
    await scene.poll('9');
    scene.plays.delete(`${DETAILS}9`);
    const states: string[] = [];
    for (const minutes of [1, 2, 3]) {
      scene.now = BEGIN + minutes * MINUTE;
      await scene.poll('9');
      states.push((await scene.job('9')).state);
    }
    expect(states).toEqual(['running', 'running', 'lost']);
    expect(await scene.scheduledAt('9')).toBeGreaterThan(scene.now);
    runIs(scene, '9', 'COMPLETED');
    scene.now += MINUTE;
    await scene.poll('9');
    expect((await scene.history('9')).map(({ to }) => to)).toEqual(['running', 'lost', 'succeeded']);
  });

  it('is in trouble when the key is none of the provider, and is tried less and less often', async () => {
    runIs(scene, '9', 'RUNNING');
    await scene.poll('9');
    const { context } = scene;
    const descriptor = { ...context.provider.descriptor, parseKey: () => null };
    const other = new JobPoller({ ...context, provider: { ...providerOf(scene), descriptor } });
    scene.calls();
    expect(await scene.poll('9', other)).toMatchObject({ result: 'trouble', kind: 'malformed', code: 'not-a-key' });
    expect(scene.calls()).toEqual([]);
    expect(await scene.job('9')).toMatchObject({ state: 'running', observation: { status: 'stale', failures: 1 } });
    expect(await scene.scheduledAt('9')).toBeGreaterThan(scene.now);
  });

  it('is in trouble when the translation fails, which is no outcome', async () => {
    runIs(scene, '9', 'RUNNING');
    await scene.poll('9');
    const translate = () => {
      throw new Error('a bug');
    };
    const other = new JobPoller({ ...scene.context, provider: { ...providerOf(scene), translate } });
    expect(await scene.poll('9', other)).toMatchObject({ result: 'trouble', code: 'translation-failed' });
    expect(await scene.job('9')).toMatchObject({ state: 'running', observation: { status: 'stale' } });
  });
});

describe('concurrent polls', () => {
  it('at one job are one call, whose answer all get', async () => {
    const { opened, open } = latch();
    runIs(scene, '9', { play: 'held', reply: json(200, { jobStatus: 'RUNNING', counters: {} }), until: opened });
    const polls = Array.from({ length: 10 }, () => scene.poll('9'));
    await scene.upstream.arrived(1);
    open();
    expect(new Set((await Promise.all(polls)).map((outcome) => outcome?.result))).toEqual(new Set(['observed']));
    expect(scene.calls()).toEqual([`${DETAILS}9`]);
    const { revision, trackedAt } = await scene.job('9');
    expect(revision).toBe(trackedAt + 1);
  });

  it('at many jobs share the connection and bring each its own answer', async () => {
    const keys = Array.from({ length: 50 }, (_, index) => String(index + 1));
    for (const key of keys) runIs(scene, key, Number(key) % 2 ? 'RUNNING' : 'COMPLETED');
    const outcomes = await scene.pollAll(keys.map((key) => ({ key, known: null })));
    expect(outcomes.size).toBe(50);
    for (const key of keys) {
      expect(await scene.job(key)).toMatchObject({ state: Number(key) % 2 ? 'running' : 'succeeded' });
    }
  });

  it('by several processes write one history without a gap', async () => {
    const pollers = Array.from({ length: 5 }, () => scene.anotherProcess());
    for (const word of ['QUEUED', 'RUNNING', 'QUEUED', 'COMPLETED']) {
      runIs(scene, '9', word);
      scene.now += SECOND;
      await Promise.all(pollers.map((poller) => scene.poll('9', poller)));
    }
    const history = await scene.history('9');
    expect(history.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'unknown queued',
      'queued running',
      'running queued',
      'queued succeeded',
    ]);
    const { revision, trackedAt } = await scene.job('9');
    expect(history.map((transition) => transition.revision - trackedAt)).toEqual([1, 2, 3, 4]);
    expect(revision).toBe(trackedAt + 4);
  });

  it('as a change of labels lose neither', async () => {
    const { opened, open } = latch();
    runIs(scene, '9', 'QUEUED');
    await scene.poll('9');
    scene.calls();
    runIs(scene, '9', { play: 'held', reply: json(200, { jobStatus: 'RUNNING', counters: {} }), until: opened });
    const polling = scene.poll('9');
    await scene.upstream.arrived(1);
    await scene.store.jobs.update(scene.address('9'), (current) => ({
      revised: applyDescription(current!.record, { labels: { team: 'bi' } }, scene.now),
    }));
    open();
    await polling;
    expect(await scene.job('9')).toMatchObject({ state: 'running', labels: { team: 'bi' }, revision: BEGIN + 3 });
  });
});

describe('a job that is untracked while it is being polled', () => {
  it.each([
    ['an answer', json(200, { jobStatus: 'COMPLETED', counters: {} })],
    ['trouble', { status: 500, body: '' }],
    ['its absence', { status: 404, body: '' }],
  ])('does not come back with %s', async (_what, reply) => {
    const { opened, open } = latch();
    runIs(scene, '9', 'RUNNING');
    await scene.poll('9');
    scene.calls();
    runIs(scene, '9', { play: 'held', reply, until: opened });
    const polling = scene.poll('9');
    await scene.upstream.arrived(1);
    await scene.store.jobs.remove(scene.address('9'));
    open();
    await polling;
    expect(await scene.record('9')).toBeNull();
    expect(await scene.scheduledAt('9')).toBeNull();
  });

  it('brings no new run with it, if it is a pointer', async () => {
    const { opened, open } = latch();
    latestIs(scene, '88', '9', 'RUNNING');
    await scene.poll('config-88');
    scene.calls();
    const reply = json(200, { id: 10, jobStatus: 'RUNNING' });
    scene.plays.set(`${STATUS}88`, { play: 'held', reply, until: opened });
    const polling = scene.poll('config-88');
    await scene.upstream.arrived(1);
    await scene.store.jobs.remove(scene.address('config-88'));
    open();
    await polling;
    expect([await scene.record('config-88'), await scene.record('10')]).toEqual([null, null]);
  });
});

describe('a poll of a pointer', () => {
  it('tracks the run behind it with the same answer while it runs', async () => {
    latestIs(scene, '88', '9', 'RUNNING');
    await scene.poll('config-88');
    expect(scene.calls()).toEqual([`${STATUS}88`]);
    expect(await scene.job('config-88')).toMatchObject({ kind: 'pointer', state: 'running', targetKey: '9' });
    expect(await scene.job('9')).toMatchObject({ kind: 'run', state: 'running', observation: { source: 'pointer' } });
  });

  it('asks for the run in the same pass when that has ended, for upstreams forget', async () => {
    latestIs(scene, '88', '9', 'COMPLETED');
    runIs(scene, '9', 'COMPLETED', { successCount: 120 });
    await scene.poll('config-88');
    expect(scene.calls()).toEqual([`${STATUS}88`, `${DETAILS}9`]);
    expect(await scene.job('9')).toMatchObject({ state: 'succeeded', result: { inline: { successCount: 120 } } });
    expect(await scene.scheduledAt('9')).toBeNull();
    expect(await scene.scheduledAt('config-88')).not.toBeNull();
  });

  it('asks for the ended run once', async () => {
    latestIs(scene, '88', '9', 'COMPLETED');
    runIs(scene, '9', 'COMPLETED');
    await scene.poll('config-88');
    scene.calls();
    scene.now += MINUTE;
    await scene.poll('config-88');
    expect(scene.calls()).toEqual([`${STATUS}88`]);
  });

  it('asks again later for an ended run that could not be asked for', async () => {
    latestIs(scene, '88', '9', 'COMPLETED');
    runIs(scene, '9', { status: 500, body: '' });
    await scene.poll('config-88');
    expect(await scene.record('9')).toBeNull();
    runIs(scene, '9', 'COMPLETED');
    scene.now += MINUTE;
    await scene.poll('config-88');
    expect(await scene.job('9')).toMatchObject({ state: 'succeeded' });
  });

  it('leaves the run before to itself when there is a new one', async () => {
    latestIs(scene, '88', '9', 'RUNNING');
    await scene.poll('config-88');
    scene.now += MINUTE;
    latestIs(scene, '88', '10', 'RUNNING');
    await scene.poll('config-88');
    expect(await scene.job('config-88')).toMatchObject({ targetKey: '10' });
    expect(await scene.job('9')).toMatchObject({ state: 'running' });
    expect(await scene.job('10')).toMatchObject({ state: 'running' });
  });

  it('and at its run at the same time ends', async () => {
    latestIs(scene, '88', '9', 'COMPLETED');
    runIs(scene, '9', 'COMPLETED');
    const subjects = ['9', 'config-88'].map((key) => ({ key, known: null }));
    const outcomes = await scene.pollAll(subjects);
    expect([...outcomes.values()]).toEqual([{ result: 'observed' }, { result: 'observed' }]);
    expect(scene.calls().filter((target) => target === `${DETAILS}9`)).toHaveLength(1);
  });
});

describe('the deadline of a job', () => {
  const track = async (deadline: number) => {
    runIs(scene, '9', 'QUEUED');
    await scene.poll('9');
    await scene.store.jobs.update(scene.address('9'), (current) => ({
      revised: { record: { ...current!.record, deadline }, hasChanged: false, transition: null },
    }));
  };

  it('brings the next poll forward', async () => {
    await track(BEGIN + 20 * MINUTE + 1);
    scene.now = BEGIN + 20 * MINUTE;
    await scene.poll('9');
    expect(await scene.scheduledAt('9')).toBe(BEGIN + 20 * MINUTE + 1);
  });

  it('makes it lost when it still runs then, in one change with what was seen', async () => {
    await track(BEGIN + HOUR);
    const { revision } = await scene.job('9');
    runIs(scene, '9', 'RUNNING');
    scene.now = BEGIN + HOUR;
    await scene.poll('9');
    expect(await scene.job('9')).toMatchObject({ state: 'lost', stateReason: 'deadline', revision: revision + 1 });
    expect((await scene.history('9')).at(-1)).toMatchObject({
      from: 'queued',
      to: 'lost',
      reason: 'deadline',
      notBefore: BEGIN,
      notAfter: BEGIN + HOUR,
      revision: revision + 1,
    });
  });

  it('counts for nothing when the poll brings the end', async () => {
    await track(BEGIN + HOUR);
    runIs(scene, '9', 'COMPLETED');
    scene.now = BEGIN + HOUR;
    await scene.poll('9');
    expect(await scene.job('9')).toMatchObject({ state: 'succeeded', stateReason: null });
  });

  it('passes also while the upstream cannot be reached', async () => {
    await track(BEGIN + HOUR);
    runIs(scene, '9', { status: 500, body: '' });
    scene.now = BEGIN + HOUR;
    await scene.poll('9');
    expect(await scene.job('9')).toMatchObject({ state: 'lost', stateReason: 'deadline' });
    runIs(scene, '9', 'COMPLETED');
    scene.now += HOUR;
    await scene.poll('9');
    expect(await scene.job('9')).toMatchObject({ state: 'succeeded', stateReason: null });
  });
});

describe('a poll that is given up', () => {
  it('leaves everything as it was, and no outcome', async () => {
    runIs(scene, '9', 'RUNNING');
    await scene.poll('9');
    const before = await scene.job('9');
    runIs(scene, '9', { play: 'silence' });
    scene.calls();
    const abandoning = new AbortController();
    const known = await scene.store.jobs.read(scene.address('9'));
    const polling = scene.pollAll([{ key: '9', known }], { signal: abandoning.signal });
    await scene.upstream.arrived(1);
    abandoning.abort(new Error('abandoned'));
    expect(await polling).toEqual(new Map());
    expect(await scene.job('9')).toEqual(before);
    expect(scene.admission.state()).toBe('closed');
  });

  it('can be taken up again at once', async () => {
    runIs(scene, '9', { play: 'silence' });
    const abandoning = new AbortController();
    const polling = scene.pollAll([{ key: '9', known: null }], { signal: abandoning.signal });
    await scene.upstream.arrived(1);
    abandoning.abort(new Error('abandoned'));
    await polling;
    runIs(scene, '9', 'RUNNING');
    expect(await scene.poll('9')).toEqual({ result: 'observed' });
  });
});

/** A provider's methods as own properties, to replace some of them. */
function providerOf({ context: { provider } }: PollingScene) {
  return {
    descriptor: provider.descriptor,
    openSession: provider.openSession.bind(provider),
    fetch: provider.fetch.bind(provider),
    translate: provider.translate.bind(provider),
  };
}
