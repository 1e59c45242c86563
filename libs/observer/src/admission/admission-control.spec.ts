import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { json, page } from '../../../../test/contract/scripted-reply.js';
import { openDatameer, runIs } from '../../test/datameer.scene.js';
import { BEGIN, latch, MINUTE, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { AdmissionControl } from './admission-control.js';

const KEYS = Array.from({ length: 8 }, (_, index) => String(index + 1));

let redis: RedisServer;
let scene: PollingScene;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => {
  scene = await openDatameer(redis);
  everyRunIs(json(200, { jobStatus: 'RUNNING', counters: {} }));
  await pollAll();
  scene.calls();
});
afterEach(() => scene.close());

const everyRunIs = (play: Parameters<typeof runIs>[2]) => KEYS.forEach((key) => runIs(scene, key, play));
const jobs = () => Promise.all(KEYS.map((key) => scene.job(key)));

async function pollAll() {
  const subjects = await Promise.all(
    KEYS.map(async (key) => ({ key, known: await scene.store.jobs.read(scene.address(key)) })),
  );
  return scene.pollAll(subjects);
}

/** Five failures in a row, one after the other. */
async function openCircuit() {
  everyRunIs({ play: 'reset' });
  scene.now += SECOND;
  for (const key of KEYS.slice(0, 5)) await scene.poll(key);
  scene.calls();
}

describe('the circuit of a connection', () => {
  it('opens after five failures in a row, and then no call is made', async () => {
    everyRunIs({ play: 'reset' });
    for (const key of KEYS) await scene.poll(key);
    expect(scene.calls()).toHaveLength(5);
    expect(scene.admission.state()).toBe('open');
    for (const { state, observation } of await jobs()) {
      expect([state, observation.status]).toEqual(['running', 'unreachable']);
    }
  });

  it('is not opened by failures with an answer in between', async () => {
    for (let round = 0; round < 3; round += 1) {
      everyRunIs({ play: 'reset' });
      for (const key of KEYS.slice(0, 4)) await scene.poll(key);
      everyRunIs(json(200, { jobStatus: 'RUNNING', counters: {} }));
      await scene.poll('8');
    }
    expect(scene.admission.state()).toBe('closed');
  });

  it('tells jobs that are due meanwhile why they are not polled, and plans them for the probe', async () => {
    await openCircuit();
    expect(await scene.poll('8')).toMatchObject({ result: 'trouble', kind: 'unreachable', code: 'circuit-open' });
    const { observation, check } = await scene.job('8');
    expect(observation).toMatchObject({ status: 'unreachable', error: { code: 'circuit-open' } });
    expect(observation.nextCheckAt).toBeGreaterThanOrEqual(scene.admission.probeAt!);
    expect(check?.reason).toMatch(/probe/);
    expect(scene.calls()).toEqual([]);
  });

  it('lets one probe through at its time, however many polls wait', async () => {
    await openCircuit();
    const { opened, open } = latch();
    everyRunIs({ play: 'held', reply: { status: 500, body: '' }, until: opened });
    scene.now = scene.admission.probeAt!;
    const polls = [pollAll(), pollAll(), scene.poll('3')];
    await scene.upstream.arrived(1);
    open();
    await Promise.all(polls);
    expect(scene.calls()).toHaveLength(1);
    expect(scene.admission.state()).toBe('open');
  });

  it('closes with an answer to the probe, and all the others are polled in the same pass', async () => {
    await openCircuit();
    everyRunIs(json(200, { jobStatus: 'COMPLETED', counters: {} }));
    scene.now = scene.admission.probeAt!;
    await pollAll();
    expect(scene.calls()).toHaveLength(KEYS.length);
    for (const { state, observation } of await jobs()) {
      expect([state, observation.status]).toEqual(['succeeded', 'fresh']);
    }
  });

  it('lets the next probe through when one was given up', async () => {
    await openCircuit();
    everyRunIs({ play: 'silence' });
    scene.now = scene.admission.probeAt!;
    const abandoning = new AbortController();
    const known = await scene.store.jobs.read(scene.address('1'));
    const probing = scene.pollAll([{ key: '1', known }], { signal: abandoning.signal });
    await scene.upstream.arrived(1);
    expect(scene.admission.state()).toBe('open');
    abandoning.abort(new Error('abandoned'));
    await probing;
    expect(scene.admission.state()).toBe('probe');
  });

  it('is taken over by the next process that cares for the connection', async () => {
    await openCircuit();
    const { name } = scene.settings;
    const next = new AdmissionControl(name, scene.store.connectionStatus, () => scene.now);
    expect(next.state()).toBe('closed');
    await next.load();
    expect(next.state()).toBe('open');
    expect(next.probeAt).toBe(scene.admission.probeAt);
  });

  it('opens at the first refused log-on, for accounts get locked', () => {
    const refused = { kind: 'unauthorized', code: 'log-on-refused', message: 'No.', upstreamStatus: 403 } as const;
    scene.admission.record({ ...refused, retryAfterMs: null }, null, 0);
    expect(scene.admission.enter()).toMatchObject({ refusal: { kind: 'unauthorized', code: 'circuit-open' } });
    expect(scene.admission.probeAt).toBeGreaterThanOrEqual(scene.now + MINUTE);
  });
});

describe('an upstream that asks to be left alone', () => {
  const throttle = { status: 429, headers: { 'retry-after': '30' }, body: '' };

  it('is, by all polls of the connection, until then', async () => {
    runIs(scene, '1', throttle);
    await scene.poll('1');
    expect(scene.calls()).toHaveLength(1);
    expect(await scene.poll('2')).toMatchObject({ result: 'trouble', kind: 'throttled', retryAfterMs: 30 * SECOND });
    scene.now += 30 * SECOND - 1;
    expect(await scene.poll('3')).toMatchObject({ result: 'trouble', kind: 'throttled', retryAfterMs: 1 });
    expect(scene.calls()).toEqual([]);
    for (const key of ['1', '2', '3']) {
      expect(await scene.job(key)).toMatchObject({ state: 'running', observation: { status: 'throttled' } });
      expect(await scene.scheduledAt(key)).toBeGreaterThanOrEqual(BEGIN + 30 * SECOND);
    }
    scene.now += 1;
    expect(await scene.poll('2')).toEqual({ result: 'observed' });
    expect(await scene.job('2')).toMatchObject({ observation: { status: 'fresh' } });
  });

  it('while failing keeps its open circuit: what was not called has not answered', async () => {
    everyRunIs({ status: 503, headers: { 'retry-after': '1' }, body: '' });
    for (const key of KEYS.slice(0, 5)) {
      await scene.poll(key);
      scene.now += SECOND;
    }
    expect(scene.calls()).toHaveLength(5);
    scene.now -= 1;
    expect(await scene.poll('8')).toMatchObject({ kind: 'throttled' });
    expect(scene.calls()).toEqual([]);
    expect(scene.admission.isCircuitClosed).toBe(false);
  });
});

describe('an upstream that asks for a long pause', () => {
  const DAY = { 'retry-after': '86400' };
  const pollSoon = (key: string) => ((scene.now += SECOND), scene.poll(key));

  it.each([
    ['a page', { ...page(503), headers: { ...page(503).headers, ...DAY } }],
    ['a missing job', { status: 404, headers: DAY, body: '' }],
    ['a fault', { status: 500, headers: DAY, body: '' }],
  ])('by way of %s speaks for that job alone', async (_what, play) => {
    runIs(scene, '1', play);
    await scene.poll('1');
    expect(await pollSoon('2')).toEqual({ result: 'observed' });
    expect(await scene.scheduledAt('1')).toBeLessThanOrEqual(scene.now + 66 * MINUTE);
  });

  it.each([
    ['429', { status: 429, headers: DAY, body: '' }, 15 * MINUTE],
    ['503', { status: 503, headers: DAY, body: '' }, 2 * MINUTE],
  ])('with %s gets one that is bounded, and then a single call finds out', async (_what, play, pauseMs) => {
    everyRunIs(play);
    await scene.poll('1');
    scene.calls();
    scene.now += pauseMs - 1;
    await pollAll();
    expect(scene.calls()).toEqual([]);
    scene.now += 1;
    await pollAll();
    expect(scene.calls()).toHaveLength(1);
    everyRunIs(json(200, { jobStatus: 'RUNNING', counters: {} }));
    scene.now += pauseMs;
    await pollAll();
    expect(scene.calls()).toHaveLength(KEYS.length);
    for (const { observation } of await jobs()) expect(observation.status).toBe('fresh');
  });

  it('was noted by a worker of an earlier version: it is bounded for the next one, and over with other credentials', async () => {
    const { name } = scene.settings;
    await scene.store.connectionStatus.write(name, { throttledUntil: scene.now + 24 * 60 * MINUTE });
    const next = new AdmissionControl(name, scene.store.connectionStatus, () => scene.now);
    await next.load();
    expect(next.refusal()).toMatchObject({ kind: 'throttled', retryAfterMs: 15 * MINUTE });
    await next.load(undefined, scene.now);
    expect(next.refusal()).toBeNull();
    expect((await scene.store.connectionStatus.read(name)).throttledUntil).toBeNull();
  });
});

describe('jobs that the upstream fails over', () => {
  const fault = json(500, { 'http-status': 500, reason: 12 });

  it('do not keep their neighbors from being polled', async () => {
    for (const key of KEYS.slice(0, 6)) runIs(scene, key, fault);
    for (let round = 0; round < 20; round += 1, scene.now += 2 * SECOND) {
      await pollAll();
      expect((await scene.job('8')).observation).toMatchObject({ status: 'fresh', observedAt: scene.now });
    }
    expect(scene.admission.isCircuitClosed).toBe(true);
    const { observation } = await scene.job('1');
    expect(observation.status).toBe('unreachable');
    expect(observation.nextCheckAt! - scene.now).toBeGreaterThan(30 * SECOND);
  });

  it('open the circuit when they are all of them', async () => {
    scene.now += 2 * MINUTE;
    everyRunIs(fault);
    for (const key of KEYS) await scene.poll(key);
    expect(scene.calls()).toHaveLength(5);
    expect(scene.admission.isCircuitClosed).toBe(false);
  });
});

describe('the status of a connection', () => {
  it('tells circuit, latency, last check and last trouble', async () => {
    await openCircuit();
    const facts = await scene.store.connectionStatus.read(scene.settings.name);
    expect(facts).toMatchObject({
      circuit: { status: 'open', failures: 5, cause: 'connection-reset' },
      lastCheckAt: BEGIN + SECOND,
      lastSuccessAt: BEGIN,
      lastTrouble: { kind: 'unreachable', code: 'connection-reset', at: BEGIN + SECOND },
    });
    expect(facts.latencyMs).toBeGreaterThanOrEqual(0);
  });

  it('is not needed: a store that is away stops nobody', async () => {
    const away = scene.anotherStore();
    away.redis.disconnect();
    const admission = new AdmissionControl(scene.settings.name, away.connectionStatus, () => scene.now);
    admission.record(null, { method: 'GET', target: '/', status: 200, milliseconds: 5 }, 1);
    expect(admission.state()).toBe('closed');
  });
});

describe('calls under way', () => {
  it('are told while they last, and no longer', async () => {
    const told = async () => (await scene.store.connectionStatus.read('dm-prod')).inFlight;
    scene.admission.reportInFlight(3);
    await eventually(async () => expect(await told()).toBe(3));
    scene.admission.reportInFlight(0);
    await eventually(async () => expect(await told()).toBe(0));
  });
});
