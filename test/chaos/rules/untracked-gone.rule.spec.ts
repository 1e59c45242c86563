import { exchange, read, REBORN, truth } from './history.builder.js';
import { untrackedGone } from './untracked-gone.rule.js';

const untracked = exchange(200, { status: 204 }, { operation: 'untrack' });

describe('untracked-gone', () => {
  it('is kept when the job is tracked anew', () => {
    expect(untrackedGone.check([read(100), untracked, read(2_000, { trackedAt: REBORN })], truth())).toEqual([]);
  });

  it('is broken when the old record is back', () => {
    const back = read(2_000);
    const [violation] = untrackedGone.check([read(100), untracked, back], truth());
    expect(violation!.events).toEqual([read(100), untracked, back]);
  });

  it('lets gateways agree first, and asks nothing of an answer that never came', () => {
    expect(untrackedGone.check([read(100), untracked, read(300)], truth())).toEqual([]);
    expect(untrackedGone.check([read(100), { ...untracked, answer: null }, read(2_000)], truth())).toEqual([]);
  });
});
