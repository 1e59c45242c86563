import { Limiter, pause } from './limiter.js';

// In an ES module Jest hands its object over here: https://jestjs.io/docs/ecmascript-modules
const { jest: timers } = import.meta as unknown as { jest: typeof jest };

const never = () => new AbortController().signal;
/** Lets everything run that waits for nothing but its turn. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('places', () => {
  it('are given to so many at once, and then in the order of asking', async () => {
    const limiter = new Limiter(2, null);
    const leaveFirst = await limiter.enter(never());
    await limiter.enter(never());
    const entered: string[] = [];
    const third = limiter.enter(never()).then((leave) => (entered.push('third'), leave));
    void limiter.enter(never()).then(() => entered.push('fourth'));
    await settle();
    expect([limiter.busy, entered]).toEqual([2, []]);
    leaveFirst();
    const leaveThird = await third;
    expect([limiter.busy, entered]).toEqual([2, ['third']]);
    leaveThird();
    await settle();
    expect([limiter.busy, entered]).toEqual([2, ['third', 'fourth']]);
  });

  it('are free again when all have left', async () => {
    const limiter = new Limiter(2, null);
    const leaves = [await limiter.enter(never()), await limiter.enter(never())];
    leaves.forEach((leave) => leave());
    expect(limiter.busy).toBe(0);
  });

  it('are not taken by those who gave up waiting', async () => {
    const limiter = new Limiter(1, null);
    const leave = await limiter.enter(never());
    const impatient = new AbortController();
    const givenUp = limiter.enter(impatient.signal);
    const patient = limiter.enter(never());
    impatient.abort(new Error('enough'));
    await expect(givenUp).rejects.toThrow('enough');
    leave();
    (await patient)();
    expect(limiter.busy).toBe(0);
  });

  it('are refused to those who gave up before', async () => {
    const limiter = new Limiter(1, null);
    await expect(limiter.enter(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(limiter.busy).toBe(0);
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
      void limiter.enter(never()).then(() => startedAt.push(performance.now() - begin));
    }
    await timers.advanceTimersByTimeAsync(3_000);
    expect(startedAt).toHaveLength(30);
    startedAt.forEach((at, index) => expect(at).toBeCloseTo(index * 100, -1));
  });

  it('saves nothing up while nobody asks', async () => {
    const limiter = new Limiter(100, 10);
    (await limiter.enter(never()))();
    await timers.advanceTimersByTimeAsync(60_000);
    let entered = 0;
    for (let caller = 0; caller < 5; caller += 1) void limiter.enter(never()).then(() => (entered += 1));
    await timers.advanceTimersByTimeAsync(50);
    expect(entered).toBe(1);
  });

  it('is not used up by those who gave up waiting', async () => {
    const limiter = new Limiter(2, 1);
    (await limiter.enter(never()))();
    for (let caller = 0; caller < 100; caller += 1) {
      const impatient = new AbortController();
      const givenUp = limiter.enter(impatient.signal);
      givenUp.catch(() => undefined);
      impatient.abort(new Error('enough'));
      await expect(givenUp).rejects.toThrow('enough');
    }
    expect(limiter.busy).toBe(0);
    let entered = false;
    void limiter.enter(never()).then(() => (entered = true));
    await timers.advanceTimersByTimeAsync(1_010);
    expect(entered).toBe(true);
  });
});

describe('a pause', () => {
  it('ends at once when it is given up', async () => {
    const controller = new AbortController();
    const pausing = pause(60_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(pausing).rejects.toThrow('enough');
    await expect(pause(60_000, controller.signal)).rejects.toThrow('enough');
  });
});
