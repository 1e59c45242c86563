import { Caller } from '#libs/access';
import { createHash } from 'node:crypto';
import { GatewayStage, KEY } from '../../test/gateway.stage.js';
import { RawConnection } from '../../test/raw-exchange.js';
import { runningRecord, seenNow } from '../../test/records.js';
import { Quotas } from './quotas.js';

const READS = 40;
const WRITES = 3;
const HOUR_MS = 3_600_000;

const key = (name: string, text: string, more = {}) => ({
  name,
  sha256: createHash('sha256').update(text).digest('hex'),
  scopes: ['jobs:read', 'jobs:track'],
  connections: ['*'],
  ...more,
});
const access = {
  keys: [
    ...['polls', 'hot', 'reads', 'writes', 'away', 'new', 'searches', 'small'].map((name) =>
      key(name, `key-of-${name}`),
    ),
    ...[key('both', 'key-of-both'), key('both', 'other-key-of-both')],
    key('both', 'old-key-of-both', { expiresAt: '2026-01-01T00:00:00Z' }),
  ],
  quota: { reads: `${READS}/h`, writes: `${WRITES}/h` },
};

let stage: GatewayStage;
let id: string;

beforeAll(async () => {
  // Windows follow the clock: none may end in the middle of this.
  const left = HOUR_MS - (Date.now() % HOUR_MS);
  if (left < 20_000) await new Promise((resolve) => setTimeout(resolve, left));
  stage = await GatewayStage.open({ access });
  ({ id } = await stage.has(seenNow(runningRecord)));
}, 60_000);

afterAll(() => stage.close());

describe('a caller with a quota', () => {
  it('[access.429, access.rate-limit] gets it with every response, and is refused beyond it until the next window', async () => {
    for (let left = READS - 1; left >= 0; left -= 1) {
      const answer = await stage.call('get', '/jobs', 'key-of-reads').expect(200);
      expect(answer.headers['ratelimit-policy']).toBe(`"reads";q=${READS};w=3600`);
      expect(answer.headers['ratelimit']).toMatch(new RegExp(`^"reads";r=${left};t=\\d+$`));
    }
    const refused = await stage.call('get', '/jobs', 'key-of-reads').expect(429);
    expect(refused.body).toMatchObject({ code: 'quota-exceeded', status: 429, instance: '/jobs' });
    expect(refused.headers['ratelimit']).toMatch(/^"reads";r=0;t=\d+$/);
    expect(Math.abs(Number(refused.headers['retry-after']) - (HOUR_MS - (Date.now() % HOUR_MS)) / 1000)).toBeLessThan(
      5,
    );
  });

  it('[access.cost] pays twenty for a page that is searched for or sorted, however it is read, and one for others', async () => {
    const left = async (path: string, headers: Record<string, string> = {}) => {
      const answer = await stage.call('get', path, 'key-of-searches').set(headers);
      return [answer.status, Number(/^"reads";r=(\d+);/.exec(answer.headers['ratelimit']!)![1])];
    };
    expect(await left('/jobs?state=running&sort=changedAt&updatedSince=2026-01-01T00:00:00Z')).toEqual([200, 39]);
    expect(await left('/jobs?sort=-name')).toEqual([200, 19]);
    // These are left to the framework.
    expect(await left('/JOBS/?q=a')).toEqual([429, 19]);
    expect(await left('/jobs?q=a&limit=many')).toEqual([400, 18]);
    expect(await left('/jobs/summary')).toEqual([200, 17]);
    for (let rest = 16; rest >= 0; rest -= 1) expect(await left('/jobs')).toEqual([200, rest]);
  });

  it('may still read single jobs when the other reads are used up, and send commands', async () => {
    await stage.call('get', '/jobs', 'key-of-reads').expect(429);
    const poll = await stage.call('get', `/jobs/${id}`, 'key-of-reads').expect(200);
    expect(poll.headers['ratelimit']).toMatch(/^"polls";r=39;/);
    const write = await stage.call('patch', `/jobs/${id}`, 'key-of-reads').send({ name: 'a' }).expect(200);
    expect(write.headers['ratelimit']).toMatch(/^"writes";r=2;/);
  });

  it('is counted on the fast path as in the framework', async () => {
    const connection = new RawConnection(await stage.app.getUrl());
    const left: number[] = [];
    try {
      for (let turn = 0; turn < READS; turn += 1) {
        const wish = turn % 3 === 0 ? ['If-None-Match: W/"2"'] : turn % 5 === 0 ? ['Cache-Control: max-age=60'] : [];
        const { head } = await connection.ask('GET', `/jobs/${id}`, ['Authorization: Bearer key-of-hot', ...wish]);
        expect(head.filter((line) => /^ratelimit/i.test(line))).toHaveLength(2);
        left.push(Number(/r=(\d+)/.exec(head.find((line) => /^ratelimit:/i.test(line))!)![1]));
      }
      expect(left).toEqual(Array.from({ length: READS }, (_, index) => READS - 1 - index));
      const refused = await connection.ask('GET', `/jobs/${id}`, ['Authorization: Bearer key-of-hot']);
      expect(refused.status).toBe(429);
      // Another caller of the same kept answer has nothing of this one's fields.
      const other = await connection.ask('GET', `/jobs/${id}`, ['Authorization: Bearer key-of-polls']);
      expect(other.head.filter((line) => /^ratelimit:/i.test(line))).toEqual([expect.stringContaining('r=39')]);
    } finally {
      connection.close();
    }
  });

  it('is counted once for an unknown job, however it is read', async () => {
    const url = await stage.app.getUrl();
    for (let left = READS - 1; left >= -1; left -= 1) {
      const connection = new RawConnection(url);
      const { status, head } = await connection.ask('GET', '/jobs/dm-prod~404', ['Authorization: Bearer key-of-new']);
      connection.close();
      expect([status, head.find((line) => /^ratelimit:/i.test(line))]).toEqual([
        left < 0 ? 429 : 202,
        expect.stringContaining(`r=${Math.max(0, left)};`),
      ]);
    }
  });

  it('shares it between the keys of one name, and one that has expired takes none of it', async () => {
    for (const name of ['key-of-both', 'other-key-of-both', 'key-of-both']) {
      await stage.call('post', '/jobs', name).send({ id: 'dm-prod~77' });
    }
    await stage.call('post', '/jobs', 'old-key-of-both').send({ id: 'dm-prod~77' }).expect(401);
    for (const name of ['key-of-both', 'other-key-of-both']) {
      await stage.call('post', '/jobs', name).send({ id: 'dm-prod~77' }).expect(429);
    }
  });

  it('shares it between gateways, give or take a block of each', async () => {
    const { store } = stage;
    const quota = { reads: { count: 100, perMs: HOUR_MS }, writes: null };
    const gateways = [1, 2, 3].map(
      () => new Quotas(quota, (window, count) => store.rateLimits.increment(window, count)),
    );
    const caller = new Caller({ name: 'of three', scopes: ['jobs:read'], connections: [] });
    let granted = 0;
    for (let turn = 0; turn < 300; turn += 1) {
      const claim = await gateways[turn % 3]!.claim({} as never, caller, 'reads');
      if (claim!.isGranted) granted += 1;
    }
    expect(granted).toBeGreaterThanOrEqual(90);
    expect(granted).toBeLessThanOrEqual(110);
    expect(gateways[0]!.claimNow(caller, 'writes')).toBeNull();
  });

  it('pays for a request once', async () => {
    const { store } = stage;
    const quota = { reads: { count: 9, perMs: HOUR_MS }, writes: null };
    const quotas = new Quotas(quota, (window, count) => store.rateLimits.increment(window, count));
    const caller = new Caller({ name: 'once', scopes: [], connections: [] });
    const request = {} as never;
    quotas.remember(request, quotas.claimNow(caller, 'polls')!);
    await quotas.claim(request, caller, 'polls');
    expect((await quotas.claim({} as never, caller, 'polls'))!.fields['RateLimit']).toContain('r=7');
  });

  it('has no quota on public routes', async () => {
    const answer = await stage.call('get', '/health/live', null).expect(200);
    expect(answer.headers).not.toHaveProperty('ratelimit');
  });

  it('pays all that there is for what costs more, and is not refused for ever', async () => {
    stage.reconfigure((before) => ({
      ...before,
      access: { ...before.access, quota: { ...before.access.quota, reads: { count: 10, perMs: HOUR_MS } } },
    }));
    const page = await stage.call('get', '/jobs?label=team:a', 'key-of-small').expect(200);
    expect(page.headers['ratelimit']).toMatch(/^"reads";r=0;/);
    await stage.call('get', '/jobs', 'key-of-small').expect(429);
  });
});

describe('a caller of a gateway whose configuration names no quota', () => {
  let usual: GatewayStage;

  beforeAll(async () => {
    usual = await GatewayStage.open({ access: { quota: undefined } });
    ({ id } = await usual.has(seenNow(runningRecord)));
  });
  afterAll(() => usual?.close());

  it('[access.quota-default] has the default, also for plain reads', async () => {
    const connection = new RawConnection(await usual.app.getUrl());
    const { head } = await connection.ask('GET', `/jobs/${id}`, [`Authorization: Bearer ${KEY}`]);
    connection.close();
    expect(head).toContain('RateLimit-Policy: "polls";q=2000;w=1');
    const list = await usual.call('get', '/jobs').expect(200);
    expect(list.headers['ratelimit-policy']).toBe('"reads";q=2000;w=1');
    const write = await usual.call('patch', `/jobs/${id}`).send({ name: 'a' }).expect(200);
    expect(write.headers['ratelimit-policy']).toBe('"writes";q=100;w=1');
  });
});
