import { jest } from '@jest/globals';
import { openRedis, type RedisServer } from '../stage/redis-server.js';
import { eventually, Stage, type ReadJob, type StageClient } from '../stage/index.js';
import { TcpProxy } from '../stage/tcp.proxy.js';
import { reaches } from './expect-job.js';

jest.setTimeout(60_000);

/** What is promised for one address that leads to another primary. */
const RECOVERED_WITHIN_MS = 5_000;

describe('one address behind which another server becomes the primary', () => {
  let before: RedisServer;
  let after: RedisServer;
  let proxy: TcpProxy;
  let stage: Stage;
  let client: StageClient;
  let workerUrl: string;

  beforeAll(async () => {
    [before, after] = await Promise.all([openRedis(['--repl-diskless-sync-delay', '0']), openRedis()]);
    proxy = await TcpProxy.open(before.redis.port);
    await after.redis.command('REPLICAOF', '127.0.0.1', before.redis.port);
    await eventually(async () =>
      expect(await after.redis.command('INFO', 'replication')).toContain('master_link_status:up'),
    );
    stage = await Stage.open({
      configure: (configuration) => {
        configuration.redis.url = `redis://127.0.0.1:${proxy.port}/0`;
        configuration.worker = { host: '127.0.0.1', port: 0 };
      },
    });
    client = stage.client();
    workerUrl = String((await stage.worker.waitForLog('worker listening'))['url']);
  });
  afterAll(async () => {
    await stage?.close();
    await proxy?.close();
    await Promise.all([before?.close(), after?.close()]);
  });

  const soon = <Value>(assertion: () => Promise<Value>) => eventually(assertion, RECOVERED_WITHIN_MS);
  const ready = async (url: string) => (await fetch(`${url}/health/ready`)).status;

  it('is served, polled and asked for as before, within five seconds and without a restart', async () => {
    const datameer = stage.simulator.of('datameer');
    const known = await datameer.add({ durationMs: 1, outcome: 'stuck' });
    const unseen = await datameer.addAll([{ durationMs: 1, outcome: 'stuck', copies: 200 }]);
    const never = { durationMs: 300, outcome: 'succeeded', neverRun: true } as const;
    const { ids } = await datameer.addWithIds<{ configurationId: number }>([never]);
    await client.track({ id: `dm-prod~${known}` });
    await reaches(client, `dm-prod~${known}`, { state: 'running', observation: { status: 'fresh' } });
    // Readers' requests have connections of their own.
    expect((await client.read(`dm-prod~${unseen.pop()}`)).status).toBe(200);

    // The sockets that are open stay with the former primary, which is cut off from the new one.
    await after.redis.command('REPLICAOF', 'NO', 'ONE');
    proxy.moveTo(after.redis.port);
    await before.redis.command('REPLICAOF', '127.0.0.1', 1);
    await datameer.change(known, { endsInMs: 0, outcome: 'succeeded' });

    let command = 0;
    await Promise.all([
      soon(async () => expect((await client.track({ id: `hmc-lab~tracked-${(command += 1)}` })).state).toBe('unknown')),
      soon(async () => expect(await client.job(`dm-prod~${known}`)).toMatchObject({ state: 'succeeded' })),
      soon(async () => expect((await client.read(`dm-prod~${unseen.pop()}`)).status).toBe(200)),
      soon(async () => {
        const started = await client.request<ReadJob>('/connections/dm-prod/jobs', {
          method: 'POST',
          body: { configuration: ids[0]!.configurationId },
          headers: { 'idempotency-key': '"once"' },
        });
        expect([started.status, started.text]).toEqual([202, started.text]);
      }),
      soon(async () => expect([await ready(stage.gateway.url), await ready(workerUrl)]).toEqual([200, 200])),
    ]);
    expect([stage.worker.isRunning, stage.gateway.isRunning]).toEqual([true, true]);
  });

  it('is not ready while it leads to a replica alone, and goes on within five seconds after that', async () => {
    const datameer = stage.simulator.of('datameer');
    const key = await datameer.add({ durationMs: 1, outcome: 'stuck' });
    const unseen = await datameer.addAll([{ durationMs: 1, outcome: 'stuck', copies: 200 }]);
    await client.track({ id: `dm-prod~${key}` });
    await reaches(client, `dm-prod~${key}`, { state: 'running', observation: { status: 'fresh' } });
    await after.redis.command('REPLICAOF', '127.0.0.1', 1);
    await eventually(async () => expect([await ready(stage.gateway.url), await ready(workerUrl)]).toEqual([503, 503]));
    const { status, headers } = await client.post('/jobs', { id: 'hmc-lab~refused' });
    expect([status, headers['retry-after']]).toEqual([503, '1']);
    await datameer.change(key, { endsInMs: 0, outcome: 'succeeded' });
    await after.redis.command('REPLICAOF', 'NO', 'ONE');
    await Promise.all([
      soon(async () => expect(await client.job(`dm-prod~${key}`)).toMatchObject({ state: 'succeeded' })),
      soon(async () => expect((await client.read(`dm-prod~${unseen.pop()}`)).status).toBe(200)),
      soon(async () => expect([await ready(stage.gateway.url), await ready(workerUrl)]).toEqual([200, 200])),
    ]);
  });
});
