import { ReaderDemand } from './reader.demand.js';

const SECOND = 1_000;
const JOB = { connection: 'dm-prod', key: '9' };
const ID = 'dm-prod~9';

describe('the demand of readers', () => {
  let now: number;
  let marks: { key: string; until: number }[];
  let demand: ReaderDemand;
  let pointers: string[];

  beforeEach(() => {
    now = 1_000 * SECOND;
    marks = [];
    pointers = [];
    demand = new ReaderDemand({ add: async ({ key }, until) => void marks.push({ key, until }) }, () => now, {
      isPointer: ({ key }) => key.startsWith('config-'),
      note: ({ key }) => void pointers.push(key),
    });
  });

  /** One read each so many seconds. */
  const readEvery = (seconds: number, times: number, id = ID) => {
    for (let nth = 0; nth < times; nth += 1) {
      demand.countRead(id, now + SECOND);
      now += seconds * SECOND;
    }
  };

  it('is reported after the third read within half a minute, for a minute', () => {
    readEvery(10, 2);
    expect(marks).toEqual([]);
    demand.countRead(ID, now + SECOND);
    expect(marks).toEqual([{ key: '9', until: now + 60 * SECOND }]);
  });

  it('is not reported for occasional reads', () => {
    readEvery(16, 20);
    expect(marks).toEqual([]);
  });

  it('is reported once in some seconds, however many reads there are', () => {
    readEvery(0.001, 9_000);
    expect(marks).toHaveLength(1);
    readEvery(0.001, 2_000);
    expect(marks).toHaveLength(2);
  });

  it('continues without a gap while it is read every few seconds', () => {
    readEvery(5, 100);
    const gaps = marks.slice(1).map(({ until }, index) => until - marks[index]!.until);
    expect(marks.length).toBeGreaterThan(10);
    expect(Math.max(...gaps)).toBeLessThan(60 * SECOND);
  });

  it('is reported at once for a long poll, and again while it lasts', () => {
    demand.markWatched(JOB);
    demand.markWatched(JOB);
    expect(marks).toHaveLength(1);
    now += 15 * SECOND;
    demand.markWatched(JOB);
    expect(marks).toEqual([
      { key: '9', until: now + 45 * SECOND },
      { key: '9', until: now + 60 * SECOND },
    ]);
  });

  it('does not count reads of jobs that are no longer polled', () => {
    for (let nth = 0; nth < 10; nth += 1) demand.countRead(ID, null);
    expect(marks).toEqual([]);
  });

  it('is of one job at a time, by the key behind the id', () => {
    readEvery(0, 2);
    readEvery(0, 2, 'dm-prod~10');
    expect(marks).toEqual([]);
    readEvery(0, 1, 'dm-prod~~Y29uZmlnLTg4Lw');
    readEvery(0, 2, 'dm-prod~~Y29uZmlnLTg4Lw');
    expect(marks.map(({ key }) => key)).toEqual(['config-88/']);
  });

  it('notes every read of a pointer, and no run', () => {
    demand.countRead('dm-prod~config-88', now + SECOND);
    demand.countRead('dm-prod~config-88', now + SECOND);
    demand.markWatched({ connection: 'dm-prod', key: 'config-91' });
    demand.countRead(ID, now + SECOND);
    demand.markWatched(JOB);
    expect(pointers).toEqual(['config-88', 'config-88', 'config-91']);
  });

  it('keeps its count of a job while ten thousand others are read, and no more', () => {
    readEvery(0, 2);
    for (let nth = 0; nth < 9_000; nth += 1) demand.countRead(`dm-prod~x${nth}`, now + SECOND);
    readEvery(0, 1);
    expect(marks).toHaveLength(1);
    for (let nth = 0; nth < 30_000; nth += 1) demand.countRead(`dm-prod~y${nth}`, now + SECOND);
    demand.markWatched(JOB);
    expect(marks).toHaveLength(2);
  });

  it('ignores failed reports, and repeats them later', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    let tries = 0;
    const deaf = new ReaderDemand(
      {
        add: () => {
          tries += 1;
          return Promise.reject(new Error('Connection is closed.'));
        },
      },
      () => now,
      { isPointer: () => false, note: () => undefined },
    );
    deaf.markWatched(JOB);
    now += 20 * SECOND;
    deaf.markWatched(JOB);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect({ tries, unhandled }).toEqual({ tries: 2, unhandled: [] });
  });
});
