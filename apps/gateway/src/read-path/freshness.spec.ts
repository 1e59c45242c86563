import { EIGHT, recordOf, runningRecord } from '../../test/records.js';
import { ageOf, parseFreshness } from './freshness.js';

const wish = (cacheControl?: string, prefer?: string | string[]) =>
  parseFreshness({ 'cache-control': cacheControl, prefer });

describe('the freshness that a caller requires', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['max-age=5', 5],
    ['MAX-AGE=5', 5],
    ['max-age="5"', 5],
    ['no-cache', 0],
    ['max-age=0', 0],
    ['max-age=5, no-cache', 0],
    ['no-store, max-age=7, no-transform', 7],
    ['max-age=9, max-age=3', 3],
    ['max-age=-1', null],
    ['max-age=5.5', null],
    ['max-age', null],
    ['max-age=soon', null],
    ['x="max-age=5"', null],
    ['max-stale=60, min-fresh=2', null],
    ['max-age=99999999999999999999', 1e20],
  ])('with Cache-Control %j is %j seconds', (header, maxAge) => {
    expect(wish(header).maxAge).toBe(maxAge);
  });

  it('is any, where only what is cached is wanted', () => {
    expect(wish('only-if-cached')).toEqual({ maxAge: null, isCachedOnly: true, isStrict: false });
  });
});

describe('handling=strict', () => {
  it.each([
    ['handling=strict', true],
    ['Handling="STRICT"', true],
    ['wait=5, handling=strict; x=y', true],
    ['handling=lenient', false],
    ['handling=lenient, handling=strict', false],
    ['foo; handling=strict', false],
    ['handling=stricter', false],
    [undefined, false],
  ])('with Prefer %j is %j', (header, isStrict) => {
    expect(wish(undefined, header).isStrict).toBe(isStrict);
  });
});

describe('ageOf', () => {
  it('counts whole seconds since the last usable answer', () => {
    expect(ageOf(runningRecord(), EIGHT + 4_999)).toBe(4);
  });

  it('is nothing before the first answer', () => {
    expect(ageOf(recordOf(), EIGHT)).toBeNull();
  });

  it('is never negative, whatever the clocks say', () => {
    expect(ageOf(runningRecord(), EIGHT - 5_000)).toBe(0);
  });
});
