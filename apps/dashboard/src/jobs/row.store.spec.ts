import type { Job } from '#libs/client';
import { comparatorFor } from './sort.order.js';
import { RowStore } from './row.store.js';

function job(key: string, second: number, changes: Partial<Job> = {}): Job {
  const id = `dm-prod~${key}`;
  const observation = { status: 'fresh', observedAt: null };
  const usual = { id, connection: 'dm-prod', state: 'running', name: null, operation: null, terminal: false };
  const changedAt = new Date(second * 1000).toISOString();
  return { ...usual, changedAt, revision: second, observation, ...changes } as Job;
}

describe('the store of rows', () => {
  let store: RowStore;
  const keys = () => store.slice(0, 100).map(({ id }) => id.split('~')[1]);

  beforeEach(() => {
    store = new RowStore(comparatorFor('-changedAt'));
    store.append([job('c', 30), job('b', 20), job('a', 10)], true);
  });
  afterEach(() => store.close());

  it('changes a row where it stands, and puts it in its place later', () => {
    store.change(job('a', 40, { state: 'failed' }));
    expect(keys()).toEqual(['c', 'b', 'a']);
    expect(store.at(2)!.state).toBe('failed');
    expect(store.pendingCount).toBe(1);
    store.applyPending();
    expect(keys()).toEqual(['a', 'c', 'b']);
    expect([store.pendingCount, store.indexOf('dm-prod~b')]).toEqual([0, 2]);
  });

  it('lets new jobs come, and those that are gone go, when it is put in order', () => {
    store.change(job('d', 25));
    store.remove('dm-prod~b');
    expect(keys()).toEqual(['c', 'b', 'a']);
    expect(store.at(1)!.isRemoved).toBe(true);
    store.applyPending();
    expect(keys()).toEqual(['c', 'd', 'a']);
  });

  it('is in the same order, whether few or very many jobs have moved', () => {
    const [few, many] = [100, 5_000].map((count) => {
      const long = new RowStore(comparatorFor('-changedAt'));
      const all = Array.from({ length: 6_000 }, (_, index) => job(`${index}`, 10_000 - index));
      long.append(all, true);
      for (let index = 0; index < count; index += 1) long.change(job(`${index}`, 20_000 + ((index * 7) % 5_000)));
      long.remove('dm-prod~5999');
      long.applyPending();
      long.close();
      return long.slice(0, 6_000).map(({ id, changedAt }) => ({ id, changedAt }));
    });
    for (const rows of [few!, many!]) {
      expect(rows.map(({ changedAt }) => changedAt)).toEqual(
        rows
          .map(({ changedAt }) => changedAt)
          .sort()
          .reverse(),
      );
      expect(new Set(rows.map(({ id }) => id)).size).toBe(5_999);
    }
  });

  it('takes no older news than it has', () => {
    store.change(job('c', 5, { state: 'queued' }));
    expect(store.at(0)!.state).toBe('running');
    expect(store.pendingCount).toBe(0);
  });

  it('puts a job that changes twice before that in the place of its latest change', () => {
    for (const second of [40, 50]) {
      store.change(job('a', second));
      store.change(job('new', second + 1));
    }
    store.change(job('new', 35));
    store.applyPending();
    expect(keys()).toEqual(['new', 'a', 'c', 'b']);
    expect(store.slice(0, 2).map(({ revision }) => revision)).toEqual([51, 50]);
  });

  it('notices that a job was looked at again, though nothing has changed', () => {
    store.refresh(job('c', 30, { observation: { status: 'fresh', observedAt: 'now' } as Job['observation'] }));
    store.refresh(job('unknown', 50));
    expect([store.at(0)!.observation.observedAt, store.pendingCount, store.size]).toEqual(['now', 0, 3]);
  });

  it('has each job once, though it moved while the pages were read', () => {
    store.append([job('b', 20), job('z', 1)], true);
    expect(keys()).toEqual(['c', 'b', 'a', 'z']);
  });

  it('leaves to their pages the jobs behind those that have been read', () => {
    const partly = new RowStore(comparatorFor('-changedAt'));
    partly.append([job('c', 30), job('b', 20)], false);
    partly.change(job('old', 5));
    partly.change(job('new', 35));
    partly.applyPending();
    expect(partly.slice(0, 9).map(({ id }) => id)).toEqual(['dm-prod~new', 'dm-prod~c', 'dm-prod~b']);
    partly.close();
  });
});

describe('the orders of the API', () => {
  it.each([
    ['-changedAt', ['b', 'a', 'n']],
    ['changedAt', ['a', 'b', 'n']],
    ['name', ['a', 'b', 'n']],
  ])('%s, with what has none last', (sort, expected) => {
    const store = new RowStore(comparatorFor(sort));
    const jobs = [job('n', 0, { changedAt: null }), job('b', 2, { name: 'two' }), job('a', 1, { name: 'one' })];
    for (const one of jobs) store.change(one);
    store.append([], true);
    store.applyPending();
    expect(store.slice(0, 9).map(({ id }) => id.split('~')[1])).toEqual(expected);
    store.close();
  });
});
