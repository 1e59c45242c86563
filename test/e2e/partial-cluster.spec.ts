import { jest } from '@jest/globals';
import { openCluster, type ClusterRedis } from '../stage/cluster.js';
import { eventually, KEYS, Stage, type StageResponse, type StageClient } from '../stage/index.js';
import { connectionOf } from '../stage/stage.configuration.js';
import { Receiver } from '../stage/webhook-receiver.js';
import { EventReader } from './event-reader.js';
import { reaches } from './expect-job.js';

jest.setTimeout(60_000);

/** By the node on which they lie: the first on node 0. */
const CONNECTIONS = ['dm-a', 'dm-c', 'dm-b'] as const;
type Connection = (typeof CONNECTIONS)[number];
/** Of the stage: what is of no connection lies on the node of these keys. */
const WEBHOOKS = 'stage:{webhooks}:subscriptions';
const AUDIT = 'stage:audit';
/** Whatever is asked is answered by then, on a machine that has more to do. */
const ANSWERED_WITHIN_MS = 8_000;
/** A machine that has more to do takes its time. */
const SOON_MS = 15_000;
const SLOT_OF_NODE = Math.ceil(16_384 / CONNECTIONS.length);

/** A job of each connection that runs until it is changed. */
type Jobs = Record<Connection, string>;

type Ask = (client: StageClient, path: string, body?: unknown, method?: string) => Promise<StageResponse>;

/** Holds each answer to what is promised of all of them. */
const ask: Ask = async (client, path, body, method = body === undefined ? 'GET' : 'POST') => {
  const answer = await client.request(path, { method, body, timeoutMs: ANSWERED_WITHIN_MS });
  if (answer.status === 503) {
    expect(answer).toMatchObject({ body: { code: 'store-unavailable' }, headers: { 'retry-after': '1' } });
  } else if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return answer;
};

/** What is about one connection: answered unless that lies on the node that is away. */
type OfOne = [name: string, path: (connection: Connection, jobs: Jobs) => string, body?: object, method?: string];
const OF_ONE: OfOne[] = [
  ['GET /jobs?connection', (name) => `/jobs?connection=${name}`],
  ['GET /jobs/summary?connection', (name) => `/jobs/summary?connection=${name}&groupBy=state`],
  ['GET /jobs/{id}', (name, jobs) => `/jobs/${jobs[name]}`],
  ['GET /jobs/{id}/history', (name, jobs) => `/jobs/${jobs[name]}/history`],
  ['GET /jobs/{id}/explain', (name, jobs) => `/jobs/${jobs[name]}/explain`],
  ['GET /jobs/{id}/events', (name, jobs) => `/jobs/${jobs[name]}/events?format=json`],
  ['GET /events?connection', (name) => `/events?format=json&connection=${name}`],
  ['POST /jobs', (name) => `/jobs?of=${name}`],
  ['PATCH /jobs/{id}', (name, jobs) => `/jobs/${jobs[name]}`, { labels: { seen: 'yes' } }, 'PATCH'],
  ['GET /connections/{name}', (name) => `/connections/${name}`],
  ['GET /connections/{name}/jobs', (name) => `/connections/${name}/jobs`],
  ['GET /queues of one', (name) => `/queues/api/queues?activeQueue=${name}`],
];

describe('a Redis Cluster of three without replicas', () => {
  let cluster: ClusterRedis;
  let stage: Stage;
  let client: StageClient;
  let receiver: Receiver;
  let subscription: string;
  const slots = new Map<string, number>();

  beforeAll(async () => {
    cluster = await openCluster({ settings: ['--appendonly', 'yes'] });
    for (const key of [WEBHOOKS, AUDIT]) slots.set(key, await cluster.slotOf(key));
    receiver = await Receiver.open();
    stage = await Stage.open({
      configure: (configuration, simulator) => {
        configuration.redis.url = cluster.url;
        configuration.worker = { host: '127.0.0.1', port: 0 };
        configuration.connections = CONNECTIONS.map((name) => connectionOf(name, 'datameer', simulator.urls));
      },
    });
    client = stage.client();
    // A node that answers late, on a busy machine, counts as away at first.
    await eventually(async () => {
      const { status, body } = await client.post('/webhooks', { url: receiver.url });
      expect(status).toBe(201);
      subscription = String(body['id']);
    });
  });
  afterAll(async () => {
    await Promise.allSettled([stage?.close(), receiver?.close()]);
    await cluster?.close();
  });

  // Webhooks, audit and the roll of workers lie on the first one, the registry of connections on the second.
  describe.each([0, 1])('of which node %s is killed', (killed) => {
    const away = CONNECTIONS[killed]!;
    const left = CONNECTIONS.filter((name) => name !== away);
    const isAway = (key: string) => Math.floor(slots.get(key)! / SLOT_OF_NODE) === killed;
    const jobs = {} as Jobs;
    const keys = {} as Jobs;
    let stream: EventReader;

    beforeAll(async () => {
      for (const name of CONNECTIONS) {
        keys[name] = await stage.simulator.of('datameer').add({ durationMs: 1, outcome: 'stuck' });
        jobs[name] = `${name}~${keys[name]}`;
        await client.track({ id: jobs[name] });
        await reaches(client, jobs[name], { state: 'running', observation: { status: 'fresh' } }, SOON_MS);
      }
      stream = new EventReader(`${stage.gateway.url}/events`, KEYS.operator);
      await eventually(() => expect(CONNECTIONS.map((name) => stream.stateOf(jobs[name]))).not.toContain(undefined));
      await cluster.nodes[killed]!.kill('SIGKILL');
    });
    afterAll(() => stream?.close());

    /** Asks until the answer is as expected; each before that has to keep to what is promised of all. */
    async function becomes(act: () => Promise<StageResponse>, expected: unknown): Promise<void> {
      await eventually(async () => expect(await act()).toMatchObject(expected as object), SOON_MS);
    }

    it.each(OF_ONE)(
      '%s is answered for what lies elsewhere, and 503 for what lies there',
      // Jest takes a parameter that a row lacks for the one of a test with a callback.
      async (...[, path, body, method]: OfOne) => {
        const bodyOf = (name: Connection) => (path(name, jobs).includes('?of=') ? { id: jobs[name] } : body);
        const target = (name: Connection) => path(name, jobs).replace(/\?of=.*/, '');
        for (const name of left) {
          await becomes(() => ask(client, target(name), bodyOf(name), method), { status: 200 });
        }
        await eventually(async () => {
          const { status, headers } = await ask(client, target(away), bodyOf(away), method);
          const isHeld = /detail=store-unreachable/.test(String(headers['cache-status']));
          expect([status, isHeld]).toEqual([isHeld ? 200 : 503, isHeld]);
        }, SOON_MS);
      },
    );

    it('GET /jobs has what lies elsewhere, and names the rest', async () => {
      const list = async () => {
        const { status, body } = await ask(client, '/jobs?limit=200&state=running');
        const of = (body as { jobs?: { connection: string }[] }).jobs?.map(({ connection }) => connection);
        return { status, of: [...new Set(of)].sort(), complete: body['complete'], unreachable: body['unreachable'] };
      };
      const expected = { status: 200, of: [...left].sort(), complete: false, unreachable: [away] };
      await eventually(async () => expect(await list()).toEqual(expected), SOON_MS);
    });

    it.each([
      ['/jobs/summary?groupBy=connection', {}],
      ['/connections', {}],
      ['/events?format=json', {}],
    ])('GET %s says what is lacking', async (path) => {
      await becomes(() => ask(client, path), { status: 200, body: { complete: false, unreachable: [away] } });
    });

    it('GET /connections reports those on other nodes', async () => {
      await becomes(
        async () => {
          const { status, body } = await ask(client, '/connections');
          const names = (body as { connections: { name: string; health: { status: string } }[] }).connections;
          return { status, body: names.map(({ name, health }) => `${name} ${health.status}`) } as never;
        },
        { status: 200, body: CONNECTIONS.filter((name) => name !== away).map((name) => `${name} up`) },
      );
    });

    it('POST /jobs/batch answers each on its own', async () => {
      await becomes(
        async () => {
          const { status, body } = await ask(client, '/jobs/batch', { ids: CONNECTIONS.map((name) => jobs[name]) });
          const items = (body as { items?: { id: string; status: number }[] }).items ?? [];
          return { status, body: items.map(({ id, status: one }) => `${id} ${one}`) } as never;
        },
        { status: 200, body: CONNECTIONS.map((name) => `${jobs[name]} ${name === away ? 503 : 200}`) },
      );
    });

    it('GET /metrics reports those on other nodes', async () => {
      await eventually(async () => {
        const { status, text } = await ask(client, '/metrics');
        expect(status).toBe(200);
        for (const name of left) expect(text).toContain(`jobgate_jobs{connection="${name}",state="running"}`);
        expect(text).not.toContain(`jobgate_jobs{connection="${away}"`);
        expect(text).toContain('jobgate_store_up 1');
        expect(text).toContain(`jobgate_connection_store_up{connection="${away}"} 0`);
        expect(text).toContain(`jobgate_connection_store_up{connection="${left[0]}"} 1`);
      }, SOON_MS);
    });

    it('GET /queues shows those that lie elsewhere', async () => {
      await becomes(() => ask(client, '/queues'), { status: 200 });
      await becomes(
        async () => {
          const { status, body } = await ask(client, '/queues/api/queues');
          const queues = (body as { queues?: { name: string }[] }).queues ?? [];
          const ofConnections = queues.map(({ name }) => name).filter((name) => !name.startsWith('worker '));
          return { status, body: ofConnections.sort() } as never;
        },
        { status: 200, body: left.toSorted() },
      );
    });

    it.each([
      ['GET /webhooks', '/webhooks', undefined, WEBHOOKS, 200],
      ['POST /webhooks', '/webhooks', { url: 'http://127.0.0.1:9/hook', connection: [left[0]] }, WEBHOOKS, 201],
      ['GET /audit', '/audit', undefined, AUDIT, 200],
      ['GET /health/ready', '/health/ready', undefined, null, 200],
    ])('%s is 503 only while what it needs lies there', async (_, path, body, key, status) => {
      const expected = key !== null && isAway(key) ? 503 : status;
      await becomes(() => ask(client, path, body), { status: expected });
    });

    it('a job is started where the connection lies elsewhere', async () => {
      const script = { durationMs: 300, outcome: 'succeeded', neverRun: true } as const;
      for (const name of left) {
        const { ids } = await stage.simulator.of('datameer').addWithIds<{ configurationId: number }>([script]);
        const answer = await client.post(`/connections/${name}/jobs`, { configuration: ids[0]!.configurationId });
        expect(answer).toMatchObject({ status: 202, text: expect.any(String) });
        await reaches(client, String(answer.body['id']), { state: 'succeeded' }, SOON_MS);
      }
      const refused = await ask(client, `/connections/${away}/jobs`, { configuration: 1 });
      expect(refused.status).toBe(503);
    });

    it('jobs that lie elsewhere are polled, streamed and waited for; the others once the node is back', async () => {
      await eventually(() => expect(stream.last('availability')).toEqual({ complete: false, unreachable: [away] }));
      const waiting = Promise.all(
        left.map((name) => client.request(`/jobs/${jobs[name]}?until=terminal`, { headers: { prefer: 'wait=20' } })),
      );
      for (const name of CONNECTIONS) {
        await stage.simulator.of('datameer').change(keys[name], { endsInMs: 0, outcome: 'succeeded' });
      }
      for (const name of left) {
        await reaches(client, jobs[name], { state: 'succeeded' }, SOON_MS);
        await eventually(() => expect(stream.stateOf(jobs[name])).toBe('succeeded'));
      }
      for (const { body } of await waiting) expect(body).toMatchObject({ state: 'succeeded' });

      const during = new EventReader(`${stage.gateway.url}/events`, KEYS.operator);
      try {
        await eventually(() => {
          expect(during.last('availability')).toEqual({ complete: false, unreachable: [away] });
          for (const name of left) expect(during.stateOf(jobs[name])).toBe('succeeded');
        });
        await cluster.nodes[killed]!.restart();
        await eventually(async () => {
          const { body } = await client.get('/jobs');
          expect(body).toMatchObject({ complete: true, unreachable: [] });
        }, 20_000);
        await reaches(client, jobs[away], { state: 'succeeded' }, 20_000);
        await eventually(() => expect(stream.stateOf(jobs[away])).toBe('succeeded'), SOON_MS);
        await eventually(
          () => expect(stream.last('availability')).toEqual({ complete: true, unreachable: [] }),
          SOON_MS,
        );
        // It began without them: its reader comes back for the rest.
        await eventually(() => expect(during.stateOf(jobs[away])).toBe('succeeded'), SOON_MS);
      } finally {
        during.close();
      }
      for (const name of CONNECTIONS) {
        await eventually(() => expect(receiver.eventsOf(jobs[name]).at(-1)).toMatch(/^ended /), 20_000);
      }
      expect((await client.get(`/webhooks/${subscription}`)).status).toBe(200);
      expect([stage.worker.isRunning, stage.gateway.isRunning]).toEqual([true, true]);
    });
  });
});
