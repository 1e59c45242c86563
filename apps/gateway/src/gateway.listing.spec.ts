import { Store } from '#libs/store';
import { eventually } from '../../../test/stage/eventually.js';
import { DATAMEER_KEY, GatewayStage } from '../test/gateway.stage.js';
import { endedRecord, freshKey, recordOf, runningRecord, seenNow } from '../test/records.js';

const HMC_KEY = '86e44546-107f-11e1-bde0-0010184c8334';

let stage: GatewayStage;

beforeAll(async () => {
  stage = await GatewayStage.open();
}, 30_000);

afterAll(() => stage.close());

describe('the result of a job', () => {
  const text = JSON.stringify({ rows: Array.from({ length: 40_000 }, (_, index) => `row ${index}`) });
  const result = { bytes: Buffer.byteLength(text), digest: 'digest-of-it' };

  it('[result.whole, result.etag] comes whole, however large, and once only where it is known', async () => {
    const { key } = await stage.has(seenNow(endedRecord, { result }), { resultText: text });
    const whole = await stage.call('get', `/jobs/dm-prod~${key}/result`).expect(200);
    expect(whole.text).toBe(text);
    expect(whole.headers).toMatchObject({ etag: '"digest-of-it"', 'cache-control': 'private, no-cache' });
    await stage.call('get', `/jobs/dm-prod~${key}/result`).set('If-None-Match', 'W/"digest-of-it"').expect(304);
    const head = await stage.call('head', `/jobs/dm-prod~${key}/result`).expect(200);
    expect(head.headers['content-length']).toBe(String(result.bytes));
  });

  it('is a problem of its own where there is none', async () => {
    const { key } = await stage.has(seenNow(runningRecord));
    const response = await stage.call('get', `/jobs/dm-prod~${key}/result`).expect(404);
    expect(response.body.code).toBe('result-not-found');
  });
});

describe('history and explanation', () => {
  it('include a tracked job', async () => {
    const { key } = await stage.has(seenNow(endedRecord));
    const history = await stage.call('get', `/jobs/dm-prod~${key}/history`).expect(200);
    expect(history.body).toEqual({ id: `dm-prod~${key}`, transitions: [] });
    const explanation = await stage.call('get', `/jobs/dm-prod~${key}/explain`).expect(200);
    expect(explanation.body).toMatchObject({ reason: 'The job has ended: nothing more is expected.', fresher: [] });
  });

  it('do not track a job that is not', async () => {
    const key = freshKey();
    await stage.call('get', `/jobs/dm-prod~${key}/explain`).expect(404);
    expect(await stage.store.jobs.read({ connection: 'dm-prod', key })).toBeNull();
  });
});

describe('listing', () => {
  const page = (query: string, key?: string) => stage.call('get', `/jobs?label=list:yes&${query}`, key).expect(200);
  const startedAt = [3, 1, null, 2].map((minute) => minute && Date.UTC(2026, 0, 1, 0, minute));
  let ids: string[];

  beforeAll(async () => {
    const records = startedAt.map((start, index) =>
      seenNow(runningRecord, { labels: { list: 'yes' }, startedAt: start, changedAt: Date.now() + index }),
    );
    for (const record of records) await stage.has(record);
    await stage.has(recordOf({ connection: 'hmc-lab', provider: 'ibm-hmc', key: HMC_KEY.replace('8', '9') }));
    ids = records.map(({ id }) => id);
  });

  it.each([
    ['-changedAt', [3, 2, 1, 0]],
    ['changedAt', [0, 1, 2, 3]],
    ['startedAt', [1, 3, 0, 2]],
    ['-startedAt', [0, 3, 1, 2]],
  ])('in the order %s goes through pages to the end, without gaps or repetitions', async (sort, order) => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await page(`sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.jobs.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor as string | null;
    }
    expect(seen).toEqual(order.map((index) => ids[index]));
  });

  it('[list.limit, list.limit-coerced] returns 50 jobs by default, and 200 at most', async () => {
    await Promise.all(
      Array.from({ length: 230 }, () => stage.has(seenNow(runningRecord, { labels: { many: 'yes' } }))),
    );
    const lengthOf = async (query: string) =>
      (await stage.call('get', `/jobs?label=many:yes${query}`).expect(200)).body.jobs.length;
    const lengths = [await lengthOf(''), await lengthOf('&limit=1'), await lengthOf('&limit=200')];
    expect([...lengths, await lengthOf('&limit=100000')]).toEqual([50, 1, 200, 200]);
    await stage.call('get', '/jobs?limit=0').expect(400);
  });

  it('[list.incomplete] names the connections without a worker', async () => {
    const { body } = await page('connection=dm-prod');
    expect(body).toMatchObject({ complete: false, unreachable: ['dm-prod'] });
  });

  it('[list.incomplete] names a connection whose jobs are being moved to its new name', async () => {
    const { redis, keys } = stage.store;
    await stage.isCaredFor('hmc-lab');
    const complete = async () => {
      const { body } = await page('connection=hmc-lab');
      return [body.complete, body.unreachable];
    };
    await eventually(async () => expect(await complete()).toEqual([true, []]));
    stage.app.get(Store).formerNames.applyConfig([{ name: 'hmc-lab', renamedFrom: 'hmc-old' }]);
    await redis.set(keys.version('hmc-old'), 1);
    await eventually(async () => expect(await complete()).toEqual([false, ['hmc-lab']]));
    await redis.del(keys.version('hmc-old'));
    await eventually(async () => expect(await complete()).toEqual([true, []]));
  });

  it('shows a caller what it may see', async () => {
    const { body } = await stage.call('get', '/jobs', DATAMEER_KEY).expect(200);
    const seen = new Set(body.jobs.map(({ connection }: { connection: string }) => connection));
    expect([...seen]).toEqual(['dm-prod']);
    expect(body.unreachable).not.toContain('hmc-lab');
    const other = await stage.call('get', '/jobs?connection=hmc-lab', DATAMEER_KEY).expect(200);
    expect(other.body).toEqual({ jobs: [], nextCursor: null, complete: true, unreachable: [] });
  });

  it.each(['/jobs', '/jobs/summary', '/events'])(
    '[list.values] refuses names that are none, and too many: %s',
    async (path) => {
      const many = Array.from({ length: 101 }, (_, nth) => `c${nth}`).join(',');
      for (const query of ['connection=a~b', 'provider=A', `connection=${many}`, `connection=${'x'.repeat(9_000)}`]) {
        const { body } = await stage.call('get', `${path}?${query}`).expect(400);
        expect(body.errors).toMatchObject([{ pointer: `?${query.split('=')[0]}` }]);
      }
    },
  );

  it('[problem.errors-bounded] lists twenty faults, and the number of the others', async () => {
    const words = Array.from({ length: 99 }, (_, nth) => `word${nth}`);
    const { body, text } = await stage.call('get', `/jobs?state=${words.join(',')}`).expect(400);
    expect(body.errors).toHaveLength(20);
    expect(body.detail).toContain('20 of 99');
    expect(text.length).toBeLessThan(10_000);
    const members = Object.fromEntries(words.map((word) => [word, 1]));
    const refused = await stage.call('post', '/jobs').send(members).expect(400);
    expect(refused.body.errors).toHaveLength(20);
    expect(refused.body.detail).toContain('20 of 99');
  });

  it('[list.bad-cursor] refuses a cursor of another order', async () => {
    const { body } = await page('limit=1');
    const response = await stage.call('get', `/jobs?sort=startedAt&cursor=${body.nextCursor}`).expect(400);
    expect(response.body.code).toBe('invalid-cursor');
  });
});

describe('connections', () => {
  it('are listed with capabilities and health', async () => {
    await stage.isCaredFor('hmc-lab');
    const { body } = await stage.call('get', '/connections').expect(200);
    expect(body.connections.map(({ name }: { name: string }) => name)).toEqual(['dm-prod', 'hmc-lab']);
    expect(body.connections[0]).toMatchObject({ health: { status: 'unattended' }, provider: 'datameer' });
    expect(JSON.stringify(body)).not.toContain('password');
  });

  it('that a caller may not see are not in the list', async () => {
    const { body } = await stage.call('get', '/connections', DATAMEER_KEY).expect(200);
    expect(body.connections.map(({ name }: { name: string }) => name)).toEqual(['dm-prod']);
  });
});
