import { endedRecord, runningRecord } from '../../../test/records.js';
import { JobCache } from './job.cache.js';
import { PageCache } from './page.cache.js';

const NOW = Date.UTC(2026, 10, 21, 8);
const CONNECTIONS = ['dm-prod', 'hmc-lab'];

describe('the pages of lists that a process holds', () => {
  let now: number;
  let answers: JobCache;
  let pages: PageCache;
  let built: number;

  beforeEach(() => {
    now = NOW;
    built = 0;
    answers = new JobCache();
    answers.onResume(CONNECTIONS, CONNECTIONS);
    pages = new PageCache(answers, () => now, 10_000, 50);
  });

  /** Asks for a page; the text says how many had been put together before. */
  const read = async (name = 'all', { connections = CONNECTIONS, validUntil = NOW + 60_000, bytes = 10 } = {}) => {
    const { text } = await pages.read(name, connections, async () => {
      built += 1;
      return { text: Buffer.from(String(built).padEnd(bytes)), pointers: [], validUntil };
    });
    return Number(text.toString());
  };
  const changed = (connection: string) => answers.onChange({ connection, key: '9', type: 'changed', revision: 7 });

  it('are built once for concurrent and later requests', async () => {
    expect(await Promise.all([read(), read(), read('active')])).toEqual([1, 1, 2]);
    expect(await read()).toBe(1);
  });

  it('are put together anew after a change in one of their connections', async () => {
    await read('of one', { connections: ['dm-prod'] });
    await read('of both');
    changed('hmc-lab');
    expect(await read('of one', { connections: ['dm-prod'] })).toBe(1);
    expect(await read('of both')).toBe(3);
  });

  it('are not returned after a change that came while they were built', async () => {
    let end: () => void = () => undefined;
    const slow = pages.read('all', CONNECTIONS, async () => {
      await new Promise<void>((resolve) => (end = resolve));
      return { text: Buffer.from('old'), pointers: [], validUntil: Infinity };
    });
    changed('dm-prod');
    expect(await read()).toBe(1);
    end();
    expect((await slow).text.toString()).toBe('old');
    expect(await read()).toBe(1);
  });

  it('end when the first of their jobs is due', async () => {
    await read('all', { validUntil: NOW + 500 });
    now += 499;
    expect(await read()).toBe(1);
    now += 1;
    expect(await read()).toBe(2);
  });

  it('are not cached without a known validity', async () => {
    expect([await read('all', { validUntil: 0 }), await read('all', { validUntil: 0 })]).toEqual([1, 2]);
    expect(pages.bytes).toBe(0);
  });

  it('are not returned while changes are not received, and are again when none was missed', async () => {
    await read();
    answers.onDisconnect(['hmc-lab']);
    expect(await read('all', { validUntil: 0 })).toBe(2);
    await read('active');
    answers.onResume(['hmc-lab'], []);
    expect(await read('active')).toBe(4);
    expect(await read('active')).toBe(4);
    answers.onDisconnect(['hmc-lab']);
    answers.onResume(['hmc-lab'], ['hmc-lab']);
    expect(await read('active')).toBe(5);
  });

  it('are as recent as other responses', async () => {
    await read();
    answers.notice(runningRecord({ observation: { source: 'demand' } }));
    expect(await read()).toBe(2);
    answers.notice(endedRecord({ observation: { source: 'poll' } }));
    expect(await read()).toBe(2);
  });

  it('fail for concurrent requests, and are built again for the next', async () => {
    const failing = [1, 2].map(() => pages.read('all', CONNECTIONS, () => Promise.reject(new Error('away'))));
    for (const page of failing) await expect(page).rejects.toThrow('away');
    expect(await read()).toBe(1);
  });

  it('take no more room than they may', async () => {
    for (let nth = 0; nth < 40; nth += 1) await read(`page ${nth}`, { bytes: 900 });
    expect(pages.bytes).toBeLessThanOrEqual(10_000);
    expect(await read('page 39')).toBe(40);
    expect(await read('page 0')).toBe(41);
    await read('a large one', { bytes: 20_000 });
    expect(pages.bytes).toBe(0);
  });

  it('take the room of their names as well', async () => {
    for (let nth = 0; nth < 40; nth += 1) await read(`${nth} ${'x'.repeat(2_000)}`);
    expect(pages.bytes).toBeGreaterThan(4_000);
    expect(pages.bytes).toBeLessThanOrEqual(10_000);
    expect(pages.count).toBeLessThanOrEqual(2);
  });

  it('are so many at most, those that are being put together among them', async () => {
    pages = new PageCache(answers, () => now, 10_000_000, 50);
    for (let nth = 0; nth < 200; nth += 1) await read(`page ${nth}`);
    expect(pages.count).toBe(50);
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const built = Array.from({ length: 200 }, (_, nth) =>
      pages.read(`slow page ${nth}`, CONNECTIONS, async () => {
        await ended;
        return { text: Buffer.from(String(nth)), pointers: [], validUntil: Infinity };
      }),
    );
    expect(pages.count).toBe(50);
    end();
    expect((await Promise.all(built)).map(({ text }) => Number(text.toString()))).toEqual(
      Array.from({ length: 200 }, (_, nth) => nth),
    );
    expect(pages.count).toBe(50);
    expect(pages.bytes).toBeGreaterThan(0);
    changed('dm-prod');
    for (let nth = 150; nth < 200; nth += 1) await read(`slow page ${nth}`, { validUntil: 0 });
    expect([pages.count, pages.bytes]).toEqual([0, 0]);
  });

  it('are not kept where they are of no connection: nothing would ever end them', async () => {
    expect([await read('none', { connections: [] }), await read('none', { connections: [] })]).toEqual([1, 2]);
    expect([pages.count, pages.bytes]).toEqual([0, 0]);
  });
});
