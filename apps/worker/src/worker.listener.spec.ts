import { jest } from '@jest/globals';
import { parseConfiguration } from '#libs/config';
import { newRecord } from '#libs/jobs';
import { Store } from '#libs/store';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { json } from '../../../test/contract/scripted-reply.js';
import { ScriptedUpstream } from '../../../test/contract/scripted-upstream.js';
import { eventually } from '../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../test/stage/redis-server.js';
import { WorkerListener } from './worker.listener.js';
import { WorkerModule } from './worker.module.js';

jest.setTimeout(60_000);

const key = (name: string, scopes: string[], connections: string[]) => ({
  ...{ name, scopes, connections },
  sha256: createHash('sha256').update(name).digest('hex'),
});

let redis: RedisServer;
let upstream: ScriptedUpstream;
let worker: INestApplicationContext;
let url: string;

beforeAll(async () => {
  redis = await openRedis();
  upstream = await ScriptedUpstream.start(({ target }) =>
    target.endsWith('/4711') ? json(200, { jobStatus: 'RUNNING', counters: {} }) : json(500, {}),
  );
  const connection = (name: string) => ({
    ...{ name, provider: 'datameer', url: upstream.url, auth: { user: 'u', password: 'p' } },
    refresh: { min: '200ms', max: '200ms' },
  });
  const file = {
    redis: { url: redis.redis.url, prefix: 'test' },
    access: {
      keys: [
        key('prometheus', ['jobs:read'], ['*']),
        key('narrow', ['jobs:read'], ['dm-prod']),
        key('tracker', ['jobs:track'], ['*']),
      ],
    },
    connections: [connection('dm-prod'), connection('dm-test')],
  };
  const configuration = parseConfiguration(JSON.stringify(file), 'worker', {});
  const module = await WorkerModule.register(configuration, pino({ level: 'silent' }));
  worker = await NestFactory.createApplicationContext(module, { logger: false });
  url = await worker.get(WorkerListener).listen({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await worker.close();
  await upstream.stop();
  await redis.close();
});

const get = (path: string, bearer: string | null = 'prometheus', method = 'GET') =>
  fetch(`${url}${path}`, { method, headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` } });

async function metrics(bearer = 'prometheus'): Promise<string> {
  const answer = await get('/metrics', bearer);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return answer.text();
}

async function track(connection: string, jobKey: string): Promise<void> {
  const address = { connection, key: jobKey };
  const record = newRecord({ ...address, kind: 'run', provider: 'datameer', trackedAt: Date.now() });
  await worker.get(Store).jobs.update(address, () => ({ revised: { record, hasChanged: true, transition: null } }));
}

describe('a worker that listens', () => {
  it('reports calls, responses, errors and lateness of each connection that it runs', async () => {
    await track('dm-prod', '4711');
    await track('dm-test', '9');
    await eventually(async () => {
      const text = await metrics();
      for (const line of [
        /^jobgate_upstream_calls_total\{connection="dm-prod",status="2xx",trouble="none"\} [1-9]/m,
        /^jobgate_upstream_calls_total\{connection="dm-test",status="5xx",trouble="none"\} [1-9]/m,
        /^jobgate_upstream_call_duration_seconds_count\{connection="dm-prod"\} [1-9]/m,
        /^jobgate_upstream_answers_total\{connection="dm-prod",trouble="none"\} [1-9]/m,
        /^jobgate_upstream_answers_total\{connection="dm-test",trouble="unreachable"\} [1-9]/m,
        /^jobgate_check_lateness_seconds_count\{connection="dm-prod"\} [1-9]/m,
        /^jobgate_connections_leased\{connection="dm-prod"\} 1$/m,
        /^# HELP jobgate_connections_in_care Deprecated/m,
        /^jobgate_connections_in_care\{connection="dm-prod"\} 1$/m,
        /^process_start_time_seconds /m,
      ]) {
        expect(text).toMatch(line);
      }
    });
  });

  it('reports only their connections to callers, and nothing to others', async () => {
    const text = await metrics('narrow');
    expect(text).toContain('connection="dm-prod"');
    expect(text).not.toMatch(/dm-test|process_/);
    const unknown = await get('/metrics', null);
    expect(unknown.status).toBe(401);
    expect(unknown.headers.get('www-authenticate')).toBe('Bearer realm="jobgate"');
    expect((await get('/metrics', 'nobody')).status).toBe(401);
    expect((await get('/metrics', 'tracker')).status).toBe(403);
  });

  it('is live and ready, and not ready while Redis is away', async () => {
    const ready = async () => {
      const answer = await get('/health/ready', null);
      return { status: answer.status, body: (await answer.json()) as object };
    };
    await eventually(async () =>
      expect(await ready()).toEqual({ status: 200, body: { status: 'ok', checks: { redis: 'ok', care: 'ok' } } }),
    );
    redis.redis.pause();
    try {
      expect(await ready()).toMatchObject({ status: 503, body: { status: 'failed', checks: { redis: 'failed' } } });
      expect((await get('/health/live', null)).status).toBe(200);
    } finally {
      redis.redis.resume();
    }
    await eventually(async () => expect((await ready()).status).toBe(200));
  });

  it('has no other address, and takes nothing', async () => {
    expect((await get('/jobs')).status).toBe(404);
    const posted = await get('/metrics', 'prometheus', 'POST');
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(posted.headers.get('content-type')).toMatch(/^application\/json/);
  });
});
