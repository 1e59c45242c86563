import fc from 'fast-check';
import { formatJobId, isAddressable, MAX_JOB_ID_LENGTH, parseJobId } from './job-id.js';

const connectionName = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,38}$/);
const anyKey = fc.string({ unit: 'binary', minLength: 1, maxLength: 90 });

describe('writing a job id', () => {
  it.each([
    ['a UUID', '86e44546-107f-11e1-bde0-0010184c8334', 'c~86e44546-107f-11e1-bde0-0010184c8334'],
    ['a number', '9', 'c~9'],
    ['every plain character', 'AZaz09._-', 'c~AZaz09._-'],
    ['dots alone', '..', 'c~..'],
    ['a slash', 'a/b', 'c~~YS9i'],
    ['a tilde', '~', 'c~~fg'],
    ['what looks like an encoded key', '~YS9i', 'c~~fllTOWk'],
    ['a path', 'path-/Data/x.imp', 'c~~cGF0aC0vRGF0YS94LmltcA'],
    ['letters outside ASCII', 'ä', 'c~~w6Q'],
    ['a space', ' ', 'c~~IA'],
    ['an emoji', '\u{1f600}', 'c~~8J-YgA'],
  ])('writes %s', (_what, key, id) => {
    expect(formatJobId({ connection: 'c', key })).toBe(id);
    expect(parseJobId(id)).toEqual({ connection: 'c', key });
  });

  it('needs no percent-encoding in a path, whatever the key', () => {
    fc.assert(
      fc.property(connectionName, anyKey, (connection, key) => {
        const id = formatJobId({ connection, key });
        expect(encodeURIComponent(id)).toBe(id);
        expect(id).toMatch(/^[a-z0-9-]+~~?[A-Za-z0-9._-]+$/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('reading a job id', () => {
  it('gives back every key that was written', () => {
    fc.assert(
      fc.property(connectionName, anyKey, (connection, key) => {
        fc.pre(isAddressable({ connection, key }));
        expect(parseJobId(formatJobId({ connection, key }))).toEqual({ connection, key });
      }),
      { numRuns: 5_000 },
    );
  });

  it('takes no text that is not exactly what it would write itself', () => {
    const almostAnId = fc
      .tuple(connectionName, fc.constantFrom('~', '~~'), fc.stringMatching(/^[A-Za-z0-9._~=+/-]{0,12}$/))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(almostAnId, fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const address = parseJobId(text);
        if (address !== null) expect(formatJobId(address)).toBe(text);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['nothing', ''],
    ['no separator', 'hmc-lab'],
    ['no connection', '~9'],
    ['no key', 'c~'],
    ['an empty encoded key', 'c~~'],
    ['a capital in the connection', 'Hmc~9'],
    ['a hyphen before the connection', '-c~9'],
    ['an underscore in the connection', 'h_c~9'],
    ['a connection of 40 characters', `${'c'.repeat(40)}~9`],
    ['a line break after the id', 'c~9\n'],
    ['a line break after the connection', 'c\n~9'],
    ['a slash in the key', 'c~a/b'],
    ['percent-encoding', 'c~a%2Fb'],
    ['a colon in the place of the separator', 'c:9'],
    ['a second separator in a plain key', 'c~a~b'],
    ['an encoding of a key that can stand plain', `c~~${Buffer.from('9').toString('base64url')}`],
    ['padding', 'c~~YS8='],
    ['the other base64 alphabet', 'c~~8J+YgA'],
    ['a key of one base64url character', 'c~~Y'],
    ['stray bits after the last byte', 'c~~YS9'],
    ['bytes that are not UTF-8', `c~~${Buffer.from([0x2f, 0xff]).toString('base64url')}`],
    ['an overlong UTF-8 spelling', `c~~${Buffer.from([0xc0, 0xaf]).toString('base64url')}`],
    ['a surrogate in UTF-8', `c~~${Buffer.from([0xed, 0xa0, 0x80]).toString('base64url')}`],
    ['a letter outside ASCII', 'c~ä'],
  ])('rejects %s', (_what, text) => {
    expect(parseJobId(text)).toBeNull();
  });

  it('takes ids of 512 characters and none longer', () => {
    const longest = `c~${'k'.repeat(MAX_JOB_ID_LENGTH - 2)}`;
    expect(longest).toHaveLength(512);
    expect(parseJobId(longest)?.key).toHaveLength(510);
    expect(parseJobId(`${longest}k`)).toBeNull();
    expect(parseJobId(`${'c'.repeat(39)}~9`)?.connection).toHaveLength(39);
  });
});

describe('whether a key fits into an id', () => {
  it('counts the characters of the id that it would need', () => {
    expect(isAddressable({ connection: 'c', key: 'k'.repeat(510) })).toBe(true);
    expect(isAddressable({ connection: 'c', key: 'k'.repeat(511) })).toBe(false);
    expect(isAddressable({ connection: 'hmc-lab', key: 'k'.repeat(510) })).toBe(false);
    expect(isAddressable({ connection: 'c', key: '/'.repeat(381) })).toBe(true);
    expect(isAddressable({ connection: 'c', key: '/'.repeat(382) })).toBe(false);
  });

  it('takes neither an empty key nor one that UTF-8 cannot write', () => {
    expect(isAddressable({ connection: 'c', key: '' })).toBe(false);
    expect(isAddressable({ connection: 'c', key: 'x\ud800' })).toBe(false);
    expect(isAddressable({ connection: 'c', key: '\udc00' })).toBe(false);
  });
});
