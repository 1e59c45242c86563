import type { JobRecord } from '#libs/jobs';
import { endedRecord, runningRecord } from '../../../test/records.js';
import { CachedJob } from './cached-job.js';
import { JobCache } from './job.cache.js';

const NOW = Date.UTC(2026, 10, 21, 8);
const ID = 'dm-prod~9';

describe('the answers that a process holds', () => {
  let answers: JobCache;

  beforeEach(() => {
    answers = new JobCache(1_000_000);
    answers.onResume(['dm-prod', 'hmc-lab'], []);
  });

  const answerOf = (record: JobRecord) => new CachedJob(record, 'jobgate; hit', answers.source(record.connection), NOW);
  const changed = (revision: number | null, key = '9') =>
    answers.onChange({ connection: 'dm-prod', key, type: revision === null ? 'untracked' : 'changed', revision });

  /** A read that ends on request. */
  function reading(id = ID) {
    let end: (record: JobRecord | null) => void = () => undefined;
    let reads = 0;
    const answer = answers.read(id, async () => {
      reads += 1;
      const record = await new Promise<JobRecord | null>((resolve) => (end = resolve));
      return record && answerOf(record);
    });
    return { answer, reads: () => reads, end: async (record: JobRecord | null) => (end(record), answer) };
  }

  const hold = (record: JobRecord) => answers.read(record.id, async () => answerOf(record));
  const held = (id = ID) => answers.get(id)?.revision;

  it('reads once for concurrent requests, and caches the result', async () => {
    const [first, second] = [reading(), reading()];
    await first.end(runningRecord({ revision: 4 }));
    expect((await second.answer)?.revision).toBe(4);
    expect(second.reads()).toBe(0);
    expect(held()).toBe(4);
  });

  it('fails all concurrent requests, and reads again for the next', async () => {
    const failing = [1, 2].map(() => answers.read(ID, () => Promise.reject(new Error('away'))));
    for (const read of failing) await expect(read).rejects.toThrow('away');
    await hold(runningRecord());
    expect(held()).toBe(2);
  });

  it.each([
    ['drops what changed', 3, undefined],
    ['keeps what was read after the change that is told now', 2, 2],
    ['drops what is no longer tracked', null, undefined],
  ])('%s', async (_name, revision, expected) => {
    await hold(runningRecord({ revision: 2 }));
    changed(revision);
    changed(7, 'another');
    expect(held()).toBe(expected);
  });

  it.each([
    ['does not hold what was read before a change that was told meanwhile', 3, 2, undefined],
    ['holds what was read after a change that was told meanwhile', 3, 3, 3],
    ['does not hold a life of a job that ended meanwhile', null, 9, undefined],
  ])('%s', async (_name, told, read, expected) => {
    const underWay = reading();
    changed(told);
    await underWay.end(runningRecord({ revision: read }));
    expect(held()).toBe(expected);
  });

  it('reads again after a change', async () => {
    const before = reading();
    changed(3);
    const after = reading();
    expect(after.reads()).toBe(1);
    await after.end(runningRecord({ revision: 3 }));
    await before.end(runningRecord({ revision: 2 }));
    expect(held()).toBe(3);
  });

  it('drops a job that a read no longer finds', async () => {
    await hold(runningRecord());
    await reading().end(null);
    expect(held()).toBeUndefined();
  });

  it('drops all of a connection of which something was missed, also what is being read, and nothing of others', async () => {
    const other = runningRecord({ connection: 'hmc-lab', key: 'a', id: 'hmc-lab~a' });
    await hold(runningRecord());
    await hold(other);
    const underWay = reading('dm-prod~10');
    answers.onResume(['dm-prod', 'hmc-lab'], ['dm-prod']);
    await underWay.end(runningRecord({ key: '10', id: 'dm-prod~10' }));
    expect([held(), held('dm-prod~10'), held(other.id)]).toEqual([undefined, undefined, 2]);
  });

  it('knows which connections are connected, from the first event on', async () => {
    const fresh = new JobCache();
    expect(fresh.source('dm-prod').isConnected).toBe(false);
    fresh.onResume(['dm-prod'], ['dm-prod']);
    expect(fresh.source('dm-prod').isConnected).toBe(true);
    fresh.onDisconnect(['dm-prod']);
    expect(fresh.source('dm-prod').isConnected).toBe(false);
  });

  it('drops what is older than another response', async () => {
    const record = runningRecord();
    await hold(record);
    answers.notice(record);
    expect(held()).toBe(2);
    answers.notice(runningRecord({ observation: { observedAt: NOW + 5_000 } }));
    expect(held()).toBeUndefined();
  });

  it('takes no more bytes than it may, and keeps what is asked for', async () => {
    const wanted = runningRecord({ key: 'wanted' });
    await hold(wanted);
    for (let nth = 0; nth < 5_000; nth += 1) {
      expect(held('dm-prod~wanted')).toBe(2);
      for (let time = 0; time < 2; time += 1) await hold(runningRecord({ key: `${nth}` }));
      expect(answers.bytes).toBeLessThanOrEqual(1_000_000);
    }
    expect(answers.size).toBeGreaterThan(100);
    expect(held('dm-prod~4999')).toBe(2);
    expect(held('dm-prod~0')).toBeUndefined();
  });

  it('evicts nothing for jobs that are read once', async () => {
    for (let nth = 0; nth < 5_000; nth += 1) await hold(runningRecord({ key: `${nth}` }));
    expect(held('dm-prod~0')).toBe(2);
    expect(held('dm-prod~4999')).toBeUndefined();
    await hold(runningRecord({ key: '4999' }));
    expect(held('dm-prod~4999')).toBe(2);
    expect(answers.bytes).toBeLessThanOrEqual(1_000_000);
  });

  it('counts the bytes of what is dropped as free again', async () => {
    for (let nth = 0; nth < 50; nth += 1) await hold(runningRecord({ key: `${nth}` }));
    for (let nth = 0; nth < 50; nth += 1) changed(null, `${nth}`);
    expect([answers.size, answers.bytes]).toEqual([0, 0]);
  });

  it('does not hold one that would push out many others', async () => {
    const large = endedRecord({ result: { bytes: 1, digest: 'd', inline: 'x'.repeat(200_000) } });
    expect((await hold(large))?.body.length).toBeGreaterThan(200_000);
    expect(held()).toBeUndefined();
  });
});

describe('a cached job', () => {
  const source = { connection: 'dm-prod', isConnected: true, changes: 0 };
  const answer = (record: JobRecord) => new CachedJob(record, 'jobgate; hit', source, NOW);

  it.each([
    ['until the next check is due', runningRecord({ observation: { nextCheckAt: NOW + 7_000 } }), NOW + 7_000],
    ['for a moment while the check is due', runningRecord({ observation: { nextCheckAt: NOW - 7_000 } }), NOW + 100],
    ['until it is forgotten, once the job has ended', endedRecord({ expiresAt: NOW + 60_000 }), NOW + 60_000],
  ])('is good %s', (_name, record, until) => {
    expect(answer(record).validUntil).toBe(until);
  });

  it('has a character for each byte', () => {
    const { body } = answer(runningRecord({ name: 'Größe 😀' }));
    expect((JSON.parse(Buffer.from(body, 'latin1').toString('utf8')) as { name: string }).name).toBe('Größe 😀');
    expect(answer(runningRecord({ name: 'Größe' })).fieldsOfBody['Content-Length']).toBe(
      String(Buffer.from(answer(runningRecord({ name: 'Größe' })).body, 'latin1').length),
    );
  });

  it('is composed anew when a date in it moves on, or the end of its head does', () => {
    const one = answer(runningRecord({ observation: { observedAt: NOW - 300, nextCheckAt: NOW + 60_500 } }));
    const ageAt = (now: number, tail = 'Date: 1') => {
      const [whole, short] = [one.wholeText(now, 'HTTP/1.1 200 OK\r\n', tail), one.shortText(now, '304\r\n', tail)];
      expect(whole.endsWith(`Content-Length: ${one.body.length}\r\n${tail}${one.body}`)).toBe(true);
      expect(short).toContain(`Retry-After: ${Math.ceil((NOW + 60_500 - now) / 1000)}\r\n`);
      expect(short.endsWith(tail)).toBe(true);
      return /\r\nAge: (\d+)\r\n/.exec(whole)![1];
    };
    expect([NOW, NOW + 499, NOW + 500, NOW + 700].map((now) => ageAt(now))).toEqual(['0', '0', '0', '1']);
    expect([ageAt(NOW + 700, 'Date: 2'), ageAt(NOW, 'Date: 2')]).toEqual(['1', '0']);
  });
});
