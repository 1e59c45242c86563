import fc from 'fast-check';
import { jsonText, parseJson } from './exact-json.js';
import { Redactor } from './redactor.js';

const redactText = (text: string, secrets: string[]) => new Redactor(secrets).text(text);
const redactValue = (value: unknown, secrets: string[]) => new Redactor(secrets).value(value);

describe('redaction', () => {
  it('masks known secrets anywhere in a text', () => {
    expect(redactText('a=s3cret&b=s3cret;c', ['s3cret'])).toBe('a=[redacted]&b=[redacted];c');
    expect(redactText('$& s3cret.*', ['s3cret.*'])).toBe('$& [redacted]');
  });

  it('masks the whole of a secret that begins with another', () => {
    expect(redactText('hunter2-old', ['hunter2', 'hunter2-old'])).toBe('[redacted]');
  });

  it('leaves texts alone that are too short to be distinctive', () => {
    expect(redactText('banana', ['an', ''])).toBe('banana');
  });

  it('masks the values of secret-looking names, at any depth and in any case', () => {
    const value = { headers: [{ 'X-API-Session': 'abc' }], token: { id: 1 }, Password: null, name: 'a', count: 3 };
    expect(redactValue(value, [])).toEqual({
      headers: [{ 'X-API-Session': '[redacted]' }],
      token: '[redacted]',
      Password: null,
      name: 'a',
      count: 3,
    });
  });

  it('leaves numbers as they are, also those that a double does not hold', () => {
    const text = '{"bytes":[9007199254740993,{"more":1e400}]}';
    expect(jsonText(redactValue(parseJson(text), ['s3cret!']))).toBe(text);
  });

  it('masks known secrets in values and in names', () => {
    expect(redactValue({ 's3cret!': ['user:s3cret!'] }, ['s3cret!'])).toEqual({ '[redacted]': ['user:[redacted]'] });
  });

  it.each(['adminPassword', 'adminPass', 'user_password', 'sessionToken', 'privateKey', 'secretAccessKey'])(
    'masks values under %s, and does not modify the original',
    (name) => {
      const value = Object.freeze({ server: Object.freeze({ [name]: 'x', tokenizer: 'y' }) });
      expect(redactValue(value, [])).toEqual({ server: { [name]: '[redacted]', tokenizer: 'y' } });
    },
  );

  it('lets no known secret through, whatever surrounds it', () => {
    const secret = 'k3y-of-the-upstream';
    const withSecret = fc.tuple(fc.string(), fc.string()).map(([before, after]) => before + secret + after);
    fc.assert(
      fc.property(fc.jsonValue(), withSecret, (value, text) => {
        const redacted = JSON.stringify(redactValue({ value, list: [text], [text]: text }, [secret]));
        expect(redacted).not.toContain(secret);
      }),
    );
  });
});
