import type { Exchange, ShownJob } from '../history/history.event.js';
import { exchange, JOB, mark, read, REBORN, shown, truth } from './history.builder.js';
import { notModifiedTrue } from './not-modified-true.rule.js';

const unchanged = (at: number, held: Partial<ShownJob> = {}): Exchange =>
  exchange(at, { status: 304, unchanged: [JOB] }, { held: [shown(held)] });
const other = { client: 'other' };

describe('not-modified-true', () => {
  it('is kept while nobody was shown anything newer', () => {
    expect(notModifiedTrue.check([read(100), read(200, {}, other), unchanged(2_000)], truth())).toEqual([]);
  });

  it('is broken when others were shown a later revision', () => {
    const newer = read(200, { revision: 3 }, other);
    expect(notModifiedTrue.check([read(100), newer, unchanged(2_000)], truth())).toEqual([
      expect.objectContaining({ subject: JOB, events: [newer, unchanged(2_000)] }),
    ]);
  });

  it('is broken when a later life of the record has the same revision', () => {
    const reborn = read(200, { state: 'failed', trackedAt: REBORN }, other);
    expect(notModifiedTrue.check([read(100), reborn, unchanged(2_000)], truth())).toHaveLength(1);
  });

  it('is broken at last when the job has long ended', () => {
    const history = [read(100), mark(20_000, 'final'), unchanged(21_000)];
    expect(notModifiedTrue.check(history, truth())).toHaveLength(1);
    const right = [read(100), mark(20_000, 'final'), unchanged(21_000, { state: 'succeeded' })];
    expect(notModifiedTrue.check(right, truth())).toEqual([]);
  });

  it('lets gateways agree', () => {
    expect(notModifiedTrue.check([read(100), read(200, { revision: 3 }, other), unchanged(300)], truth())).toEqual([]);
  });
});
