import { jest } from '@jest/globals';
import { GatewayStage, KEY, READER_KEY } from '../../test/gateway.stage.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { endedRecord } from '../../test/records.js';

jest.setTimeout(60_000);

/** As large as a result may be that stands in its record. */
const RESULT = { text: 'x'.repeat(15_800) };
const JOBS = 320;
const MB = 1024 * 1024;

let stage: GatewayStage;
const ids: string[] = [];

beforeAll(async () => {
  stage = await GatewayStage.open();
  for (let nth = 0; nth < JOBS; nth += 1) {
    const record = endedRecord({
      ...{ key: String(1_000 + nth), name: `name ${(nth * 7) % JOBS}`, changedAt: Date.now() - nth * 1_000 },
      ...{ expiresAt: Date.now() + 3_600_000, result: { bytes: 15_811, digest: 'd', inline: RESULT } },
    });
    ids.push((await stage.has(record)).id);
  }
}, 60_000);

afterAll(() => stage.close());

/** Bytes so far. */
async function readFromRedis(): Promise<number> {
  return Number(/total_net_output_bytes:(\d+)/.exec(await stage.store.redis.info('stats'))![1]);
}

interface Listed {
  jobs: { id: string; name: string; result: unknown }[];
  nextCursor: string | null;
}

describe('a list of jobs with large results', () => {
  it.each([
    // First, as long as the gateway holds none of them.
    ['is searched for a kind', 'kind=pointer', []],
    ['is searched for a kind in the order of starts', 'kind=pointer&sort=startedAt', []],
    ['is sorted', 'sort=name&limit=3', ['name 0', 'name 1', 'name 10']],
    ['is sorted and narrowed by what no index knows', 'sort=-endedAt&severity=ok&limit=3', null],
    ['is searched for a text', 'q=NAME%20310&limit=3', ['name 310']],
    ['is searched for an operation', 'operation=none', []],
  ])(
    'takes no more from Redis than what is small in each, and the jobs of the page, while it %s',
    async (_, query, names) => {
      const before = await readFromRedis();
      const { body } = await stage.call('get', `/jobs?${query}`).expect(200);
      // Other work of the gateway takes a little, too.
      expect((await readFromRedis()) - before).toBeLessThan(0.5 * MB);
      const { jobs } = body as Listed;
      if (names !== null) expect(jobs.map(({ name }) => name)).toEqual(names);
      for (const { result } of jobs) expect(result).toEqual(RESULT);
    },
  );

  it.each(['', 'sort=name&', 'sort=-endedAt&', 'q=name&'])(
    '[list.bytes] comes in pages of 2 MB, and nothing is left out or shown twice: %s',
    async (query) => {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const path: string = `/jobs?${query}limit=200${cursor && `&cursor=${cursor}`}`;
        const { text } = await stage.call('get', path).expect(200);
        expect(text.length).toBeLessThan(2.1 * MB);
        const page = JSON.parse(text) as Listed;
        for (const job of page.jobs) seen.push(job.id);
        cursor = page.nextCursor;
      }
      expect(seen.toSorted()).toEqual(ids.toSorted());
    },
  );

  it('[events.bytes] begins a stream with the latest of them, 4 MB at most', async () => {
    const { text } = await stage.call('get', '/events?format=json').expect(200);
    expect(text.length).toBeLessThan(4.5 * MB);
    const { events } = JSON.parse(text) as { events: { event: string }[] };
    expect(events.length).toBeGreaterThan(200);
  });
});

describe('lists that go through many jobs to show few', () => {
  it('are read one at a time for the streams of a caller, and none of these is refused', async () => {
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const { jobs } = stage.store;
    const readOutlines = jobs.readOutlines.bind(jobs);
    let [reading, most] = [0, 0];
    const spy = jest.spyOn(jobs, 'readOutlines').mockImplementation(async (addresses) => {
      most = Math.max(most, (reading += 1));
      await held;
      return readOutlines(addresses).finally(() => (reading -= 1));
    });
    try {
      const streams = [1, 2, 3, 4].map(async (nth) =>
        stage.call('get', `/events?format=json&q=nobody${nth}`).expect(200),
      );
      await eventually(() => expect(reading).toBe(1));
      // Others have their turn meanwhile.
      const list = stage.call('get', '/jobs?sort=name&limit=1').then(({ status }) => status);
      await eventually(() => expect(reading).toBe(2));
      goOn();
      expect(await list).toBe(200);
      for (const { body } of await Promise.all(streams)) expect(body.events).toEqual([]);
      expect(most).toBe(2);
    } finally {
      goOn();
      spy.mockRestore();
    }
  });

  it('[list.heavy] are two of one caller at a time; another one is refused after a second, and others are not', async () => {
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const { jobs } = stage.store;
    const readOutlines = jobs.readOutlines.bind(jobs);
    let asked = 0;
    const spy = jest.spyOn(jobs, 'readOutlines').mockImplementation(async (addresses) => {
      asked += 1;
      await held;
      return readOutlines(addresses);
    });
    try {
      const first = [1, 2].map(async (limit) => stage.call('get', `/jobs?sort=name&limit=${limit}`).expect(200));
      await eventually(() => expect(asked).toBe(2));
      for (const query of ['sort=name&limit=3', 'q=nothing']) {
        const refused = await stage.call('get', `/jobs?${query}`).expect(429);
        expect(refused.body).toMatchObject({ code: 'too-many-heavy-reads' });
        expect(refused.headers['retry-after']).toBe('1');
      }
      const other = stage.call('get', '/jobs?sort=name&limit=4', READER_KEY).then(({ status }) => status);
      await eventually(() => expect(asked).toBe(3));
      await stage.call('get', '/jobs?state=succeeded&limit=1', KEY).expect(200);
      goOn();
      await Promise.all(first);
      expect(await other).toBe(200);
      await stage.call('get', '/jobs?sort=name&limit=3').expect(200);
    } finally {
      goOn();
      spy.mockRestore();
    }
  });
});
