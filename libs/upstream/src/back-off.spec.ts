import { BackOff } from './back-off.js';

describe('the back-off', () => {
  it('waits twice as long after each failure, up to a minute', () => {
    const backOff = new BackOff(() => 1);
    expect(Array.from({ length: 9 }, () => backOff.next())).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
    ]);
  });

  it('waits at least half of that, by chance', () => {
    expect(new BackOff(() => 0).next()).toBe(500);
    expect(new BackOff(() => 0.5).next()).toBe(750);
  });

  it('begins again when it has worked', () => {
    const backOff = new BackOff(() => 1);
    for (let failure = 0; failure < 5; failure += 1) backOff.next();
    backOff.reset();
    expect(backOff.next()).toBe(1_000);
  });
});
