import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { CONNECTIONS, eventually, Stage, type StageClient } from '../stage/index.js';
import { socketsOf } from './sockets.js';

jest.setTimeout(90_000);

describe('a gateway without any worker', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open({
      workers: 0,
      configure: ({ gateway }) => {
        gateway.readWaitMs = 500;
      },
    });
    client = stage.client();
  });
  afterAll(() => stage?.close());

  it('starts without the credentials of the upstreams', () => {
    const environment = readFileSync(`/proc/${stage.gateway.pid}/environ`, 'utf8');
    expect(environment).not.toContain('PASSWORD');
    expect(JSON.stringify(stage.configuration)).toContain('${STAGE_UPSTREAM_PASSWORD}');
    expect(stage.gateway.isRunning).toBe(true);
  });

  it('answers 202 for a job that it has not seen, and opens no socket but those to Redis and of its own callers', async () => {
    for (const [connection, provider] of Object.entries(CONNECTIONS)) {
      const key = await stage.simulator.of(provider).add({ durationMs: 1, outcome: 'stuck' });
      const id = `${connection}~${provider === 'oracle-sbc' ? 'last' : key}`;
      const reading = client.read(id, { 'cache-control': 'no-cache' });
      expectNoForeignSocket();
      const answer = await reading;
      expect(answer).toMatchObject({ status: 202, body: { id, state: 'unknown', observation: { status: 'never' } } });
      expect(answer.headers.location).toBe(`/jobs/${id}`);
      expect(answer.headers['retry-after']).toMatch(/^[1-9]\d*$/);
      expect(answer.headers['cache-status']).toBe('jobgate; fwd=miss; detail=timeout');
      expectNoForeignSocket();
      expect((await stage.simulator.of(provider).calls()).total).toBe(0);
    }
  });

  it('is live but not ready, lists, and reports that connections have no worker', async () => {
    expect((await client.get('/health/live')).status).toBe(200);
    await eventually(async () =>
      expect(await client.get('/health/ready')).toMatchObject({
        status: 503,
        body: { status: 'failed', checks: { redis: 'ok', events: 'ok', worker: 'failed' } },
      }),
    );
    const { body } = await client.get('/jobs');
    expect(body).toMatchObject({ jobs: [], complete: false, unreachable: Object.keys(CONNECTIONS) });
    expect((await client.get('/connections/hmc-lab')).body).toMatchObject({ health: { status: 'unattended' } });
    expectNoForeignSocket();
  });

  function expectNoForeignSocket(): void {
    const sockets = socketsOf(stage.gateway.pid);
    const own = Number(new URL(stage.gateway.url).port);
    expect(sockets.filter(({ isListening }) => isListening).map(({ localPort }) => localPort)).toEqual([own]);
    expect(sockets.some(({ remotePort }) => remotePort === stage.redis.port)).toBe(true);
    const foreign = sockets.filter(
      ({ localPort, remotePort, isListening }) => !isListening && localPort !== own && remotePort !== stage.redis.port,
    );
    expect(foreign).toEqual([]);
  }
});

describe('the check of sockets', () => {
  it('sees those of a worker to its upstreams', async () => {
    const stage = await Stage.open({ gateways: 1 });
    try {
      const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 1, outcome: 'stuck' });
      await stage.client().job(`hmc-lab~${key}`);
      const port = Number(new URL(stage.simulator.urls['ibm-hmc']).port);
      expect(socketsOf(stage.worker.pid).some(({ remotePort }) => remotePort === port)).toBe(true);
    } finally {
      await stage.close();
    }
  });
});
