import { namesTag } from './entity-tags.js';

describe('namesTag', () => {
  it.each([
    ['W/"17"', true],
    ['"17"', true],
    ['*', true],
    [' * ', true],
    ['"16", W/"17"', true],
    ['"16",W/"18"', false],
    ['17', false],
    ['w/"17"', false],
    ['"1,7"', false],
    ['', false],
    [undefined, false],
  ])('with If-None-Match %j says %j of W/"17"', (ifNoneMatch, isNamed) => {
    expect(namesTag(ifNoneMatch, 'W/"17"')).toBe(isNamed);
  });

  it('knows a strong tag by its weak form', () => {
    expect(namesTag('W/"abc"', '"abc"')).toBe(true);
  });
});
