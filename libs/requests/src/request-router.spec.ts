import { connectRedis } from '#libs/store';
import { Worker, type Job } from 'bullmq';
import { eventually } from '../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../test/stage/redis-server.js';
import { MOVED } from './queue.js';
import { RequestRouter } from './request-router.js';

const QUEUE = 'commands';
const [ONE, OTHER] = ['test:{worker:one}', 'test:{worker:other}'];
const WAIT_MS = 10_000;

describe('requests for a connection', () => {
  let server: RedisServer;
  let closing: (() => Promise<unknown>)[];

  beforeEach(async () => {
    server = await openRedis();
    closing = [];
  });
  afterEach(async () => {
    await Promise.all(closing.map((close) => close()));
    await server.close();
  });

  function router(holder: () => string | null): RequestRouter {
    const locate = async () => {
      const prefix = holder();
      return prefix === null ? null : { prefix, queue: QUEUE };
    };
    const routed = new RequestRouter({ connect: () => connectRedis(server.location, { for: 'queue' }), locate });
    closing.push(() => routed.close());
    return routed;
  }

  /** A worker's end of its queue; `seen`: the names under which BullMQ holds the requests that came. */
  function worker(prefix: string, answer: (job: Job) => unknown): { seen: (string | undefined)[] } {
    const seen: (string | undefined)[] = [];
    const client = connectRedis(server.location, { for: 'queue' });
    const handle = async (job: Job) => {
      seen.push(job.id);
      return answer(job);
    };
    const bull = new Worker(QUEUE, handle, { prefix, connection: client });
    bull.on('error', () => undefined);
    closing.push(async () => {
      await bull.close(true).catch(() => undefined);
      client.disconnect();
    });
    return { seen };
  }

  const start = { name: 'command', id: 'c1', data: { command: '1' } };

  it('carry the connection, and bring back what its worker answers', async () => {
    worker(ONE, ({ data }) => data);
    expect(await router(() => ONE).ask('hmc-lab', 'commands', start, WAIT_MS)).toEqual({
      ...start.data,
      connection: 'hmc-lab',
    });
  });

  it('are put into the queue of the next worker when the lease moves', async () => {
    let holder = ONE;
    const asked = router(() => holder).ask('hmc-lab', 'commands', start, WAIT_MS);
    await eventually(async () => expect(await server.redis.command('LLEN', `${ONE}:${QUEUE}:wait`)).toContain('1'));
    const { seen } = worker(OTHER, () => 'done');
    holder = OTHER;
    expect(await asked).toBe('done');
    expect(seen).toHaveLength(1);
  });

  it('with a name are carried out by the worker that refused them, once it runs the connection', async () => {
    let refusals = 1;
    const { seen } = worker(ONE, () => (refusals-- > 0 ? MOVED : 'done'));
    expect(await router(() => ONE).ask('hmc-lab', 'commands', start, WAIT_MS)).toBe('done');
    expect(seen).toHaveLength(2);
    expect(new Set(seen).size).toBe(2);
  });

  it('end without an outcome when no worker runs the connection in time, or the sender closes', async () => {
    const lonely = router(() => null);
    expect(await lonely.ask('hmc-lab', 'commands', start, 300)).toBeNull();
    const asked = lonely.ask('hmc-lab', 'commands', start, 60_000);
    await lonely.close();
    expect(await asked).toBeNull();
  });
});
