import { jest } from '@jest/globals';
import { eventually } from '../../../../test/stage/eventually.js';
import { callHttp } from '../../../../test/stage/http-call.js';
import { GatewayScene, KEYS, type RunningGateway } from '../../test/gateway.scene.js';
import { runningRecord } from '../../test/records.js';

jest.setTimeout(60_000);

const FAR = Date.now() + 3_600_000;
const job = (key: string, connection = 'dm-prod') =>
  runningRecord({ key, connection, observation: { observedAt: Date.now(), nextCheckAt: FAR } });
const HIT = 'jobgate; hit';
const MARKED = 'jobgate; hit; detail=store-unreachable';

describe('reads in front of the framework', () => {
  let scene: GatewayScene;
  let gateway: RunningGateway;

  beforeEach(async () => {
    scene = await GatewayScene.open();
    gateway = await scene.start();
  });
  afterEach(() => scene.close());

  async function read(id: string, headers: Record<string, string> = {}, { url } = gateway) {
    const answer = await fetch(`${url}/jobs/${id}`, {
      headers: { authorization: `Bearer ${KEYS.reader}`, ...headers },
    });
    const text = await answer.text();
    const body = (text === '' ? {} : JSON.parse(text)) as { revision?: number; name?: string; code?: string };
    return { status: answer.status, cacheStatus: answer.headers.get('cache-status'), body };
  }

  /** How many records were read from Redis so far. */
  async function recordsRead(): Promise<number> {
    const stats = await scene.store.redis.info('commandstats');
    return ['get', 'mget'].reduce(
      (sum, name) => sum + Number(new RegExp(`cmdstat_${name}:calls=(\\d+)`).exec(stats)?.[1] ?? 0),
      0,
    );
  }

  const isHeld = (id: string) =>
    eventually(async () => {
      await read(id);
      const before = await recordsRead();
      await read(id);
      expect(await recordsRead()).toBe(before);
    });

  it('asks Redis once for a job that many want, and not again', async () => {
    await scene.put(job('1'));
    const before = await recordsRead();
    const answers = await Promise.all(Array.from({ length: 100 }, () => read('dm-prod~1')));
    expect(new Set(answers.map(({ status, cacheStatus }) => `${status} ${cacheStatus}`))).toEqual(
      new Set([`200 ${HIT}`]),
    );
    expect((await recordsRead()) - before).toBeLessThan(10);
    await isHeld('dm-prod~1');
    expect(gateway.handedOver()).toBe(0);
  });

  it('shows a change of another process on every gateway', async () => {
    const other = await scene.start();
    await scene.put(job('1'));
    await isHeld('dm-prod~1');
    for (let revision = 3; revision < 20; revision += 1) {
      for (const each of [gateway, other]) await read('dm-prod~1', {}, each);
      await scene.put({ ...job('1'), revision });
      for (const each of [gateway, other]) {
        await eventually(async () => expect((await read('dm-prod~1', {}, each)).body.revision).toBe(revision));
      }
    }
    await scene.store.jobs.remove({ connection: 'dm-prod', key: '1' });
    await eventually(async () => expect((await read('dm-prod~1')).status).toBe(202));
  });

  it('shows a change of its own to the very next reader', async () => {
    await scene.put(job('1'));
    await isHeld('dm-prod~1');
    for (let turn = 0; turn < 30; turn += 1) {
      const changed = await fetch(`${gateway.url}/jobs/dm-prod~1`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${KEYS.reader}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: `turn ${turn}` }),
      });
      expect(changed.status).toBe(200);
      expect((await read('dm-prod~1')).body.name).toBe(`turn ${turn}`);
    }
  });

  it('reads again once a poll is due, once for all requests', async () => {
    const due = job('1');
    await scene.put({ ...due, observation: { ...due.observation, nextCheckAt: Date.now() + 300 } });
    await read('dm-prod~1');
    const checked = { ...due, observation: { ...due.observation, observedAt: Date.now() + 1_000 } };
    const { connection, key } = due;
    await scene.store.jobs.update({ connection, key }, () => ({
      revised: { record: checked, hasChanged: false, transition: null },
    }));
    await eventually(async () => {
      const answer = await fetch(`${gateway.url}/jobs/dm-prod~1`, {
        headers: { authorization: `Bearer ${KEYS.reader}` },
      });
      const { observation } = (await answer.json()) as { observation: { observedAt: string } };
      expect(observation.observedAt).toBe(new Date(checked.observation.observedAt!).toISOString());
    });
  });

  it('serves cached jobs when Redis is unreachable, marked, to callers who may see them', async () => {
    await scene.put(job('1'));
    await scene.put(job('2', 'hmc-lab'));
    for (const id of ['dm-prod~1', 'hmc-lab~2']) await isHeld(id);
    await scene.server.redis.kill('SIGKILL');
    const marked = { status: 200, cacheStatus: MARKED };
    await eventually(async () => expect(await read('dm-prod~1')).toMatchObject(marked));
    for (let nth = 0; nth < 20; nth += 1) expect(await read('hmc-lab~2')).toMatchObject(marked);
    const known = await callHttp(`${gateway.url}/jobs/dm-prod~1`, {
      headers: { authorization: `Bearer ${KEYS.reader}`, 'if-none-match': 'W/"2"' },
    });
    expect(known).toMatchObject({
      status: 304,
      headers: { 'cache-status': MARKED, 'retry-after': expect.stringMatching(/^\d+$/) },
    });
    const narrow = { authorization: `Bearer ${KEYS.narrow}` };
    expect(await read('dm-prod~1', narrow)).toMatchObject(marked);
    expect(await read('hmc-lab~2', narrow)).toMatchObject({ status: 404, body: { code: 'job-not-found' } });
    expect(await read('dm-prod~1', { authorization: 'Bearer nobody' })).toMatchObject({ status: 401 });
    expect(await read('dm-prod~3')).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });

    await scene.server.redis.restart();
    await eventually(async () => expect(await read('dm-prod~1')).toMatchObject({ status: 200, cacheStatus: HIT }));
    await eventually(() => scene.put({ ...job('1'), revision: 9 }));
    // The first revision after Redis began anew leaps ahead.
    await eventually(async () => expect((await read('dm-prod~1')).body.revision).toBeGreaterThanOrEqual(9));
  });

  it('reports frequent reads to workers, on the fast path and in the framework', async () => {
    for (const key of ['1', '2', '3']) await scene.put(job(key));
    await scene.put({ ...job('4'), state: 'succeeded', observation: { ...job('4').observation, nextCheckAt: null } });
    for (let nth = 0; nth < 4; nth += 1) {
      await read('dm-prod~1');
      await read('dm-prod~2', { 'cache-control': 'max-age=3600' });
      await read('dm-prod~4');
    }
    await read('dm-prod~3');
    await eventually(async () => {
      const watched = await scene.store.watchers.current('dm-prod', Date.now());
      expect([...watched.keys()].sort()).toEqual(['1', '2']);
    });
    expect(gateway.handedOver()).toBe(4);
  });

  it('does not wait long for a Redis that has frozen', async () => {
    await scene.put(job('1'));
    await isHeld('dm-prod~1');
    scene.server.redis.pause();
    try {
      await eventually(async () => {
        const startedAt = Date.now();
        expect(await read('dm-prod~1')).toMatchObject({ status: 200, cacheStatus: MARKED });
        expect(Date.now() - startedAt).toBeLessThan(1_000);
      });
      // Of what is not held, nothing can be said: that is said soon.
      const startedAt = Date.now();
      const answers = await Promise.all([read('dm-prod~2'), read('dm-prod~2', { 'cache-control': 'max-age=1' })]);
      for (const answer of answers) expect(answer).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
      expect(Date.now() - startedAt).toBeLessThan(4_500);
    } finally {
      scene.server.redis.resume();
    }
    await eventually(async () => expect(await read('dm-prod~1')).toMatchObject({ status: 200, cacheStatus: HIT }));
  });

  it('stops holding anything of what it missed', async () => {
    await scene.put(job('1'));
    await isHeld('dm-prod~1');
    // Redis comes back without what it had.
    await scene.server.redis.kill('SIGKILL');
    await eventually(async () => expect((await read('dm-prod~1')).cacheStatus).toBe(MARKED));
    await scene.server.redis.restart();
    await eventually(async () => {
      await scene.store.redis.flushall();
      await scene.server.redis.command('CLIENT', 'KILL', 'TYPE', 'normal');
    });
    await eventually(async () => expect((await read('dm-prod~1')).status).toBe(202));
  });
});
