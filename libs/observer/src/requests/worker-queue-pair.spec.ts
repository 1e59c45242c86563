import { connectRedis } from '#libs/store';
import { Queue } from 'bullmq';
import { pino } from 'pino';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { WorkerQueuePair } from './worker-queue-pair.js';

const PREFIX = 'test:{worker:one}';
const CEASED_MS = 11_000;

describe('the queues of a worker', () => {
  let server: RedisServer;
  let pair: WorkerQueuePair;
  let now: number;
  let handled: string[];
  let messages: string[];

  beforeEach(async () => {
    server = await openRedis();
    [now, handled, messages] = [Date.now(), [], []];
    const write = (line: string) => void messages.push((JSON.parse(line) as { msg: string }).msg);
    pair = new WorkerQueuePair({
      prefix: PREFIX,
      connect: () => connectRedis(server.location, { for: 'queue' }),
      handle: async ({ name }) => void handled.push(name),
      logger: pino({ level: 'warn' }, { write }),
      now: () => now,
    });
    await pair.start();
  });
  afterEach(async () => {
    await pair.stop();
    await server.close();
  });

  const cycles = () => handled.filter((name) => name === 'poll-cycle').length;
  async function put(kind: 'polls' | 'commands', name: string): Promise<void> {
    const connection = connectRedis(server.location, { for: 'queue' });
    const queue = new Queue(kind, { prefix: PREFIX, connection });
    await queue.add(name, {});
    await queue.close();
    connection.disconnect();
  }

  it('take polls, commands, and a poll cycle every second', async () => {
    await Promise.all([put('polls', 'a poll'), put('commands', 'a command')]);
    await eventually(() => expect(handled).toEqual(expect.arrayContaining(['a poll', 'a command'])));
    await eventually(() => expect(cycles()).toBeGreaterThan(1));
    await pair.keepAlive();
    expect(messages).toEqual([]);
  });

  it('have poll cycles again after Redis lost them', async () => {
    await eventually(() => expect(cycles()).toBeGreaterThan(0));
    await server.redis.command('FLUSHALL');
    const before = cycles();
    now += CEASED_MS;
    await pair.keepAlive();
    expect(messages).toContain('poll cycles have ceased and are scheduled again');
    await eventually(() => expect(cycles()).toBeGreaterThan(before + 1));
  });

  it('are connected anew when cycles do not come back, and take requests again', async () => {
    for (const _ of ['scheduled again', 'connected anew']) {
      now += CEASED_MS;
      await pair.keepAlive();
    }
    expect(messages).toContain('requests are not taken from the queues any more: connecting anew');
    await put('polls', 'a poll after that');
    await eventually(() => expect(handled).toContain('a poll after that'));
  });

  it('are gone when it has stopped', async () => {
    await eventually(() => expect(cycles()).toBeGreaterThan(0));
    await pair.stop();
    expect(await server.redis.command('KEYS', `${PREFIX}*`)).not.toContain(PREFIX);
  });
});
