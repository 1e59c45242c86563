import { parsePreferences } from './preferences.js';

const read = (header: string | string[] | undefined) => Object.fromEntries(parsePreferences(header));

describe('parsePreferences', () => {
  it.each([
    [undefined, {}],
    ['', {}],
    ['handling=strict', { handling: 'strict' }],
    ['Handling = "strict"', { handling: 'strict' }],
    ['respond-async, wait=10', { 'respond-async': '', wait: '10' }],
    [['respond-async', 'wait=10'], { 'respond-async': '', wait: '10' }],
    ['=5', {}],
  ])('reads %j', (header, preferences) => {
    expect(read(header)).toEqual(preferences);
  });

  it('takes the first of two of one name', () => {
    expect(read('wait=5, wait=10')).toEqual({ wait: '5' });
  });

  it('does not take a parameter of another preference for a preference', () => {
    expect(read('foo; handling=strict')).toEqual({ foo: '' });
  });

  it('does not take the inside of a quoted value for a preference', () => {
    expect(read('foo="a, handling=strict"')).toEqual({ foo: 'a, handling=strict' });
  });
});
