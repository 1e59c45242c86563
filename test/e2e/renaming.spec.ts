import { Store } from '#libs/store';
import { jest } from '@jest/globals';
import { locationOf } from '../stage/redis-server.js';
import { Receiver } from '../stage/webhook-receiver.js';
import { eventually, Stage, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(120_000);

let stage: Stage;
let client: StageClient;
let receiver: Receiver;

beforeAll(async () => {
  stage = await Stage.open();
  client = stage.client();
  receiver = await Receiver.open();
});
afterAll(async () => {
  await receiver?.close();
  await stage?.close();
});

describe('a connection that gets another name', () => {
  it('[id.renamed] keeps its jobs, history, labels, results and subscriptions, and its ids stay valid', async () => {
    const datameer = stage.simulator.of('datameer');
    const ended = await datameer.add({ durationMs: 300, outcome: 'succeeded' });
    const running = await datameer.add({ durationMs: 1, outcome: 'stuck' });
    const webhook = await client.post<{ id: string }>('/webhooks', { url: receiver.url, connection: ['dm-prod'] });
    const setEnabled = (enabled: boolean) => client.patch(`/webhooks/${webhook.body.id}`, { enabled });
    await setEnabled(false);
    for (const key of [ended, running]) {
      await client.post('/jobs', { id: `dm-prod~${key}`, labels: { team: 'bi', key } });
    }
    const before = await reaches(client, `dm-prod~${ended}`, { state: 'succeeded' });
    await reaches(client, `dm-prod~${running}`, { state: 'running' });
    const history = (await client.get<{ transitions: unknown[] }>(`/jobs/dm-prod~${ended}/history`)).body;
    const result = (await client.get(`/jobs/dm-prod~${ended}/result`)).body;

    stage.reconfigure(({ connections }) => {
      const renamed = connections.find(({ name }) => name === 'dm-prod')!;
      Object.assign(renamed, { name: 'dm-main', renamedFrom: 'dm-prod' });
    });
    await stage.worker.waitForLog('the jobs of a renamed connection were moved', {
      connection: 'dm-main',
      moved: 2,
      left: 0,
    });

    const present = await reaches(client, `dm-main~${ended}`, {
      state: 'succeeded',
      labels: { team: 'bi', key: ended },
    });
    expect(present).toMatchObject({ endedAt: before.endedAt, trackedAt: before.trackedAt, connection: 'dm-main' });
    const moved = await client.get(`/jobs/dm-main~${ended}/history`);
    expect(moved.body).toEqual({ ...history, id: `dm-main~${ended}` });
    expect((await client.get(`/jobs/dm-main~${ended}/result`)).body).toEqual(result);
    expect(await client.job(`dm-prod~${ended}`)).toMatchObject({ id: `dm-main~${ended}`, state: 'succeeded' });
    const batch = await client.post<{ items: unknown[] }>('/jobs/batch', { ids: [`dm-prod~${ended}`] });
    expect(batch.body.items).toMatchObject([{ id: `dm-prod~${ended}`, status: 200, job: { id: `dm-main~${ended}` } }]);
    const { body } = await client.get<{ jobs: { id: string }[] }>('/jobs?connection=dm-main');
    expect(body.jobs.map(({ id }) => id).sort()).toEqual([`dm-main~${ended}`, `dm-main~${running}`].sort());

    await setEnabled(true);
    await datameer.change(running, { outcome: 'failed', endsInMs: 0 });
    await reaches(client, `dm-main~${running}`, { state: 'failed', labels: { team: 'bi', key: running } });
    await eventually(() => expect(receiver.eventsOf(`dm-prod~${ended}`).at(-1)).toMatch(/^ended /), 20_000);
    await eventually(() => expect(receiver.eventsOf(`dm-main~${running}`).at(-1)).toMatch(/^ended /), 20_000);
    const store = Store.connect(locationOf(stage.redis.port), stage.configuration.redis.prefix);
    const left = await store.connectionKeys.connections().finally(() => store.close());
    expect(left).not.toContain('dm-prod');
  });
});
