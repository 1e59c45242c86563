import { EIGHT, recordOf } from '../../test/records.js';
import { compareIn, formatCursor, parseCursor, positionOf } from './job-list.cursor.js';

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it.each([
    ['-changedAt', { at: EIGHT, connection: 'dm-prod', key: 'path-/Data/ä' }],
    ['startedAt', { at: null, connection: 'hmc-lab', key: '9' }],
  ] as const)('of order %s comes back as it was', (sort, position) => {
    const cursor = formatCursor(sort, position);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(parseCursor(cursor, sort)).toEqual(position);
  });

  it.each([
    ['nothing', ''],
    ['noise', 'AAAA'],
    ['no list', encoded({ sort: '-changedAt' })],
    ['another order', encoded(['startedAt', EIGHT, 'dm-prod', '9'])],
    ['no time', encoded(['-changedAt', null, 'dm-prod', '9'])],
    ['a time in words', encoded(['-changedAt', 'now', 'dm-prod', '9'])],
    ['a time without end', Buffer.from('["-changedAt",1e999,"dm-prod","9"]').toString('base64url')],
    ['half a millisecond', encoded(['-changedAt', 0.5, 'dm-prod', '9'])],
    ['no name of a connection', encoded(['-changedAt', EIGHT, 'DM~', '9'])],
    ['no key', encoded(['-changedAt', EIGHT, 'dm-prod', 9])],
    ['something more', encoded(['-changedAt', EIGHT, 'dm-prod', '9', 1])],
  ])('is refused when it holds %s', (_, cursor) => {
    expect(() => parseCursor(cursor, '-changedAt')).toThrow(expect.objectContaining({ code: 'invalid-cursor' }));
  });
});

describe('the order of a list', () => {
  const early = positionOf(recordOf({ key: 'a', startedAt: EIGHT }), 'startedAt');
  const late = positionOf(recordOf({ key: 'b', startedAt: EIGHT + 1 }), 'startedAt');
  const never = positionOf(recordOf({ key: 'c' }), 'startedAt');
  const keysIn = (sort: 'startedAt' | '-startedAt') => [never, late, early].sort(compareIn(sort)).map(({ key }) => key);

  it('is by time, and what has no time comes last, both ways round', () => {
    expect(keysIn('startedAt')).toEqual(['a', 'b', 'c']);
    expect(keysIn('-startedAt')).toEqual(['b', 'a', 'c']);
  });

  it('is by connection and key where the times are the same', () => {
    const compare = compareIn('endedAt');
    const at = (connection: string, key: string) => ({ at: EIGHT, connection, key });
    expect(compare(at('a', 'z'), at('b', 'a'))).toBeLessThan(0);
    expect(compare(at('a', 'b'), at('a', 'a'))).toBeGreaterThan(0);
    expect(compare(at('a', 'a'), at('a', 'a'))).toBe(0);
  });
});
