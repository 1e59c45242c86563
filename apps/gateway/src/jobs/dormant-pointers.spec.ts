import { AWAKE_AFTER_READ_MS, formatJobId, type JobRecord } from '#libs/jobs';
import { eventually } from '../../../../test/stage/eventually.js';
import { EventListener } from '../../test/event-listener.js';
import { GatewayStage, KEY } from '../../test/gateway.stage.js';
import { freshKey, runningRecord, seenNow } from '../../test/records.js';
import { PointerReadsReporter } from '../demand/pointer-reads.reporter.js';

const HOUR_MS = AWAKE_AFTER_READ_MS;
/** The clock that all processes share follows that of Redis, and may differ from that of this process. */
const CLOCKS_APART_MS = 1_000;

let stage: GatewayStage;
beforeAll(async () => {
  stage = await GatewayStage.open();
}, 30_000);
afterAll(() => stage.close());

interface Pointer {
  id: string;
  key: string;
  record: JobRecord;
}

/** A pointer that nobody has read for three hours; its next check is in an hour. */
async function dormant(): Promise<Pointer> {
  const [now, key] = [Date.now(), `config-${freshKey()}`];
  const id = formatJobId({ connection: 'dm-prod', key });
  const record = seenNow(runningRecord, {
    ...{ id, key, kind: 'pointer', targetKey: '41', trackedAt: now - 4 * HOUR_MS, changedAt: now - 4 * HOUR_MS },
    expiresAt: now + 24 * HOUR_MS,
    check: { intervalMs: HOUR_MS, reason: 'nobody has read it for 3 h' },
    observation: { observedAt: now - 60_000, attemptedAt: now - 60_000, nextCheckAt: now + HOUR_MS },
  });
  return { id, key, record: await stage.has(record) };
}

const stored = async ({ key }: Pointer) => (await stage.store.jobs.read({ connection: 'dm-prod', key }))!.record;
const dueAt = async ({ key }: Pointer) => Number(await stage.store.redis.zscore('test:{dm-prod}:schedule', key));
const readAt = async ({ key }: Pointer) => Number(await stage.store.redis.zscore('test:{dm-prod}:pointers:read', key));

/** Due at once, as often as others from then on, and not forgotten. */
async function expectAwake(pointer: Pointer, since: number): Promise<void> {
  const record = await stored(pointer);
  expect({ expiresAt: record.expiresAt, revision: record.revision, state: record.state }).toEqual({
    expiresAt: null,
    revision: pointer.record.revision,
    state: 'running',
  });
  expect(await dueAt(pointer)).toBeLessThanOrEqual(Date.now() + CLOCKS_APART_MS);
  expect(await dueAt(pointer)).toBe(record.observation.nextCheckAt);
  expect(await readAt(pointer)).toBeGreaterThanOrEqual(since - CLOCKS_APART_MS);
}

describe('a dormant pointer', () => {
  it('[pointer.unread] explains when it is polled and deleted', async () => {
    const pointer = await dormant();
    const { body } = await stage.call('get', `/jobs/${pointer.id}/explain`).expect(200);
    expect(body).toMatchObject({ intervalMs: HOUR_MS, reason: expect.stringContaining('nobody has read it') });
    expect((await stored(pointer)).expiresAt).toBe(pointer.record.expiresAt);
  });

  it('[pointer.read-again] is due at once when it is read, and the response shows that', async () => {
    const pointer = await dormant();
    const since = Date.now();
    const { body, headers } = await stage.call('get', `/jobs/${pointer.id}`).expect(200);
    expect(body).toMatchObject({ expiresAt: null, observation: { status: 'fresh' } });
    expect(Date.parse(body.observation.nextCheckAt)).toBeLessThanOrEqual(Date.now() + CLOCKS_APART_MS);
    expect(headers['retry-after']).toBe('1');
    const maxAge = Number(/max-age=(\d+)/.exec(headers['cache-control']!)![1]);
    expect(maxAge).toBe(Number(headers['age']));
    await expectAwake(pointer, since);
  });

  it('[pointer.read-again] is due at once after a HEAD, and is read as usual from then on', async () => {
    const pointer = await dormant();
    const since = Date.now();
    await stage.call('head', `/jobs/${pointer.id}`).expect(200);
    await expectAwake(pointer, since);
    const { body } = await stage.call('get', `/jobs/${pointer.id}`).expect(200);
    expect(body.expiresAt).toBeNull();
  });

  it.each<[string, (pointer: Pointer) => Promise<unknown>]>([
    ['a list', () => stage.call('get', '/jobs?kind=pointer&limit=200').expect(200)],
    ['a list in another order', () => stage.call('get', '/jobs?kind=pointer&sort=name&limit=200').expect(200)],
    [
      'a batch',
      ({ id }) =>
        stage
          .call('post', '/jobs/batch')
          .send({ ids: [id] })
          .expect(200),
    ],
    ['tracking', ({ id }) => stage.call('post', '/jobs').send({ id }).expect(200)],
    ['a description', ({ id }) => stage.call('patch', `/jobs/${id}`).send({ name: 'Load' }).expect(200)],
    ['a page of events', ({ id }) => stage.call('get', `/jobs/${id}/events?format=json`).expect(200)],
    ['a page of the events of many', () => stage.call('get', '/events?kind=pointer&format=json').expect(200)],
  ])('[pointer.read-again] is due at once by %s', async (_, act) => {
    const pointer = await dormant();
    await act(pointer);
    await eventually(async () => {
      expect((await stored(pointer)).expiresAt).toBeNull();
      expect(await dueAt(pointer)).toBeLessThanOrEqual(Date.now() + CLOCKS_APART_MS);
      expect(await readAt(pointer)).toBeGreaterThan(Date.now() - HOUR_MS);
    });
  });

  it('is no change, and invalidates the caches of other gateways', async () => {
    const pointer = await dormant();
    const listener = new EventListener(`${await stage.app.getUrl()}/jobs/${pointer.id}/events`, KEY);
    await listener.saw(`snapshot ${pointer.id} ${pointer.record.revision}`);
    listener.close();
    const entries = await stage.store.redis.xrevrange('test:{dm-prod}:events', '+', '-', 'COUNT', 1);
    expect(entries[0]![1]).toEqual(expect.arrayContaining(['type', 'touched', 'key', pointer.key]));
  });
});

describe('reads of pointers', () => {
  const flush = () => stage.app.get(PointerReadsReporter).flush();

  async function pointer(): Promise<Pointer> {
    const key = `config-${freshKey()}`;
    const id = formatJobId({ connection: 'dm-prod', key });
    return { id, key, record: await stage.has(seenNow(runningRecord, { id, key, kind: 'pointer' })) };
  }

  it('are said together once in some minutes, however many there are', async () => {
    await flush();
    const pointers = [await pointer(), await pointer()];
    const run = await stage.has(seenNow(runningRecord));
    for (let nth = 0; nth < 20; nth += 1) {
      for (const { id } of [...pointers, run]) await stage.call('get', `/jobs/${id}`).expect(200);
    }
    expect(await Promise.all(pointers.map(readAt))).toEqual([0, 0]);
    const calls = async () => /cmdstat_zadd:calls=(\d+)/.exec(await stage.store.redis.info('commandstats'))?.[1];
    const before = Number(await calls());
    await flush();
    // Two for the two, by one script.
    expect(Number(await calls()) - before).toBe(2);
    for (const one of pointers) expect(Date.now() - (await readAt(one))).toBeLessThan(60_000);
    expect(await readAt({ ...pointers[0]!, key: run.key })).toBe(0);
  });

  it('are said of a stream of many jobs, with what it is narrowed to, as long as it is open', async () => {
    const url = `${await stage.app.getUrl()}/events?connection=dm-prod&label=team:bi&q=load&state=terminal`;
    const listener = new EventListener(url, KEY);
    const filter = { labels: [{ label: 'team', value: 'bi' }], text: 'load' };
    const streams = () => stage.store.pointerReads.streams('dm-prod', Date.now() - HOUR_MS);
    const [first] = await eventually(async () => {
      const found = (await streams()).filter((one) => one.filter.text === 'load');
      expect(found).toMatchObject([{ filter }]);
      return found;
    });
    await flush();
    const [second] = (await streams()).filter((one) => one.filter.text === 'load');
    expect(second!.at).toBeGreaterThan(first!.at);
    listener.close();
    await eventually(async () => {
      const [before] = (await streams()).filter((one) => one.filter.text === 'load');
      await flush();
      const [after] = (await streams()).filter((one) => one.filter.text === 'load');
      expect(after!.at).toBe(before!.at);
    });
  });

  it('are not said of what is tracked no longer', async () => {
    const gone = await pointer();
    await stage.call('get', `/jobs/${gone.id}`).expect(200);
    await stage.call('delete', `/jobs/${gone.id}`).expect(204);
    await flush();
    expect(await readAt(gone)).toBe(0);
  });
});
