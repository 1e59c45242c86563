import { RecentEntries } from './recent-entries.js';

describe('recent entries', () => {
  it.each([100, 150, 199, 200, 950])('are at least the last hundred of %d, and two hundred at most', (count) => {
    const entries = new RecentEntries<number>(100);
    for (let nth = 0; nth < count; nth += 1) entries.set(`${nth}`, nth);
    const latestFirst = Array.from({ length: count }, (_, index) => count - 1 - index);
    const known = latestFirst.filter((nth) => entries.get(`${nth}`) === nth);
    expect(known.slice(0, 100)).toEqual(latestFirst.slice(0, 100));
    expect(known.length).toBeLessThanOrEqual(200);
  });

  it('stay as long as they are read', () => {
    const entries = new RecentEntries<string>(100);
    entries.set('wanted', 'still here');
    for (let nth = 0; nth < 1_000; nth += 1) {
      entries.set(`${nth}`, '');
      if (nth % 90 === 0) expect(entries.get('wanted')).toBe('still here');
    }
  });
});
