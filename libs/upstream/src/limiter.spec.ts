import { Limiter } from './limiter.js';

// In an ES module Jest hands its object over here: https://jestjs.io/docs/ecmascript-modules
const { jest: timers } = import.meta as unknown as { jest: typeof jest };

/** Starters that record their names when they are admitted. */
function scene(limiter: Limiter) {
  const started: string[] = [];
  const enter = (name: string, isPriority = false) => {
    const starter = { start: () => void started.push(name) };
    limiter.enter(starter, isPriority);
    return starter;
  };
  return { started, enter };
}

describe('places', () => {
  it('are given to so many at once, and then in the order of asking', () => {
    const limiter = new Limiter(2, null);
    const { started, enter } = scene(limiter);
    ['first', 'second', 'third', 'fourth'].forEach((name) => enter(name));
    expect([limiter.busy, started]).toEqual([2, ['first', 'second']]);
    limiter.leave();
    expect([limiter.busy, started]).toEqual([2, ['first', 'second', 'third']]);
    enter('fifth');
    limiter.leave();
    limiter.leave();
    expect([limiter.busy, started]).toEqual([2, ['first', 'second', 'third', 'fourth', 'fifth']]);
  });

  it('are free again when all have left', () => {
    const limiter = new Limiter(2, null);
    const { enter } = scene(limiter);
    ['first', 'second', 'third'].forEach((name) => enter(name));
    for (let count = 0; count < 3; count += 1) limiter.leave();
    expect(limiter.busy).toBe(0);
  });

  it('are not taken by those who gave up waiting', () => {
    const limiter = new Limiter(1, null);
    const { started, enter } = scene(limiter);
    enter('first');
    limiter.giveUp(enter('impatient'));
    enter('patient');
    limiter.leave();
    expect(started).toEqual(['first', 'patient']);
    limiter.leave();
    expect(limiter.busy).toBe(0);
  });

  it('are given to those with priority first, and to one of the others after four of them', () => {
    const limiter = new Limiter(1, null);
    const { started, enter } = scene(limiter);
    ['first', 'a', 'b'].forEach((name) => enter(name));
    ['1', '2', '3', '4', '5', '6'].forEach((name) => enter(name, true));
    for (let count = 0; count < 8; count += 1) limiter.leave();
    expect(started).toEqual(['first', '1', '2', '3', '4', 'a', '5', '6', 'b']);
    enter('c');
    enter('7', true);
    limiter.leave();
    limiter.leave();
    expect(started.slice(-2)).toEqual(['7', 'c']);
  });

  it('are not taken by those who gave up their priority', () => {
    const limiter = new Limiter(1, null);
    const { started, enter } = scene(limiter);
    enter('first');
    enter('patient');
    limiter.giveUp(enter('impatient', true));
    limiter.leave();
    expect(started).toEqual(['first', 'patient']);
  });

  it('are left and taken again by one who begins something at its very start', () => {
    const limiter = new Limiter(1, null);
    const started: number[] = [];
    const again = (count: number) => ({
      start() {
        started.push(count);
        if (count < 3) limiter.enter(again(count + 1));
        limiter.leave();
      },
    });
    limiter.enter(again(1));
    expect(started).toEqual([1, 2, 3]);
    expect(limiter.busy).toBe(0);
  });

  it('are passed on through however many who leave as soon as they are let in', () => {
    const limiter = new Limiter(1, null);
    const { enter } = scene(limiter);
    enter('first');
    let started = 0;
    const hasty = () => {
      started += 1;
      limiter.leave();
    };
    for (let count = 0; count < 50_000; count += 1) limiter.enter({ start: hasty });
    limiter.leave();
    expect([started, limiter.busy]).toEqual([50_000, 0]);
  });
});

describe('the budget', () => {
  beforeEach(() => void timers.useFakeTimers());
  afterEach(() => void timers.useRealTimers());

  it('spreads starts evenly, however many ask', async () => {
    const limiter = new Limiter(100, 10);
    const startedAt: number[] = [];
    const begin = performance.now();
    for (let caller = 0; caller < 30; caller += 1) {
      limiter.enter({ start: () => void startedAt.push(performance.now() - begin) });
    }
    await timers.advanceTimersByTimeAsync(3_000);
    expect(startedAt).toHaveLength(30);
    startedAt.forEach((at, index) => expect(at).toBeCloseTo(index * 100, -1));
  });

  it('holds no place while it is waited for, and is kept when a place comes late', async () => {
    const limiter = new Limiter(1, 10);
    const { started, enter } = scene(limiter);
    enter('first');
    enter('second');
    await timers.advanceTimersByTimeAsync(95);
    limiter.leave();
    expect([limiter.busy, started]).toEqual([0, ['first']]);
    await timers.advanceTimersByTimeAsync(5);
    expect([limiter.busy, started]).toEqual([1, ['first', 'second']]);
  });

  it('saves nothing up while nobody asks', async () => {
    const limiter = new Limiter(100, 10);
    const { started, enter } = scene(limiter);
    enter('first');
    await timers.advanceTimersByTimeAsync(60_000);
    for (let caller = 0; caller < 5; caller += 1) enter('later');
    await timers.advanceTimersByTimeAsync(50);
    expect(started).toEqual(['first', 'later']);
  });

  it('is not used up by those who gave up waiting', async () => {
    const limiter = new Limiter(2, 1);
    const { started, enter } = scene(limiter);
    enter('first');
    limiter.leave();
    for (let caller = 0; caller < 100; caller += 1) limiter.giveUp(enter('impatient'));
    expect(limiter.busy).toBe(0);
    enter('patient');
    await timers.advanceTimersByTimeAsync(1_010);
    expect(started).toEqual(['first', 'patient']);
  });
});
