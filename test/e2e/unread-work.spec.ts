import { jest } from '@jest/globals';
import { eventually, Stage, type StageClient, type UpstreamHandle } from '../stage/index.js';
import { Receiver } from '../stage/webhook-receiver.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('unread pointers and subscriptions of jobs', () => {
  let stage: Stage;
  let client: StageClient;
  let datameer: UpstreamHandle;
  let receiver: Receiver;

  beforeAll(async () => {
    [stage, receiver] = await Promise.all([Stage.open(), Receiver.open()]);
    client = stage.client();
    datameer = stage.simulator.of('datameer');
  });
  afterAll(async () => {
    await receiver?.close();
    await stage?.close();
  });

  const redis = (...words: (string | number)[]) => stage.redis.query(...words);
  const explained = async (id: string) => (await client.get(`/jobs/${id}/explain`)).body;

  it('[pointer.unread, pointer.read-again] a pointer that nobody reads is polled seldom, until somebody reads it', async () => {
    const configurationId = 4711;
    await datameer.add({ durationMs: 1, outcome: 'stuck', configurationId });
    const key = `config-${configurationId}`;
    const id = `dm-prod~${key}`;
    const before = await reaches(client, id, { kind: 'pointer', state: 'running', expiresAt: null });
    // Polled by its present interval, until the worker finds that its last read was long ago.
    await eventually(async () => {
      await redis('ZADD', 'stage:{dm-prod}:pointers:read', Date.now() - 3 * HOUR_MS, key);
      expect(await explained(id)).toMatchObject({
        intervalMs: HOUR_MS,
        reason: expect.stringMatching(/^nobody has read/),
      });
    }, 20_000);
    const { nextCheckAt } = await explained(id);
    expect(Date.parse(String(nextCheckAt)) - Date.now()).toBeGreaterThan(HOUR_MS / 2);
    const awake = await client.read(id);
    expect(awake.body).toMatchObject({ expiresAt: null, revision: before.revision, observation: { status: 'fresh' } });
    expect(awake.headers['retry-after']).toBe('1');
    const { observedAt } = awake.body.observation;
    await eventually(async () => {
      const { observation } = await client.job(id);
      expect(Date.parse(observation.observedAt!)).toBeGreaterThan(Date.parse(observedAt!));
    });
    const { intervalMs } = await explained(id);
    expect(intervalMs).toBeLessThanOrEqual(2_000);
  });

  it('[track.webhook-ends] a subscription that was made for a job ends with it', async () => {
    const key = await datameer.add({ durationMs: 1, outcome: 'stuck' });
    const id = `dm-prod~${key}`;
    const answer = await client.post('/jobs', { id, webhook: receiver.url });
    const webhook = String(answer.headers['jobgate-webhook']);
    await eventually(() => expect(receiver.eventsOf(id)).not.toEqual([]));
    await client.delete(`/jobs/${id}`);
    await eventually(async () => expect(await redis('EXISTS', 'stage:{dm-prod}:webhooks:named')).toBe(0));
    expect((await client.get(`/webhooks/${webhook}`)).status).toBe(200);
    // As if all of it had been two days ago.
    const subscriptions = 'stage:{webhooks}:subscriptions';
    const subscription = JSON.parse(String(await redis('HGET', subscriptions, webhook))) as Record<string, unknown>;
    const earlier = { createdAt: Date.now() - 2 * DAY_MS, namedAt: Date.now() - 2 * DAY_MS };
    await redis('HSET', subscriptions, webhook, JSON.stringify({ ...subscription, ...earlier }));
    await redis('HINCRBY', subscriptions, 'version', 1);
    await redis('DEL', `stage:{webhooks}:deliveries:${webhook}`);
    // The next worker polls at once.
    await stage.worker.kill();
    await redis('DEL', 'stage:{connections}:retiring');
    await stage.startWorker();
    await eventually(async () => expect((await client.get(`/webhooks/${webhook}`)).status).toBe(404), 30_000);
  });
});
