import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { eventually } from '../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../test/stage/redis-server.js';
import { TcpProxy } from '../../../test/stage/tcp.proxy.js';
import { WorkerWatch } from './worker-watch.js';

const ROUNDS = 10;
let names = 0;

describe('the watch over a worker of BullMQ', () => {
  let redis: RedisServer;
  let proxy: TcpProxy;
  let client: Redis;
  let queue: Queue;
  let worker: Worker | null = null;

  beforeAll(async () => (redis = await openRedis()));
  afterAll(() => redis.close());
  beforeEach(async () => {
    proxy = await TcpProxy.open(redis.redis.port);
    client = new Redis(proxy.port, { maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    queue = new Queue(`watched-${(names += 1)}`, { connection: client });
  });
  afterEach(async () => {
    const closing = worker?.close(true);
    worker = null;
    client.disconnect();
    await proxy.close();
    await closing?.catch(() => undefined);
  });

  const work = (watch: WorkerWatch, concurrency: number, job: () => Promise<void>) => {
    worker = new Worker(queue.name, () => watch.during(job), { connection: client, concurrency });
    worker.on('error', () => undefined);
  };
  const rounds = async (watch: WorkerWatch) => {
    const answers: boolean[] = [];
    for (let round = 0; round < ROUNDS; round += 1) answers.push(await watch.isAlive());
    return answers;
  };

  it('is content with one that has nothing to do, and with one that does all it can', async () => {
    const watch = new WorkerWatch(queue, 2);
    expect(await rounds(watch)).not.toContain(false);
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    let begun = 0;
    work(watch, 2, () => ((begun += 1), ended));
    for (const name of ['a', 'b', 'c']) await queue.add(name, {});
    await eventually(() => expect(begun).toBe(2));
    expect(await rounds(watch)).not.toContain(false);
    end();
    await eventually(() => expect(begun).toBe(3));
  });

  it('misses one that takes nothing, though jobs wait, until it takes one', async () => {
    const watch = new WorkerWatch(queue, 2);
    await queue.add('a', {});
    expect((await rounds(watch)).filter((isAlive) => !isAlive).length).toBeGreaterThan(0);
    work(watch, 2, async () => undefined);
    await eventually(async () => expect(await queue.getWaitingCount()).toBe(0));
    expect(await watch.isAlive()).toBe(true);
  });

  it('misses one whose connection is open and dead', async () => {
    const watch = new WorkerWatch(queue, 2);
    work(watch, 2, async () => undefined);
    await worker!.waitUntilReady();
    expect(await watch.isAlive()).toBe(true);
    proxy.freeze();
    expect((await rounds(watch)).at(-1)).toBe(false);
  }, 30_000);
});
