import { scrollTopFor, visibleRange, clampRange } from './virtual.rows.js';

const [HEIGHT, ROW] = [360, 36];

describe('the window of rows', () => {
  it('holds all that is in view, and some rows more, wherever the list is scrolled to', () => {
    for (const scrollTop of [0, 1, 35, 36, 143, 144, 145, 100_001]) {
      const { first, count } = visibleRange(scrollTop, HEIGHT, ROW);
      expect(first * ROW).toBeLessThanOrEqual(Math.max(0, scrollTop - 6 * ROW));
      expect((first + count) * ROW).toBeGreaterThanOrEqual(scrollTop + HEIGHT + 6 * ROW);
    }
  });

  it('is of one size everywhere, and moves by some rows at a time', () => {
    const windows = Array.from({ length: 4_000 }, (_, scrollTop) => visibleRange(scrollTop, HEIGHT, ROW));
    expect(new Set(windows.map(({ count }) => count)).size).toBe(1);
    expect(new Set(windows.map(({ first }) => first)).size).toBeLessThan(30);
  });

  it.each([
    ['in a long list', 40, { first: 40, end: 66 }],
    ['at the end', 980, { first: 974, end: 1_000 }],
  ])('is full %s', (_, first, expected) => {
    expect(clampRange({ first, count: 26 }, 1_000)).toEqual(expected);
  });

  it('holds all of a short list', () => {
    expect(clampRange({ first: 40, count: 26 }, 3)).toEqual({ first: 0, end: 3 });
  });
});

describe('the way to a row', () => {
  it.each([
    ['that is in view', 12, 400],
    ['above', 5, 180],
    ['below', 30, 756],
    ['cut off by the lower edge', 21, 432],
  ])('%s is no longer than it must be', (_, place, expected) => {
    expect(scrollTopFor(place, 400, HEIGHT, ROW)).toBe(expected);
  });
});
