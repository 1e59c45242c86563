import { jest } from '@jest/globals';
import { Metrics } from '#libs/telemetry';
import type { Request } from 'express';
import { pino } from 'pino';
import { TokenIssuer } from '../../../../test/stage/token.issuer.js';
import { GatewayStage, KEY } from '../../test/gateway.stage.js';
import { LogSampler } from '../http/log.sampler.js';
import { ClientAddress } from './client.address.js';
import { Refusals } from './refusals.js';

/** Half as many again as an address may have refused in one go. */
const MANY = 150;

let issuer: TokenIssuer;
let stage: GatewayStage;

beforeAll(async () => {
  issuer = await TokenIssuer.open();
  stage = await GatewayStage.open({ access: { jwt: issuer.rules }, gateway: { trustedProxies: ['127.0.0.0/8'] } });
}, 30_000);

afterAll(async () => {
  await stage.close();
  await issuer.close();
});

let nextAddress = 0;
/** An address that was not refused so far. */
const freshAddress = () => `198.51.100.${(nextAddress += 1)}`;

const ask = (address: string, key: string | null, path = '/jobs') =>
  stage.call('get', path, key).set('X-Forwarded-For', address);

async function statusesOf(address: string, key: string | null, path?: string): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  for (let nth = 0; nth < MANY; nth += 1) {
    const { status } = await ask(address, key, path);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  return statuses;
}

async function refused(): Promise<Record<string, number>> {
  const { text } = await stage.call('get', '/metrics').expect(200);
  const lines = text.matchAll(/^jobgate_auth_refused_total\{reason="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...lines].map(([, reason, count]) => [reason, Number(count)]));
}

describe('unauthenticated callers', () => {
  // No refusal comes back while a slow machine is at it.
  beforeEach(() => void jest.spyOn(performance, 'now').mockReturnValue(performance.now()));
  afterEach(() => void jest.restoreAllMocks());

  it.each([
    ['without credentials', null, '/jobs'],
    ['with a key that there is not', 'nobody', '/connections'],
    ['where a browser is asked for a password', null, '/queues'],
  ])('[access.refused-often] hear 429 when their address has too many of them: %s', async (_, key, path) => {
    const address = freshAddress();
    const statuses = await statusesOf(address, key, path);
    expect([...statuses].toSorted()).toEqual([
      [401, 100],
      [429, 50],
    ]);
    const throttled = await ask(address, key, path).expect(429);
    expect(throttled.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    expect(throttled.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(throttled.body).toMatchObject({ code: 'too-many-refusals', status: 429, instance: path });
    await ask(freshAddress(), key, path).expect(401);
  });

  it('[access.refused-often] are delayed when they continue after 429', async () => {
    const address = freshAddress();
    await statusesOf(address, null);
    await Promise.all(Array.from({ length: 60 }, () => ask(address, null).expect(429)));
    const askedAt = Date.now();
    await ask(address, null).expect(429);
    expect(Date.now() - askedAt).toBeGreaterThanOrEqual(900);
    await ask(address, KEY).expect(200);
  });

  it('[access.refused-often] do not affect valid keys of the same address', async () => {
    const address = freshAddress();
    await statusesOf(address, null);
    await ask(address, KEY).expect(200);
    const token = await issuer.token({ scope: 'jobs:read', connections: ['*'] });
    await ask(freshAddress(), token).expect(200);
    await ask(address, token).expect(200);
  });

  it('have no token verified while their address is throttled', async () => {
    const address = freshAddress();
    await statusesOf(address, null);
    await ask(address, await issuer.token({ scope: 'jobs:read', connections: ['*'] })).expect(429);
  });

  it('are counted by reason', async () => {
    const before = await refused();
    const address = freshAddress();
    await ask(address, null).expect(401);
    await ask(address, 'nobody').expect(401);
    await ask(address, await issuer.token({ aud: 'other' })).expect(401);
    const after = await refused();
    const more = (reason: string) => (after[reason] ?? 0) - (before[reason] ?? 0);
    expect([more('missing'), more('invalid'), more('throttled')]).toEqual([1, 2, 0]);
  });

  it('reach nothing of the framework on any route that wants credentials', async () => {
    const { body } = await stage.call('get', '/openapi.json').expect(200);
    const paths = body.paths as Record<string, Record<string, { security?: object[] }>>;
    let count = 0;
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { security }] of Object.entries(methods)) {
        if (security?.length === 0 || path.startsWith('/queues')) continue;
        const filled = path.replaceAll(/\{\w+\}/g, 'x');
        const answer = await stage.call(method as 'get', filled, null).set('X-Forwarded-For', freshAddress());
        // The guard answers, too; only in front of it no route is known, and none is asked for its methods.
        expect([path, answer.status]).toEqual([path, 401]);
        const other = await stage.call('put', filled, null).set('X-Forwarded-For', freshAddress());
        expect([path, other.status]).toEqual([path, 401]);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(30);
  });
});

describe('the log of refusals', () => {
  const request = {
    method: 'GET',
    originalUrl: '/jobs?q=secret',
    socket: { remoteAddress: '198.51.100.7' },
    headers: {},
  };

  it('logs a sample of them, and the number of the others', () => {
    let now = 0;
    const lines: Record<string, unknown>[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const sampled = new LogSampler(logger, () => now);
    const refusals = new Refusals(new Metrics(), sampled, new ClientAddress());
    const note = () => refusals.note(request as unknown as Request, '/jobs', 401, 'invalid');
    for (let nth = 0; nth < 500; nth += 1) note();
    expect(lines).toHaveLength(20);
    expect(lines[0]).toMatchObject({
      ...{ method: 'GET', route: '/jobs', path: '/jobs', status: 401, caller: null },
      ...{ reason: 'invalid', address: '198.51.100.7', msg: 'request' },
    });
    now += 10_000;
    note();
    expect(lines.slice(20)).toMatchObject([{ requests: 480 }, { msg: 'request' }]);
    now += 10_000;
    note();
    expect(lines).toHaveLength(23);
  });
});
