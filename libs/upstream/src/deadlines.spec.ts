import { Deadlines, type Expiring } from './deadlines.js';

// In an ES module Jest hands its object over here: https://jestjs.io/docs/ecmascript-modules
const { jest: timers } = import.meta as unknown as { jest: typeof jest };

const entry = (expire: () => void): Expiring => ({ dueAt: 0, expire });

describe('deadlines', () => {
  beforeEach(() => void timers.useFakeTimers());
  afterEach(() => void timers.useRealTimers());

  it('end each at its own time, in the order in which they began', () => {
    const deadlines = new Deadlines(100);
    const ended: string[] = [];
    deadlines.add(
      entry(() => ended.push('first')),
      performance.now(),
    );
    timers.advanceTimersByTime(40);
    deadlines.add(
      entry(() => ended.push('second')),
      performance.now(),
    );
    timers.advanceTimersByTime(60);
    expect(ended).toEqual(['first']);
    timers.advanceTimersByTime(39);
    expect(ended).toEqual(['first']);
    timers.advanceTimersByTime(1);
    expect(ended).toEqual(['first', 'second']);
    expect(timers.getTimerCount()).toBe(0);
  });

  it('that are removed do not end, and those after them do', () => {
    const deadlines = new Deadlines(100);
    const ended: string[] = [];
    const first = entry(() => ended.push('first'));
    deadlines.add(first, performance.now());
    timers.advanceTimersByTime(10);
    deadlines.add(
      entry(() => ended.push('second')),
      performance.now(),
    );
    deadlines.remove(first);
    timers.advanceTimersByTime(100);
    expect(ended).toEqual(['second']);
  });

  it('need one timer, however many there are, and none when all are forgotten', () => {
    const deadlines = new Deadlines(100);
    for (let count = 0; count < 50; count += 1)
      deadlines.add(
        entry(() => undefined),
        performance.now(),
      );
    expect(timers.getTimerCount()).toBe(1);
    deadlines.clear();
    expect(timers.getTimerCount()).toBe(0);
  });
});
