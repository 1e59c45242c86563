import { jest } from '@jest/globals';
import { parseConfiguration } from '#libs/config';
import { createLogger, type LogLevel } from '#libs/telemetry';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createHash } from 'node:crypto';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { recordOf } from '../../test/records.js';
import { createGateway, stopGateway } from '../gateway.application.js';
import { Store } from '#libs/store';

jest.setTimeout(60_000);

const SECRET = 'a-key-that-nobody-may-read';

describe('the log of a gateway', () => {
  let redis: RedisServer;
  let app: NestExpressApplication;
  let lines: Record<string, unknown>[];

  beforeAll(async () => (redis = await openRedis()));
  afterAll(() => redis.close());
  afterEach(() => stopGateway(app, 100));

  async function start(level: LogLevel): Promise<string> {
    lines = [];
    const file = {
      redis: { url: redis.redis.url, prefix: 'test' },
      gateway: { port: 0, readWaitMs: 50, trustedProxies: ['127.0.0.1'] },
      access: {
        keys: [
          {
            name: 'reader',
            sha256: createHash('sha256').update(SECRET).digest('hex'),
            scopes: ['jobs:read'],
            connections: ['*'],
          },
        ],
      },
      connections: [
        { name: 'dm-prod', provider: 'datameer', url: 'https://a.example', auth: { user: 'u', password: 'p' } },
      ],
    };
    const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
    const logger = createLogger({ service: 'gateway', level, destination });
    app = await createGateway(parseConfiguration(JSON.stringify(file), 'gateway', {}), logger);
    await app.listen(0, '127.0.0.1');
    return app.getUrl();
  }
  const requests = () => lines.filter(({ message }) => message === 'request');
  const get = (url: string) => fetch(url, { headers: { authorization: `Bearer ${SECRET}` } });

  it('has a line for each request, with its route, caller and outcome', async () => {
    const url = await start('info');
    await get(`${url}/connections/dm-prod?token=${SECRET}`);
    await fetch(`${url}/connections`);
    await eventually(() => expect(requests()).toHaveLength(2));
    expect(requests()).toEqual([
      expect.objectContaining({
        ...{ level: 'info', method: 'GET', route: '/connections/{name}', path: '/connections/dm-prod' },
        ...{ status: 200, caller: 'reader', milliseconds: expect.any(Number), address: '127.0.0.1' },
      }),
      expect.objectContaining({
        ...{ level: 'info', route: '/connections', status: 401, caller: null },
        ...{ reason: 'missing', address: '127.0.0.1' },
      }),
    ]);
  });

  it('logs probes and the fast path at debug level alone', async () => {
    const read = async (url: string) => {
      const record = { ...recordOf({ key: '9' }), trackedAt: Date.now() };
      const address = { connection: 'dm-prod', key: '9' };
      await app.get(Store).jobs.update(address, () => ({ revised: { record, hasChanged: true, transition: null } }));
      for (const path of ['/health/live', '/jobs/dm-prod~9', '/jobs/dm-prod~9', '/problems'])
        await get(`${url}${path}`);
      await eventually(() => expect(requests().map(({ path }) => path)).toContain('/problems'));
      return requests().map(({ level, path }) => `${String(level)} ${String(path)}`);
    };
    expect(await read(await start('info'))).toEqual(['info /problems']);
    await stopGateway(app, 100);
    expect(await read(await start('debug'))).toEqual(
      expect.arrayContaining(['debug /health/live', 'debug /jobs/dm-prod~9', 'info /problems']),
    );
  });

  it('has the address that a trusted proxy names, and only one of the form of an address', async () => {
    const url = await start('info');
    const ask = (forwarded: string) =>
      fetch(`${url}/connections`, { headers: { authorization: `Bearer ${SECRET}`, 'x-forwarded-for': forwarded } });
    await ask('203.0.113.9');
    await ask('<script>');
    await eventually(() => expect(requests()).toHaveLength(2));
    expect(requests().map(({ address }) => address)).toEqual(['203.0.113.9', '127.0.0.1']);
  });

  it('logs a sample of unauthenticated refusals, and every other request', async () => {
    const url = await start('info');
    // All of it within one time.
    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now());
    try {
      for (let nth = 0; nth < 15; nth += 1) {
        for (const path of ['/nothing', '/queues', '/jobs']) await fetch(`${url}${path}`);
        await get(`${url}/connections/none`);
      }
      await eventually(() => expect(requests().filter(({ caller }) => caller === 'reader')).toHaveLength(15));
      await eventually(() => expect(requests().filter(({ caller }) => caller === null)).toHaveLength(20));
    } finally {
      clock.mockRestore();
    }
  });

  it('never holds a key, wherever a caller wrote it', async () => {
    const url = await start('trace');
    await get(`${url}/jobs?access_token=${SECRET}`);
    await fetch(`${url}/jobs`, { headers: { 'x-api-key': SECRET } });
    await fetch(`${url}/jobs/%20`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET}`, cookie: `key=${SECRET}`, 'content-type': 'application/json' },
      body: JSON.stringify({ password: SECRET }),
    });
    await eventually(() => expect(requests().length).toBeGreaterThanOrEqual(3));
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });
});
