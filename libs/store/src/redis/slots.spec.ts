import { rangeOf, tagInRange } from './slots.js';

const SHARES = Array.from({ length: 64 }, (_, range) => range);

describe('ranges of slots', () => {
  it('hold the keys with the hash tag of a key in the range of that tag', () => {
    for (const tag of ['hmc-lab', 'otc-prod', 'worker:one:3.17']) {
      expect(rangeOf(`jobgate:{${tag}}:schedule`, 64)).toBe(rangeOf(tag, 64));
    }
  });

  // Redis puts them into the slots 12182, 5061 and 866.
  it.each([
    ['foo', 2, 1],
    ['foo', 3, 2],
    ['bar', 3, 0],
    ['hello', 64, 3],
  ])('are numbered by their slots: %s lies in that of %i', (key, ranges, expected) => {
    expect(rangeOf(key, ranges)).toBe(expected);
  });

  it('have a tag for each range, the same each time', () => {
    const tags = SHARES.map((range) => tagInRange('shard', range, SHARES.length));
    expect(tags.map((tag) => rangeOf(tag, SHARES.length))).toEqual(SHARES);
    expect(tags.every((tag) => tag.startsWith('shard.'))).toBe(true);
    expect(SHARES.map((range) => tagInRange('shard', range, SHARES.length))).toEqual(tags);
  });
});
