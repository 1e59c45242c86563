import { Store } from '#libs/store';
import { NO_FILTER, SubscriptionRepository } from '#libs/webhooks';
import { randomBytes } from 'node:crypto';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { operate } from '../../test/operator.scene.js';
import { EXIT } from '../operator.usage.js';

const SUBSCRIPTION = {
  ...{ owner: 'ops', grant: { connections: ['*'], at: 1 }, description: null, selection: 'matching' as const },
  ...{ filter: NO_FILTER, secrets: [{ value: 'whsec_x', until: null }], disabled: null, createdAt: 1, changedAt: 1 },
};

describe('jobgate migrate', () => {
  let server: RedisServer;
  let store: Store;
  let tests = 0;
  let prefix = '';

  beforeAll(async () => (server = await openRedis()));
  afterAll(() => server.close());
  beforeEach(() => {
    prefix = `migrated-${(tests += 1)}`;
    store = Store.connect(server.location, prefix);
  });
  afterEach(async () => {
    await store.processes.end();
    await store.close();
  });

  const migrate = () => operate(['migrate'], { redis: { url: server.redis.url, prefix } });
  const resultFormat = async () => (await store.formats.load()).result;

  it('has nothing to do where an empty Redis was begun with', async () => {
    expect(await resultFormat()).toBe(2);
    expect(await migrate()).toMatchObject({ code: EXIT.done, out: expect.stringContaining('already') });
  });

  it('raises what an earlier version has left, and has nothing to do the second time', async () => {
    await store.redis.set(`${prefix}:{dm-prod}:version`, 7);
    expect(await resultFormat()).toBe(1);
    expect(await migrate()).toMatchObject({
      code: EXIT.done,
      out: 'result: format 1 → 2\nduration: format 1 → 2\nownership: format 1 → 2\n',
    });
    expect(await resultFormat()).toBe(2);
    expect(await migrate()).toMatchObject({ code: EXIT.done, out: expect.stringContaining('already') });
  });

  it('is followed by processes that run', async () => {
    await store.redis.set(`${prefix}:{dm-prod}:version`, 7);
    expect(await store.formats.of('result')).toBe(1);
    await migrate();
    await eventually(async () => expect(await store.formats.of('result')).toBe(2));
  });

  it('changes nothing while a worker of an earlier version is there', async () => {
    await store.redis.set(`${prefix}:{dm-prod}:version`, 7);
    await store.heartbeats.report('old-worker', 60_000);
    expect(await migrate()).toMatchObject({ code: EXIT.failed, errors: expect.stringContaining('1 of 1 workers') });
    expect(await resultFormat()).toBe(1);
    store.processes.begin({ role: 'worker', host: 'here', pid: 1 });
    await eventually(async () => expect(await store.processes.all()).toHaveLength(1));
    expect(await migrate()).toMatchObject({ code: EXIT.done });
  });

  it('changes nothing while a process is there that does not read the newest formats', async () => {
    await store.redis.set(`${prefix}:{dm-prod}:version`, 7);
    const older = { role: 'gateway', host: 'there', pid: 9, forms: { result: 1 } };
    await store.redis.set(store.keys.process('older'), JSON.stringify(older), 'PX', 60_000);
    const { code, errors } = await migrate();
    expect([code, errors]).toEqual([EXIT.failed, expect.stringContaining('gateway 9 on there')]);
    expect(await resultFormat()).toBe(1);
  });

  it('seals subscriptions by the first key, whoever wrote them, so that the other keys can go', async () => {
    const keys = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
    const book = new SubscriptionRepository(store);
    const add = (url: string) => book.add({ ...SUBSCRIPTION, url });
    await store.formats.load();
    const made = [await add('https://a.example/plain')];
    store.values.useKeys([keys[1]!]);
    made.push(await add('https://a.example/by-the-second'));
    const command = (name: string, ...encryptionKey: string[]) =>
      operate([name], { redis: { url: server.redis.url, prefix, encryptionKey } });
    expect((await command('doctor', ...keys)).out).toContain(
      '0 of 2 webhook subscriptions are sealed by the first key',
    );
    expect((await command('migrate', ...keys)).out).toBe(
      'subscription: 2 texts written anew by the present redis.encryptionKey\n',
    );
    expect((await command('migrate', ...keys)).out).toContain('already');
    expect((await command('doctor', keys[0]!)).out).toContain(
      '2 of 2 webhook subscriptions are sealed by the first key',
    );
    store.values.useKeys([keys[0]!]);
    expect([...(await new SubscriptionRepository(store).all()).values()]).toEqual(expect.arrayContaining(made));
  });

  it('removes texts of durations in their first form, whenever they were left', async () => {
    const name = store.keys.durations('dm-prod');
    await store.redis.set(`${prefix}:{dm-prod}:version`, 7);
    await store.redis.hset(name, { all: '{}', 'of nightly': '{}', runs: '{}', 'runs of all': '{}', clock: '5' });
    expect((await migrate()).out).toContain('duration: 2 values of format 1 removed\n');
    expect(await store.durations.read('dm-prod')).toEqual({ runs: '{}', 'runs of all': '{}', clock: '5' });
    await store.redis.hset(name, 'of weekly', '{}');
    expect((await migrate()).out).toBe('duration: 1 values of format 1 removed\n');
    expect((await migrate()).out).toContain('already');
  });
});
