import { listMembers, parseParameter, splitOutsideQuotes } from './list-header.js';

describe('the members of a list header', () => {
  it.each([
    ['', []],
    [' , ,', []],
    ['a', ['a']],
    ['a, b ,c', ['a', 'b', 'c']],
    ['"a,b", c', ['"a,b"', 'c']],
    ['W/"1", "2"', ['W/"1"', '"2"']],
    ['"a\\",b", c', ['"a\\",b"', 'c']],
    ['"never closed, c', ['"never closed, c']],
    ['"\\', ['"\\']],
  ])('of %j are %j', (value, members) => {
    expect(listMembers(value)).toEqual(members);
  });

  it('are parted at semicolons, where these are not quoted', () => {
    expect(splitOutsideQuotes('wait=5; a=";"; b', ';')).toEqual(['wait=5', 'a=";"', 'b']);
  });
});

describe('a parameter', () => {
  it.each([
    ['no-cache', 'no-cache', ''],
    ['Max-Age=5', 'max-age', '5'],
    ['max-age="5"', 'max-age', '5'],
    ['handling = Strict', 'handling', 'Strict'],
    ['a="x\\"y"', 'a', 'x"y'],
    ['a=b=c', 'a', 'b=c'],
    ['a="', 'a', '"'],
    ['=5', '', '5'],
  ])('%j is named %j and has the value %j', (text, name, value) => {
    expect(parseParameter(text)).toEqual({ name, value });
  });
});
