import { convergedInTime } from './converged-in-time.rule.js';
import { mark, read, truth } from './history.builder.js';

describe('converged-in-time', () => {
  it('is kept by what is so, or was so within the interval', () => {
    const soon = [mark(1_500, 'final'), read(2_000), read(2_100, { state: 'succeeded' })];
    expect(convergedInTime.check(soon, truth())).toEqual([]);
  });

  it('is broken by what has long been otherwise', () => {
    const late = read(20_000);
    expect(convergedInTime.check([mark(1_500, 'final'), late], truth())).toEqual([
      expect.objectContaining({ what: 'is still known as running, and is succeeded', events: [late] }),
    ]);
  });

  it('asks nothing before the last fault is over', () => {
    expect(convergedInTime.check([read(20_000), mark(30_000, 'final')], truth())).toEqual([]);
  });
});
