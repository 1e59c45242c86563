import { onceInAWhile } from './line.repeats.mjs';

describe('onceInAWhile', () => {
  let now = 0;
  const repeats = onceInAWhile(() => now);

  it('shows the first of many like lines, and after a while how many there were', () => {
    expect(repeats('throttled')).toEqual({ show: true, suppressed: 0 });
    now = 30_000;
    expect(repeats('throttled').show).toBe(false);
    expect(repeats('throttled').show).toBe(false);
    expect(repeats('unreachable')).toEqual({ show: true, suppressed: 0 });
    now = 60_000;
    expect(repeats('throttled')).toEqual({ show: true, suppressed: 2 });
    now = 130_000;
    expect(repeats('throttled')).toEqual({ show: true, suppressed: 0 });
  });
});
