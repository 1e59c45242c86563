import { shortened } from './samples.form.mjs';
import { withSample } from './samples.page.mjs';

const PAGE = 'a\n\n<!-- sample: one -->\n\n```json\n{}\n```\n\n<!-- sample: two -->\n```text\nold\nlines\n```\n';

describe('a sample', () => {
  it('takes the place of the one before, and leaves the others alone', () => {
    expect(withSample(PAGE, 'two', '$1 new')).toBe(PAGE.replace('old\nlines', '$1 new'));
    expect(withSample(PAGE, 'one', '{ "a": 1 }')).toBe(PAGE.replace('{}', '{ "a": 1 }'));
  });

  it('has to have a place', () => {
    expect(() => withSample(PAGE, 'three', '')).toThrow('sample: three');
  });

  it('is shortened to the members that are named', () => {
    const value = { a: 1, b: { c: null, d: 2, e: 3 }, f: [4] };
    expect(shortened(value, ['f', 'b.d', 'b.c'])).toEqual({ f: [4], b: { d: 2, c: null } });
  });
});
