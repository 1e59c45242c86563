import { connectRedis } from '#libs/store';
import { Worker, type Job } from 'bullmq';
import { eventually } from '../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../test/stage/redis-server.js';
import { ObservationRequests } from './observation-requests.js';
import { EVER, MOVED, SHARE_USED, type ObserveOutcome, type ObserveRequest } from './queue.js';
import type { QueueLocation } from './queue-locator.js';
import { MOST_WAITING } from './request-queue.js';

const OBSERVED: ObserveOutcome = { result: 'observed' };
const PREFIX = 'test:{worker:one}';
const QUEUE = 'polls';
const WAITING = `${PREFIX}:${QUEUE}:wait`;
/** The different results among many outcomes. */
const results = async (asked: Promise<ObserveOutcome | null>[]) => [
  ...new Set((await Promise.all(asked)).map((outcome) => outcome?.result ?? null)),
];
const address = (key: string) => ({ connection: 'hmc-lab', key });

describe('requests to look at a job now', () => {
  let server: RedisServer;
  let closing: (() => Promise<unknown>)[] = [];
  const warnings: Error[] = [];
  const remember = (warning: Error) => warnings.push(warning);

  beforeEach(async () => {
    closing = [];
    server = await openRedis();
    process.on('warning', remember);
  });
  afterEach(async () => {
    process.off('warning', remember);
    await Promise.all(closing.map((close) => close()));
    await server.close();
    expect(warnings).toEqual([]);
  });

  function gateway(
    locate: () => Promise<QueueLocation | null> = async () => ({ prefix: PREFIX, queue: QUEUE }),
  ): ObservationRequests {
    const requests = new ObservationRequests({
      connect: () => connectRedis(server.location, { for: 'queue' }),
      locate,
    });
    closing.push(() => requests.close());
    return requests;
  }

  type Answer = (request: ObserveRequest, job: Job) => ObserveOutcome | Promise<ObserveOutcome>;

  /** A worker that answers every request; `seen` are the keys it was asked for. */
  function worker(
    answer: Answer = () => OBSERVED,
    options: { lockDuration?: number; stalledInterval?: number; prefix?: string } = {},
  ) {
    const seen: string[] = [];
    const client = connectRedis(server.location, { for: 'queue' });
    const process = async (job: Job) => {
      const request = job.data as ObserveRequest;
      seen.push(request.key);
      return answer(request, job);
    };
    const settings = { prefix: PREFIX, connection: client, concurrency: 64, ...options };
    const bull = new Worker(QUEUE, process, settings);
    bull.on('error', () => undefined);
    const close = async () => {
      await bull.close(true).catch(() => undefined);
      client.disconnect();
    };
    closing.push(close);
    return { seen, bull, close };
  }

  const waitingRequests = async () => Number(/\d+/.exec(await server.redis.command('LLEN', WAITING))?.[0]);

  it('ends soon when Redis has lost the request, as after a fail-over', async () => {
    const asked = gateway().observe(address('job'), 10_000, Date.now(), 'somebody');
    await eventually(async () => expect(await waitingRequests()).toBe(1));
    const lostAt = Date.now();
    await server.redis.command('FLUSHALL');
    expect(await asked).toBeNull();
    expect(Date.now() - lostAt).toBeLessThan(3_000);
  });

  it('brings back what the worker says', async () => {
    const outcome: ObserveOutcome = { result: 'trouble', kind: 'throttled', code: 'throttled', retryAfterMs: 500 };
    worker(({ key }) => (key === 'gone' ? { result: 'not-found' } : outcome));
    const requests = gateway();
    expect(await requests.observe(address('gone'), 5_000, Date.now(), 'somebody')).toEqual({ result: 'not-found' });
    expect(await requests.observe(address('slow'), 5_000, Date.now(), 'somebody')).toEqual(outcome);
  });

  it('makes one request of 1,000 at the same time, from two gateways', async () => {
    const [one, other] = [gateway(), gateway()];
    const asked = Array.from({ length: 1_000 }, (_, nth) =>
      (nth % 2 ? one : other).observe(address('job'), 10_000, Date.now(), 'somebody'),
    );
    await eventually(async () => expect(await waitingRequests()).toBe(1));
    const { seen } = worker();
    expect(await results(asked)).toEqual(['observed']);
    expect(seen).toEqual(['job']);
    expect(await waitingRequests()).toBe(0);
  }, 20_000);

  it('never lets a request that any observation answers stand for one that wants a new one', async () => {
    const requests = gateway();
    const askedAt = Date.now();
    const asked = [
      requests.observe(address('job'), 10_000, EVER, 'somebody'),
      requests.observe(address('job'), 10_000, askedAt, 'somebody'),
    ];
    await eventually(async () => expect(await waitingRequests()).toBe(2));
    const since: number[] = [];
    worker((request) => (since.push(request.askedAt), OBSERVED));
    expect(await results(asked)).toEqual(['observed']);
    expect(since.toSorted()).toEqual([EVER, askedAt].toSorted());
  });

  it('asks anew once a request is answered', async () => {
    const { seen } = worker();
    const requests = gateway();
    for (let turn = 0; turn < 3; turn += 1)
      expect(await requests.observe(address('job'), 5_000, Date.now(), 'somebody')).toEqual(OBSERVED);
    expect(seen).toEqual(['job', 'job', 'job']);
  });

  it('takes the latest request first', async () => {
    const requests = gateway();
    for (const key of ['first', 'second', 'third']) await requests.observe(address(key), 150, Date.now(), 'somebody');
    const { seen } = worker();
    await eventually(() => expect(seen).toEqual(['third', 'second', 'first']));
  });

  it('gives no answer within the wait when there is no worker, and leaves the request to the next one', async () => {
    const startedAt = Date.now();
    expect(await gateway().observe(address('job'), 300, Date.now(), 'somebody')).toBeNull();
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    const { seen } = worker();
    await eventually(() => expect(seen).toEqual(['job']));
  });

  it('gives no answer when the request fails, and asks anew the next time', async () => {
    let turn = 0;
    worker(() => {
      if ((turn += 1) === 1) throw new Error('a bug');
      return OBSERVED;
    });
    const requests = gateway();
    const startedAt = Date.now();
    expect(await requests.observe(address('job'), 10_000, Date.now(), 'somebody')).toBeNull();
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    expect(await requests.observe(address('job'), 5_000, Date.now(), 'somebody')).toEqual(OBSERVED);
  });

  it('is answered by another worker when the first dies with it in hand', async () => {
    const short = { lockDuration: 500, stalledInterval: 200 };
    const dying = worker(() => new Promise<never>(() => undefined), short);
    const requests = gateway();
    const asked = requests.observe(address('job'), 15_000, Date.now(), 'somebody');
    await eventually(() => expect(dying.seen).toEqual(['job']));
    await dying.close();
    const next = worker(() => OBSERVED, short);
    expect(await asked).toEqual(OBSERVED);
    expect(next.seen).toEqual(['job']);
  }, 20_000);

  it('hears of an answer although the connections broke while it waited', async () => {
    let answer: (outcome: ObserveOutcome) => void = () => undefined;
    const { seen } = worker(() => new Promise((resolve) => (answer = resolve)));
    const asked = gateway().observe(address('job'), 10_000, Date.now(), 'somebody');
    await eventually(() => expect(seen).toEqual(['job']));
    await server.redis.command('CLIENT', 'KILL', 'TYPE', 'normal');
    answer(OBSERVED);
    expect(await asked).toEqual(OBSERVED);
  }, 15_000);

  it('gives no answer while Redis is away, and one again when it is back', async () => {
    worker();
    const requests = gateway();
    expect(await requests.observe(address('before'), 5_000, Date.now(), 'somebody')).toEqual(OBSERVED);
    await server.redis.kill('SIGKILL');
    const startedAt = Date.now();
    expect(await requests.observe(address('during'), 300, Date.now(), 'somebody')).toBeNull();
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    await server.redis.restart();
    expect(await requests.observe(address('after'), 10_000, Date.now(), 'somebody')).toEqual(OBSERVED);
  }, 20_000);

  it('gives no answer while Redis is frozen, and one again when it wakes', async () => {
    worker();
    const requests = gateway();
    await requests.observe(address('before'), 5_000, Date.now(), 'somebody');
    server.redis.pause();
    const frozen = await Promise.all(
      Array.from({ length: 50 }, (_, nth) => requests.observe(address(`${nth}`), 300, Date.now(), 'somebody')),
    );
    server.redis.resume();
    expect(new Set(frozen)).toEqual(new Set([null]));
    expect(await requests.observe(address('after'), 10_000, Date.now(), 'somebody')).toEqual(OBSERVED);
  }, 20_000);

  it('lets no more requests wait than a worker may want to see, however many new jobs are read', async () => {
    const [one, other, requests] = [gateway(), gateway(), gateway()];
    const read = (from: number) =>
      Promise.all(
        Array.from({ length: 1_000 }, (_, nth) =>
          (nth % 2 ? one : other).observe(address(`new-${from + nth}`), 100, Date.now(), `requester-${nth}`),
        ),
      );
    // A busy machine gives some of them up before they are in the queue.
    for (let from = 0; from < 20_000 && (await waitingRequests()) < MOST_WAITING; from += 1_000) await read(from);
    const waiting = await waitingRequests();
    expect(waiting).toBeGreaterThanOrEqual(MOST_WAITING);
    expect(waiting).toBeLessThanOrEqual(2 * MOST_WAITING);
    const startedAt = Date.now();
    expect(await requests.observe(address('one-more'), 5_000, Date.now(), 'somebody')).toBeNull();
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    worker();
    await eventually(async () => expect(await waitingRequests()).toBe(0));
    expect(await requests.observe(address('one-more'), 5_000, Date.now(), 'somebody')).toEqual(OBSERVED);
  }, 60_000);

  it('lets few of one requester wait, and those of others beside them', async () => {
    const requests = gateway();
    const asked = Array.from({ length: 300 }, (_, nth) =>
      requests.observe(address(`job-${nth}`), 10_000, Date.now(), 'greedy'),
    );
    await eventually(async () => expect(await waitingRequests()).toBeGreaterThan(0));
    const other = requests.observe(address('job-299'), 10_000, Date.now(), 'modest');
    await eventually(async () => expect(await waitingRequests()).toBe(17));
    const { seen } = worker();
    expect(await other).toEqual(OBSERVED);
    expect(seen.slice(0, 17)).toContain('job-299');
    expect(await results(asked)).toEqual(['observed']);
  }, 30_000);

  it('tells a requester who has used up their share so without asking again, and nobody else', async () => {
    const used: ObserveOutcome = { result: 'trouble', kind: 'throttled', code: SHARE_USED, retryAfterMs: 60_000 };
    const { seen } = worker(({ asker }) => (asker === 'greedy' ? used : OBSERVED));
    const requests = gateway();
    for (const key of ['a', 'b', 'c']) {
      expect(await requests.observe(address(key), 5_000, Date.now(), 'greedy')).toEqual(used);
    }
    const both = ['greedy', 'modest'].map((requester) => requests.observe(address('d'), 5_000, EVER, requester));
    expect(await Promise.all(both)).toEqual([used, OBSERVED]);
    expect(seen).toEqual(['a', 'd']);
  });

  it('waits for a worker while none runs the connection', async () => {
    let location: QueueLocation | null = null;
    const { seen } = worker();
    const asked = gateway(async () => location).observe(address('job'), 10_000, Date.now(), 'somebody');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen).toEqual([]);
    location = { prefix: PREFIX, queue: QUEUE };
    expect(await asked).toEqual(OBSERVED);
    expect(seen).toEqual(['job']);
  });

  it.each([
    ['dies with it in hand', () => new Promise<never>(() => undefined)],
    ['does not run the connection any more', () => MOVED as unknown as ObserveOutcome],
  ])(
    'puts a request into the queue of the next worker when the first one %s',
    async (_, answer) => {
      const OTHER = 'test:{worker:two}';
      let prefix = PREFIX;
      const first = worker(answer);
      const second = worker(() => OBSERVED, { prefix: OTHER });
      const asked = gateway(async () => ({ prefix, queue: QUEUE })).observe(
        address('job'),
        15_000,
        Date.now(),
        'somebody',
      );
      await eventually(() => expect(first.seen).toContain('job'));
      prefix = OTHER;
      expect(await asked).toEqual(OBSERVED);
      expect(second.seen).toEqual(['job']);
    },
    20_000,
  );

  it('turns nobody away as long as a worker keeps up', async () => {
    worker();
    const requests = gateway();
    for (let from = 0; from < 3_000; from += 300) {
      const asked = Array.from({ length: 300 }, (_, nth) =>
        requests.observe(address(`job-${from + nth}`), 10_000, Date.now(), 'somebody'),
      );
      expect(await results(asked)).toEqual(['observed']);
    }
  }, 60_000);

  it.each(['is there', 'is gone', 'has frozen', 'was never there'])(
    'closes soon when Redis %s',
    async (fate) => {
      if (fate === 'was never there') await server.redis.kill('SIGKILL');
      const requests = gateway();
      const asked = requests.observe(address('job'), fate === 'was never there' ? 200 : 10_000, Date.now(), 'somebody');
      if (fate === 'was never there') expect(await asked).toBeNull();
      else await eventually(async () => expect(await waitingRequests()).toBe(1));
      if (fate === 'is gone') await server.redis.kill('SIGKILL');
      if (fate === 'has frozen') server.redis.pause();
      const startedAt = Date.now();
      await requests.close();
      expect(Date.now() - startedAt).toBeLessThan(3_000);
      expect(await asked).toBeNull();
      expect(await requests.observe(address('job'), 100, Date.now(), 'somebody')).toBeNull();
    },
    15_000,
  );
});
