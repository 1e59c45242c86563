import { done, refused, run, trouble, ScriptedCommands } from '../../../../test/contract/commands.provider.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { ActingWorker } from '../../test/acting.worker.js';
import { GatewayStage } from '../../test/gateway.stage.js';
import { freshKey } from '../../test/records.js';

let stage: GatewayStage;
let worker: ActingWorker;
const acts = new ScriptedCommands();
/** The number of the run that is started, or canceled. */
let key: string;

beforeAll(async () => {
  stage = await GatewayStage.open({ gateway: { readWaitMs: 1_500 } });
  worker = await ActingWorker.start(stage.redis, acts);
}, 40_000);
afterAll(async () => {
  await worker.stop();
  await stage.close();
});
beforeEach(() => {
  key = freshKey();
  Object.assign(acts, new ScriptedCommands(), { start: () => done(run(key)) });
});

const start = (name: string) =>
  stage.call('post', '/connections/dm-prod/jobs').set('Idempotency-Key', name).send({ configuration: 88 });
const cancel = (name: string, of = key) =>
  stage.call('post', `/jobs/dm-prod~${of}/cancel`).set('Idempotency-Key', name);

/** The state some seconds after the gateway died between the command and its report. */
async function answersAreLost(): Promise<void> {
  const { redis } = stage.store;
  for (const name of await redis.keys('test:idempotency:*')) await redis.hdel(name, 'answer');
}

async function isRunning(): Promise<void> {
  worker.runs.set(key, 'RUNNING');
  await eventually(async () => {
    const { body } = await stage.call('get', `/jobs/dm-prod~${key}`);
    expect(body.state).toBe('running');
  });
}

describe('a start under a key', () => {
  it('is not repeated after the request was refused in between without its command', async () => {
    acts.start = () => trouble(true);
    await start('in-between').expect(504);
    let before: unknown[] = [];
    stage.reconfigure((configuration) => {
      before = [...configuration.connections];
      return { ...configuration, connections: configuration.connections.filter(({ name }) => name !== 'dm-prod') };
    });
    await start('in-between').expect(404);
    stage.reconfigure((configuration) => ({
      ...configuration,
      connections: before as typeof configuration.connections,
    }));
    acts.start = () => done(run(key));
    await start('in-between').expect(504);
    expect(acts.asked).toHaveLength(1);
  });

  it('[idempotency.untracked] is answered with its run, which is tracked anew where its record has gone', async () => {
    const first = await start('gone').expect(202);
    await answersAreLost();
    await stage.call('delete', `/jobs/dm-prod~${key}`).expect(204);
    const again = await start('gone').expect(202);
    expect(again.headers['location']).toBe(first.headers['location']);
    await stage.call('get', `/jobs/dm-prod~${key}`).set('Cache-Control', 'only-if-cached').expect(200);
    await answersAreLost();
    await start('gone').expect(202);
    expect(acts.asked).toHaveLength(1);
  });

  it('frees its key only when its command is kept from being begun', async () => {
    acts.start = () => trouble(false);
    await start('freed').expect(503);
    const marks = await Promise.all((await stage.store.redis.keys('test:{dm-prod}:command:*')).map(readMark));
    expect(marks).toContainEqual({ status: 'withdrawn' });
    acts.start = () => done(run(key));
    await start('freed').expect(202);
    expect(acts.asked).toHaveLength(2);
  });

  const readMark = async (name: string): Promise<unknown> => JSON.parse((await stage.store.redis.get(name))!);
});

describe('a cancel under a key', () => {
  it('that was refused is not uttered again', async () => {
    await isRunning();
    acts.cancel = () => refused('conflict', 'busy');
    const first = await cancel('refused').expect(409);
    await answersAreLost();
    const again = await cancel('refused').expect(409);
    expect(again.body).toMatchObject({ code: first.body.code, upstreamCode: 'busy' });
    expect(acts.asked).toEqual([`cancel ${key}`]);
    await cancel('another-wish').expect(409);
    expect(acts.asked).toEqual([`cancel ${key}`, `cancel ${key}`]);
  });

  it('of a pointer means the run that it pointed to the first time', async () => {
    await isRunning();
    worker.runs.set('89', key);
    const first = await cancel('pointer', 'config-89').expect(202);
    expect(first.headers['content-location']).toBe(`/jobs/dm-prod~${key}`);
    const next = freshKey();
    worker.runs.set(next, 'RUNNING').set('89', next);
    await eventually(async () => {
      const { body } = await stage.call('get', '/jobs/dm-prod~config-89');
      expect(body.target).toBe(`dm-prod~${next}`);
    });
    await answersAreLost();
    const again = await cancel('pointer', 'config-89');
    expect(again.headers['content-location']).toBe(first.headers['content-location']);
    expect(acts.asked).toEqual([`cancel ${key}`]);
  });
});

it('an answer that cannot be read is not known, and nothing is done again', async () => {
  await start('damaged-answer').expect(202);
  const { redis } = stage.store;
  const names = await redis.keys('test:idempotency:*');
  for (const text of ['{"status":', 'null', '{"problem":{"code":"none"}}']) {
    for (const name of names) if ((await redis.hexists(name, 'answer')) === 1) await redis.hset(name, 'answer', text);
    expect((await start('damaged-answer').expect(504)).body).toMatchObject({ code: 'outcome-unknown' });
  }
  expect(acts.asked).toHaveLength(1);
});
