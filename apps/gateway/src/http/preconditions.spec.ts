import { Preconditions } from './preconditions.js';

const CHANGED_AT = Date.UTC(2026, 10, 21, 8, 0, 0, 900);
const SAME = 'Sat, 21 Nov 2026 08:00:00 GMT';
const BEFORE = 'Sat, 21 Nov 2026 07:59:59 GMT';

const holds = (headers: Record<string, string>, current: { etag: string | null; changedAt: number } | null) => {
  try {
    new Preconditions(headers).check(current);
    return true;
  } catch {
    return false;
  }
};

describe('conditions of a change', () => {
  it.each([
    [true, {}],
    [true, { 'if-match': ' * ' }],
    [false, { 'if-match': 'W/"2"' }],
    [false, { 'if-match': '"2"' }],
    [false, { 'if-match': '' }],
    [true, { 'if-unmodified-since': SAME }],
    [false, { 'if-unmodified-since': BEFORE }],
    [true, { 'if-unmodified-since': '2026-11-21T07:59:59Z' }],
    [true, { 'if-match': '*', 'if-unmodified-since': BEFORE }],
    [false, { 'if-match': '"2"', 'if-unmodified-since': SAME }],
    [false, { 'if-none-match': '*' }],
    [false, { 'if-none-match': '"1", W/"2"' }],
    [true, { 'if-none-match': '"1", W/"22"' }],
    [false, { 'if-match': '*', 'if-none-match': '"2"' }],
    [false, { 'if-unmodified-since': SAME, 'if-none-match': '"2"' }],
  ])('hold (%j) for what is there, with %j', (expected, headers) => {
    expect(holds(headers, { etag: 'W/"2"', changedAt: CHANGED_AT })).toBe(expected);
  });

  it.each([
    [false, { 'if-match': '*' }],
    [true, { 'if-unmodified-since': BEFORE }],
    [true, { 'if-none-match': '*' }],
  ])('hold (%j) for what is not there yet, with %j', (expected, headers) => {
    expect(holds(headers, null)).toBe(expected);
  });

  it('name no tag of what has none', () => {
    expect(holds({ 'if-none-match': '"2"' }, { etag: null, changedAt: CHANGED_AT })).toBe(true);
    expect(holds({ 'if-none-match': '*' }, { etag: null, changedAt: CHANGED_AT })).toBe(false);
  });
});
