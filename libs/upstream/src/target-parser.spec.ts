import fc from 'fast-check';
import { TargetParser } from './target-parser.js';

const BASES = [
  'http://hmc.example',
  'https://hmc.example:6794',
  'http://proxy.example/base',
  'HTTP://Hmc.Example/a%20b',
];

/** What a URL parser makes of it. */
function parsed(base: string, target: string) {
  const { origin, pathname, search } = new URL(/^https?:/.test(target) ? target : base + target);
  return { origin, path: pathname + search };
}

describe('the target of a call', () => {
  it.each([
    '/jobs/1?full=true',
    '/api/jobs/%2Fa%2Fb',
    '/a/../b',
    '/a/./b',
    '/a/%2E%2e/b',
    '/.well-known/x',
    '//elsewhere.example/x',
    '/a b',
    '/a"b<c>`d`{e}',
    '/a\\b',
    '/a#b',
    "/a?b='c'",
    '/a?b=..//./c?d',
    '/ä?ö=ü',
    '/a\n/b\t',
    '/',
    '?a=b',
    'https://iam.example/v3/auth/tokens?nocatalog',
    'http://other.example',
  ])('%j goes where a URL parser says, below any base', (target) => {
    for (const base of BASES) expect(new TargetParser(base).read(target)).toEqual(parsed(base, target));
  });

  it('goes where a URL parser says, whatever stands in it', () => {
    const character = fc.oneof(
      fc.constantFrom(...'/.?#%2eE\\ \'"<>`{}|^[]~!$&()*+,;=:@-_'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    const text = fc.array(character, { maxLength: 20 }).map((characters) => `/${characters.join('')}`);
    fc.assert(
      fc.property(fc.constantFrom(...BASES), text, (base, target) => {
        expect(new TargetParser(base).read(target)).toEqual(parsed(base, target));
      }),
      { numRuns: 2_000 },
    );
  });
});
