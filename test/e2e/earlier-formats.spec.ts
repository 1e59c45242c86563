import { jest } from '@jest/globals';
import { hash } from 'node:crypto';
import { operate } from '../../apps/operator/test/operator.scene.js';
import { restoreFirstForms, toldOfFirstForms, type ToldJob } from '../fixtures/redis/dump.js';
import { snapshotKeys } from '../stage/redis.snapshot.js';
import { eventually, KEYS, Stage, type ReadJob, type StageClient } from '../stage/index.js';
import { Receiver } from '../stage/webhook-receiver.js';

jest.setTimeout(120_000);

const { run, jobs } = toldOfFirstForms();
/** What the passing of time does not change. */
const LASTING = [
  ...[
    'id',
    'connection',
    'provider',
    'kind',
    'name',
    'operation',
    'labels',
    'state',
    'stateReason',
    'severity',
    'progress',
  ],
  ...['warnings', 'error', 'children', 'createdAt', 'startedAt', 'endedAt', 'upstream', 'cancellation', 'deadline'],
  ...['trackedAt', 'expiresAt'],
];

describe('a Redis that version 0.1.0 has left', () => {
  let stage: Stage;
  let client: StageClient;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await Receiver.open();
    stage = await Stage.open({ workers: 0, gateways: 0 });
    await restoreFirstForms(stage.redis.url);
    await stage.startGateway();
    client = stage.client();
  });
  afterAll(async () => {
    await stage?.close();
    await receiver?.close();
  });

  const lastingOf = (job: Record<string, unknown>) =>
    Object.fromEntries(LASTING.filter((name) => name in job).map((name) => [name, job[name]]));

  async function isAsTold({ job, history, result }: ToldJob): Promise<void> {
    const { status, body } = await client.get(`/jobs/${job.id}`);
    expect([status, lastingOf(body)]).toEqual([200, lastingOf(job)]);
    expect((await client.get(`/jobs/${job.id}/history`)).body).toEqual(history);
    const read = await client.get(`/jobs/${job.id}/result`);
    expect([job.id, read.status]).toEqual([job.id, result.status]);
    if (result.status === 200) expect(hash('sha256', read.text)).toBe(result.sha256);
  }

  it('serves every job with its history and its result as before', async () => {
    expect(jobs.length).toBeGreaterThan(20);
    for (const told of jobs) await isAsTold(told);
    const { body } = await client.get<{ jobs: ReadJob[] }>('/jobs?limit=200');
    expect(body.jobs.map(({ id }) => id).sort()).toEqual(jobs.map(({ job }) => job.id).sort());
  });

  it('serves every subscription and the audit log as before', async () => {
    const { body } = await client.get<typeof run.webhooks>('/webhooks');
    const told = ({ webhooks }: typeof run.webhooks) =>
      webhooks.map(({ id, url, enabled }) => `${id} ${url} ${enabled}`);
    expect(told(body).sort()).toEqual(told(run.webhooks).sort());
    const audit = await client.get<{ entries: object[] }>('/audit?limit=200');
    // Entries may have got members since.
    expect(audit.body.entries.slice(-run.audit.entries.length)).toMatchObject(run.audit.entries);
  });

  it.each(['once', 'sequence'] as const)('gives the answer again that an Idempotency-Key has: %s', async (name) => {
    const { request, status, body } = run.idempotent[name];
    const headers = { 'idempotency-key': `"${name}"` };
    const answer = await client.request('/connections/dm-prod/jobs', { method: 'POST', body: request, headers });
    expect([answer.status, answer.body['id']]).toEqual([status, body.id]);
  });

  it('is worked on by a new worker: the sequence goes on, and what waits is delivered', async () => {
    const datameer = stage.simulator.of('datameer');
    const [first, second] = run.sequence.configurations as [number, number];
    const [, key] = run.sequence.first.id.split('~') as [string, string];
    await datameer.addAll([
      { id: key, configurationId: first, durationMs: 0, outcome: 'succeeded' },
      { configurationId: second, durationMs: 300, outcome: 'succeeded', neverRun: true },
    ]);
    for (const { id, url } of run.webhooks.webhooks) {
      await client.patch(`/webhooks/${id}`, { url: url.replace(/:\d+/, `:${receiver.port}`) });
    }
    await stage.startWorker();
    const sequence = encodeURIComponent(`jobgate/sequence:${run.sequence.first.labels['jobgate/sequence']}`);
    await eventually(async () => {
      const { body } = await client.get<{ jobs: ReadJob[] }>(`/jobs?label=${sequence}`);
      expect(body.jobs.map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
    }, 60_000);
    await eventually(() => expect(receiver.eventsOf(run.ids.large).at(-1)).toMatch(/^ended /), 40_000);
    expect(receiver.eventsOf(run.ids.canceled).at(-1)).toMatch(/^ended /);
  });

  /** What callers are told of everything, but for what the passing of time changes. */
  async function everythingTold(from: StageClient) {
    const list = await from.get<{ jobs: ReadJob[] }>('/jobs?limit=200');
    const told = list.body.jobs.map(async ({ id }) => {
      const { body } = await from.get(`/jobs/${id}?view=full`);
      const history = await from.get(`/jobs/${id}/history`);
      const result = await from.get(`/jobs/${id}/result`);
      const answer = [result.status, result.status === 200 ? hash('sha256', result.text) : null];
      return [id, { job: lastingOf(body), raw: body['raw'], history: history.body, answer }] as const;
    });
    const webhooks = await from.get<typeof run.webhooks>('/webhooks');
    const deliveries = webhooks.body.webhooks.map(
      async ({ id }) => (await from.get(`/webhooks/${id}/deliveries`)).body,
    );
    const { body: audit } = await from.get('/audit?limit=200');
    return {
      jobs: Object.fromEntries(await Promise.all(told)),
      webhooks: webhooks.body,
      deliveries: await Promise.all(deliveries),
      audit,
    };
  }

  it('is migrated once, and holds and says the same afterwards', async () => {
    await stage.worker.kill('SIGTERM');
    const told = await everythingTold(client);
    for (const { job } of jobs) expect(Object.keys(told.jobs)).toContain(job.id);
    await stage.gateway.kill('SIGTERM');
    const isLasting = (name: string) => !/:(?:forms|durations|owner)$|:process:|\}:(?:alive|seen|quota)/.test(name);
    const kept = async () => {
      const all = await snapshotKeys([{ redis: stage.redis }], isLasting);
      return Object.fromEntries(
        Object.entries(all).flatMap(([name, { value, expiresAt }]) => (expiresAt < 0 ? [[name, value]] : [])),
      );
    };
    const before = await kept();
    expect(Object.keys(before).length).toBeGreaterThan(jobs.length * 2);
    // What processes that were killed have announced of themselves ends with their leases.
    await eventually(async () => {
      const { code, out } = await operate(['migrate'], stage.configuration);
      expect([code, out]).toEqual([
        0,
        expect.stringMatching(
          /^result: format 1 → 2\nduration: format 1 → 2\nownership: format 1 → 2\nduration: \d+ values of format 1 removed\n$/,
        ),
      ]);
    }, 30_000);
    expect(await kept()).toEqual(before);
    expect((await operate(['migrate'], stage.configuration)).out).toContain('already');
    client = (await stage.startGateway()).client(KEYS.operator);
    expect(await everythingTold(client)).toEqual(told);
    const ended = ['done', 'canceled', 'large', 'small', 'named'] as const;
    for (const name of ended) await isAsTold(jobs.find(({ job }) => job.id === run.ids[name])!);
  });
});
