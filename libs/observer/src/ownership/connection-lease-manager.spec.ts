import { ProviderRegistry } from '#libs/providers';
import { EVER, ObservationRequests } from '#libs/requests';
import { shardOf, SignalReader, Store } from '#libs/store';
import { json } from '../../../../test/contract/scripted-reply.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { DETAILS, openDatameer, runIs } from '../../test/datameer.scene.js';
import { queueAccessOf, routesOf } from '../../test/queue.access.js';
import { latch, MINUTE, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { Wire } from '../../test/wire.js';
import { ConnectionLeaseManager } from './connection-lease-manager.js';
import type { ConnectionSettings, TrackingRules } from '../connection-context.js';

let redis: RedisServer;
let scene: PollingScene;
let requests: ObservationRequests;
let clockIsAheadBy = 0;
const processes: Process[] = [];

beforeAll(async () => (redis = await openRedis(['--appendonly', 'yes', '--appendfsync', 'always'])));
afterAll(() => redis.close());
beforeEach(async () => {
  scene = await openDatameer(redis);
  requests = new ObservationRequests(routesOf(redis.location, scene.store));
  clockIsAheadBy = 0;
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((one) => one.end()));
  await requests.close();
  await scene.close();
});

/** One worker process, as far as it matters here: a way to Redis and a leaseManager of its own. */
class Process {
  readonly store: Store;
  readonly leaseManager: ConnectionLeaseManager;
  private readonly signals: SignalReader;

  private constructor(private readonly wire: Wire) {
    const location = { ...redis.location, port: wire.port };
    this.store = Store.connect(location, scene.store.keys.prefix);
    this.leaseManager = new ConnectionLeaseManager({
      connections: [scene.settings],
      tracking: scene.context.tracking,
      providers: new ProviderRegistry([scene.context.provider]),
      store: this.store,
      queueAccess: queueAccessOf(location, this.store),
      logger: scene.context.logger,
      now: () => Date.now() + clockIsAheadBy,
    });
    const { keys } = this.store;
    this.signals = new SignalReader(location, keys, (connections) => this.leaseManager.signaled(connections));
  }

  static async start(): Promise<Process> {
    const started = new Process(await Wire.to(redis.redis.port));
    processes.push(started);
    started.leaseManager.start();
    return started;
  }

  /** The connection with these changes; null: none. */
  applyConfig(changes: Partial<ConnectionSettings> | null, tracking: Partial<TrackingRules> = {}): void {
    this.leaseManager.applyConfig({
      connections: changes === null ? [] : [{ ...scene.settings, ...changes }],
      tracking: { ...scene.context.tracking, ...tracking },
    });
  }

  get isCaring(): boolean {
    return this.leaseManager.connections.length > 0;
  }

  /** Cuts it off from Redis: for everybody else it has died. */
  async die(): Promise<void> {
    await this.wire.cut();
    // What would happen by itself some seconds later.
    await scene.store.redis.hdel(scene.store.keys.leases(shardOf(scene.settings.name)), scene.settings.name);
  }

  async end(): Promise<void> {
    await this.leaseManager.stop();
    await this.signals.close();
    await this.store.close();
    await this.wire.cut();
  }
}

const caring = (one: Process) => eventually(() => expect(one.isCaring).toBe(true));

/** Tracks a run that is due at once, and waits until somebody has seen it end. */
async function expectPolled(key: string): Promise<void> {
  runIs(scene, key, 'RUNNING');
  await scene.poll(key);
  runIs(scene, key, 'COMPLETED');
  await scene.store.schedule.bringForward(scene.settings.name, [key], 1);
  await eventually(async () => expect(await scene.job(key)).toMatchObject({ state: 'succeeded' }), 15_000);
}

describe('a leaseManager', () => {
  it('polls due jobs and requested jobs', async () => {
    await caring(await Process.start());
    await expectPolled('1');
    runIs(scene, '2', 'RUNNING');
    expect(await requests.observe(scene.address('2'), 5 * SECOND, Date.now(), 'somebody')).toEqual({
      result: 'observed',
    });
    expect(await scene.job('2')).toMatchObject({ state: 'running', observation: { source: 'demand' } });
  });

  it('serves the queues of connections for as long as processes of an earlier version are there', async () => {
    const { redis: client, keys, formats } = scene.store;
    await client.hset(keys.formats(), 'ownership', 1);
    await formats.load();
    await caring(await Process.start());
    expect(await client.exists(keys.owner(scene.settings.name))).toBe(1);
    const asks = async (key: string) => (await requests.observe(scene.address(key), SECOND, EVER, 'somebody'))?.result;
    expect(await asks('1')).toBe('not-found');
    const connectionQueues = () => client.exists(`${keys.queuePrefix(scene.settings.name)}:looks:meta`);
    expect(await connectionQueues()).toBe(1);
    await formats.raise();
    await eventually(async () => expect(await client.exists(keys.owner(scene.settings.name))).toBe(0), 15_000);
    await eventually(async () => expect(await asks('2')).toBe('not-found'));
    expect(await scene.store.leases.owner(scene.settings.name)).not.toBeNull();
  }, 40_000);

  it('says in the log which request failed', async () => {
    await caring(await Process.start());
    const nonsense = { name: 'nonsense', data: {} };
    expect(await requests.router.ask(scene.settings.name, 'commands', nonsense, 5 * SECOND)).toBeNull();
    const failure = { msg: 'a request failed', request: 'nonsense' };
    await eventually(() => expect(scene.log).toContainEqual(expect.objectContaining(failure)));
  });

  it('asks once for all who ask for the same, and not at all for what is known to be absent', async () => {
    await caring(await Process.start());
    const { opened, open } = latch();
    runIs(scene, '1', { play: 'held', reply: json(200, { jobStatus: 'RUNNING', counters: {} }), until: opened });
    const asked = Array.from({ length: 50 }, () =>
      requests.observe(scene.address('1'), 5 * SECOND, Date.now(), 'somebody'),
    );
    await scene.upstream.arrived(1);
    open();
    expect(new Set((await Promise.all(asked)).map((outcome) => outcome?.result))).toEqual(new Set(['observed']));
    expect(scene.calls()).toEqual([`${DETAILS}1`]);
    expect(await requests.observe(scene.address('404'), 5 * SECOND, Date.now(), 'somebody')).toEqual({
      result: 'not-found',
    });
    scene.calls();
    expect(await requests.observe(scene.address('404'), 5 * SECOND, Date.now(), 'somebody')).toEqual({
      result: 'not-found',
    });
    expect(scene.calls()).toEqual([]);
  });

  it('leaves no connection to Redis behind when it stops', async () => {
    const clients = async () =>
      (await redis.redis.command('CLIENT', 'LIST')).split('\n').filter((line) => line.includes('id=')).length;
    await requests.close();
    const before = await clients();
    const one = await Process.start();
    await caring(one);
    await expectPolled('1');
    expect(await clients()).toBeGreaterThan(before + 1);
    await one.end();
    await eventually(async () => expect(await clients()).toBe(before));
  });

  it('tries again when it could not begin', async () => {
    const key = scene.store.keys.connectionStatus(scene.settings.name);
    await scene.store.redis.del(key);
    await scene.store.redis.set(key, 'not a hash');
    const one = await Process.start();
    await eventually(() => expect(scene.log.map(({ msg }) => msg)).toContain('a connection could not be started'));
    expect(one.isCaring).toBe(false);
    await scene.store.redis.del(key);
    await caring(one);
    await expectPolled('1');
  });
});

describe('a leaseManager whose configuration changes', () => {
  const NEW_CREDENTIALS = { user: 'u', password: 'another one' };
  const authorization = (user: string, password: string) =>
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

  it('goes on with the new credentials, and finishes what is in hand with the old ones', async () => {
    const one = await Process.start();
    await caring(one);
    const { opened, open } = latch();
    runIs(scene, '1', { play: 'held', reply: json(200, { jobStatus: 'RUNNING', counters: {} }), until: opened });
    const asked = requests.observe(scene.address('1'), 10 * SECOND, Date.now(), 'somebody');
    await scene.upstream.arrived(1);
    one.applyConfig({ auth: NEW_CREDENTIALS });
    expect(one.isCaring).toBe(true);
    open();
    expect(await asked).toEqual({ result: 'observed' });
    await eventually(() => expect(one.isCaring).toBe(false));
    await caring(one);
    runIs(scene, '2', 'RUNNING');
    await eventually(async () =>
      expect(await requests.observe(scene.address('2'), 5 * SECOND, Date.now(), 'somebody')).toEqual({
        result: 'observed',
      }),
    );
    const sent = scene.upstream.received.map(({ headers }) => headers['authorization']);
    expect(sent.at(-1)).toBe(authorization('u', 'another one'));
    expect(sent[0]).not.toBe(sent.at(-1));
  });

  it('leaves a connection alone that has not changed', async () => {
    const one = await Process.start();
    await caring(one);
    one.applyConfig({});
    await expectPolled('1');
    expect(scene.log.map(({ msg }) => msg)).not.toContain('connection released');
  });

  it('polls again soon if the former credentials were refused', async () => {
    const { connectionStatus, redis: client, keys } = scene.store;
    const { name } = scene.settings;
    runIs(scene, '1', 'RUNNING');
    await scene.poll('1');
    const one = await Process.start();
    await caring(one);
    runIs(scene, '1', { status: 401, body: '' });
    await requests.observe(scene.address('1'), 5 * SECOND, Date.now(), 'somebody');
    await eventually(async () => expect((await connectionStatus.read(name)).circuit.cause).toBe('log-on-refused'));
    await client.zadd(keys.schedule(name), Date.now() + MINUTE, '1');
    scene.calls();
    runIs(scene, '1', 'COMPLETED');
    one.applyConfig({ limits: { ...scene.settings.limits, concurrency: 3 } });
    await eventually(() => expect(one.isCaring).toBe(false));
    await caring(one);
    expect((await connectionStatus.read(name)).circuit.status).toBe('open');
    expect(scene.calls()).toEqual([]);
    one.applyConfig({ auth: NEW_CREDENTIALS });
    await eventually(async () => expect(await scene.job('1')).toMatchObject({ state: 'succeeded' }), 15_000);
    expect((await connectionStatus.read(name)).circuit.status).toBe('closed');
  });

  it('lets go of a connection that is taken out, and takes it when it is there again', async () => {
    const one = await Process.start();
    await caring(one);
    one.applyConfig(null);
    await eventually(() => expect(one.isCaring).toBe(false));
    await eventually(async () => expect(await scene.store.leases.owner(scene.settings.name)).toBeNull());
    one.applyConfig({});
    await caring(one);
    await expectPolled('1');
  });

  it('keeps ended jobs for as long as it says from then on', async () => {
    const one = await Process.start();
    await caring(one);
    one.applyConfig({}, { retentionMs: 1_234_567 });
    await expectPolled('1');
    const { changedAt, expiresAt } = (await scene.job('1'))!;
    expect(expiresAt! - changedAt).toBe(1_234_567);
  });
});

describe('two workers', () => {
  it('share out a connection: one has it, and the other one when that stops', async () => {
    const first = await Process.start();
    await caring(first);
    const second = await Process.start();
    await expectPolled('1');
    expect([first.isCaring, second.isCaring]).toEqual([true, false]);
    await first.leaseManager.stop();
    await caring(second);
    expect(first.isCaring).toBe(false);
    await expectPolled('2');
  });

  it('take over from one that has died, with what it had in hand', async () => {
    const first = await Process.start();
    await caring(first);
    runIs(scene, '1', 'RUNNING');
    await scene.poll('1');
    scene.calls();
    runIs(scene, '1', { play: 'silence' });
    await scene.store.schedule.bringForward(scene.settings.name, ['1'], 1);
    await scene.upstream.arrived(1);
    await first.die();
    runIs(scene, '1', 'COMPLETED');
    const second = await Process.start();
    await caring(second);
    // The lease that the dead one held is over sooner for a clock that is ahead.
    clockIsAheadBy = 11 * SECOND;
    await eventually(async () => expect(await scene.job('1')).toMatchObject({ state: 'succeeded' }), 15_000);
    await expectPolled('2');
  });
});

describe('a leaseManager that has lost Redis', () => {
  it('stops nevertheless, within ten seconds', async () => {
    const one = await Process.start();
    await caring(one);
    await expectPolled('1');
    await one.die();
    const begun = performance.now();
    await one.leaseManager.stop();
    expect(performance.now() - begun).toBeLessThan(10 * SECOND);
    expect(one.isCaring).toBe(false);
  });
});

describe('a Redis that', () => {
  it('goes away and comes back finds its leaseManager at work again', async () => {
    const one = await Process.start();
    await caring(one);
    await expectPolled('1');
    await redis.redis.kill();
    for (let time = 0; time < 3; time += 1) expect(await one.store.isReachable()).toBe(false);
    await redis.redis.restart();
    await eventually(async () => expect(await scene.store.isReachable()).toBe(true));
    await expectPolled('2');
    expect(one.isCaring).toBe(true);
    runIs(scene, '3', 'RUNNING');
    await eventually(async () =>
      expect(await requests.observe(scene.address('3'), 2 * SECOND, Date.now(), 'somebody')).toEqual({
        result: 'observed',
      }),
    );
  });

  it('has forgotten everything is swept again as before', async () => {
    const one = await Process.start();
    await caring(one);
    await expectPolled('1');
    await scene.store.redis.flushall();
    await expectPolled('2');
  });
});
