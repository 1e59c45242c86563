import { jest } from '@jest/globals';
import { parseConfiguration } from '#libs/config';
import { Store } from '#libs/store';
import { createLogger } from '#libs/telemetry';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createHash } from 'node:crypto';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { RawConnection } from '../../test/raw-exchange.js';
import { runningRecord } from '../../test/records.js';
import { createGateway, stopGateway } from '../gateway.application.js';
import { FastPathCounters } from '../fast-path/fast-path.counters.js';
import { FastPathHandler } from '../fast-path/fast-path.handler.js';
import { AuditReporter } from './audit.reports.js';

jest.setTimeout(60_000);

const KEYS = { reader: 'key-of-the-reader', spare: 'spare-key-of-the-reader', narrow: 'key-of-the-narrow' };
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
const fingerprint = (name: keyof typeof KEYS) => digestOf(KEYS[name]).slice(0, 8);

const FAR = Date.now() + 3_600_000;
const JOB = runningRecord({ key: '1', observation: { observedAt: Date.now(), nextCheckAt: FAR } });
const AT = `/jobs/${JOB.id}`;

describe('the read log', () => {
  let redis: RedisServer;
  let app: NestExpressApplication;
  let url: string;
  let lines: Record<string, unknown>[];

  beforeAll(async () => (redis = await openRedis()));
  afterAll(() => redis.close());
  beforeEach(() => start());
  afterEach(() => stopGateway(app, 100));

  async function start(access: object = {}, plainReads = 'node'): Promise<void> {
    lines = [];
    const key = (name: string, text: string, connections: string[]) => ({
      ...{ name, connections, scopes: ['jobs:read', 'jobs:track'] },
      sha256: digestOf(text),
    });
    const file = {
      redis: { url: redis.redis.url, prefix: 'test' },
      gateway: { port: 0, readWaitMs: 50, trustedProxies: ['127.0.0.1'], plainReads },
      access: {
        keys: [
          key('reader', KEYS.reader, ['*']),
          key('reader', KEYS.spare, ['*']),
          key('narrow', KEYS.narrow, ['hmc-lab']),
        ],
        ...access,
      },
      connections: [
        { name: 'dm-prod', provider: 'datameer', url: 'https://a.example', auth: { user: 'u', password: 'p' } },
        { name: 'hmc-lab', provider: 'ibm-hmc', url: 'https://b.example', auth: { userid: 'u', password: 'p' } },
      ],
    };
    const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
    const logger = createLogger({ service: 'gateway', level: 'info', destination });
    app = await createGateway(parseConfiguration(JSON.stringify(file), 'gateway', {}), logger);
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
    const address = { connection: JOB.connection, key: JOB.key };
    await app.get(Store).jobs.update(address, () => ({ revised: { record: JOB, hasChanged: true, transition: null } }));
  }

  interface Sent {
    method?: string;
    body?: unknown;
    key?: keyof typeof KEYS | null;
    from?: string;
  }

  async function ask(path: string, { method = 'GET', body, key = 'reader', from }: Sent = {}): Promise<number> {
    const headers = {
      ...(key === null ? {} : { authorization: `Bearer ${KEYS[key]}` }),
      ...(from === undefined ? {} : { 'x-forwarded-for': from }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    await response.body?.cancel();
    return response.status;
  }

  /** By fingerprint, what all lines so far say together. */
  async function told(): Promise<Record<string, { reads: number; refused: number; routes: Record<string, number> }>> {
    await app.get(AuditReporter).flush();
    const sums: Awaited<ReturnType<typeof told>> = {};
    for (const { fingerprint, reads, refused, routes } of linesOfReads()) {
      const sum = (sums[String(fingerprint)] ??= { reads: 0, refused: 0, routes: {} });
      sum.reads += Number(reads);
      sum.refused += Number(refused);
      for (const [route, count] of Object.entries(routes as object)) {
        sum.routes[route] = (sum.routes[route] ?? 0) + Number(count);
      }
    }
    return sums;
  }
  const linesOfReads = () => lines.filter(({ message }) => message === 'reads');

  it.each(['front', 'node'])('counts reads by route, with key and address, on the path %s', async (reader) => {
    await stopGateway(app, 100);
    await start({}, reader);
    const hot = app.get(FastPathHandler);
    const counters = app.get(FastPathCounters);
    const inFrontOfNode = jest.spyOn(hot, 'plainResponse');
    const plain = new RawConnection(url);
    const bearer = `Authorization: Bearer ${KEYS.reader}`;
    // In front of Node.js: from the store, held, unchanged.
    expect((await plain.ask('GET', AT, [bearer])).status).toBe(200);
    const { head } = await plain.ask('GET', AT, [bearer, 'X-Forwarded-For: 203.0.113.7']);
    const etag = head.find((line) => /^etag: /i.test(line))!.slice('etag: '.length);
    expect((await plain.ask('GET', AT, [bearer, `If-None-Match: ${etag}`])).status).toBe(304);
    expect(inFrontOfNode).toHaveBeenCalledTimes(reader === 'front' ? 3 : 0);
    // In front of the framework.
    expect((await plain.ask('HEAD', AT, [bearer])).status).toBe(200);
    expect((await plain.ask('GET', AT, [bearer, 'X-Forwarded-For: 203.0.113.8'])).status).toBe(200);
    expect((await plain.ask('GET', '/jobs', [bearer])).status).toBe(200);
    plain.close();
    expect([counters.jobHits + counters.jobReads, counters.lists]).toEqual([5, 1]);
    // By the framework.
    for (const path of [`${AT}?view=minimal`, `${AT}/history`, '/connections', '/events']) {
      expect([path, await ask(path)]).toEqual([path, 200]);
    }
    expect(await ask('/jobs?cursor=none')).toBe(400);
    expect(await ask('/jobs/batch', { method: 'POST', body: { ids: [JOB.id] } })).toBe(200);
    expect(await ask('/jobs/dm-prod~999', { from: '203.0.113.9' })).toBe(202);
    // What is an act has an entry of its own.
    expect(await ask(AT, { method: 'PATCH', body: { name: 'x' } })).toBe(200);
    expect(await ask('/webhooks/nothing', { method: 'DELETE' })).toBe(404);
    await eventually(async () =>
      expect(await told()).toEqual({
        [fingerprint('reader')]: {
          ...{ reads: 13, refused: 1 },
          routes: {
            ...{ '/jobs/{id}': 7, '/jobs': 2, '/jobs/{id}/history': 1 },
            ...{ '/connections': 1, '/events': 1, '/jobs/batch': 1 },
          },
        },
      }),
    );
    expect(linesOfReads()[0]).toMatchObject({
      ...{ level: 'info', audit: 'reads', caller: 'reader' },
      addresses: ['127.0.0.1', '203.0.113.7', '203.0.113.8', '203.0.113.9'],
      since: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it('distinguishes keys of one name, and counts refusals, also those over quota', async () => {
    await stopGateway(app, 100);
    await start({ quota: { reads: '2/h', writes: '1/h' } });
    expect(await ask('/connections', { key: 'spare' })).toBe(200);
    expect(await ask('/connections')).toBe(200);
    expect(await ask('/connections')).toBe(429);
    expect(await ask('/connections/none', { key: 'narrow' })).toBe(404);
    expect(await ask(AT, { method: 'PATCH', body: { name: 'x' }, key: 'narrow' })).toBe(404);
    expect(await ask(AT, { method: 'PATCH', body: { name: 'x' }, key: 'narrow' })).toBe(429);
    expect(await ask('/connections', { key: null })).toBe(401);
    await eventually(async () =>
      expect(await told()).toEqual({
        [fingerprint('spare')]: { reads: 1, refused: 0, routes: { '/connections': 1 } },
        [fingerprint('reader')]: { reads: 2, refused: 1, routes: { '/connections': 2 } },
        [fingerprint('narrow')]: { reads: 2, refused: 2, routes: { '/connections/{name}': 1, '/jobs/{id}': 1 } },
      }),
    );
  });

  it('is written when the gateway stops', async () => {
    expect(await ask('/connections')).toBe(200);
    await stopGateway(app, 100);
    expect(linesOfReads()).toMatchObject([{ caller: 'reader', reads: 1 }]);
    await start();
  });

  it('names twenty addresses at most, and says how many reads came from others', async () => {
    for (let nth = 0; nth < 25; nth += 1) await ask('/connections', { from: `203.0.113.${nth}` });
    await told();
    const [line] = linesOfReads();
    expect(line).toMatchObject({ reads: 25, elsewhere: 5 });
    expect(line!['addresses']).toHaveLength(20);
  });

  it('has a line for each command, before its response, and for refusals', async () => {
    expect(await ask(AT, { method: 'PATCH', body: { name: 'private' }, from: '203.0.113.7' })).toBe(200);
    const acts = lines.filter(({ message }) => message === 'audit');
    expect(acts).toEqual([
      expect.objectContaining({
        ...{ level: 'info', audit: 'act', caller: 'reader', action: 'describe', connection: 'dm-prod', job: JOB.id },
        ...{ status: 200, outcome: null, fingerprint: fingerprint('reader'), address: '203.0.113.7' },
      }),
    ]);
    expect(await ask(`${AT}/cancel`, { method: 'POST' })).toBe(403);
    await eventually(() =>
      expect(lines).toContainEqual(
        expect.objectContaining({ audit: 'refusal', action: 'cancel', status: 403, outcome: 'missing-scope' }),
      ),
    );
    const request = lines.find(({ message, status }) => message === 'request' && status === 200);
    expect(request).toMatchObject({ requestId: acts[0]!['requestId'], fingerprint: fingerprint('reader') });
    expect(JSON.stringify(lines)).not.toContain('private');
  });
});
