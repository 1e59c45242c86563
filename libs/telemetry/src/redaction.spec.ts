import fc from 'fast-check';
import { LogRedactor } from './redaction.js';

const redactor = new LogRedactor(['hunter22', 'hunter2', 'abc']);

describe('LogRedactor', () => {
  it.each(['authorization', 'X-API-Key', 'apiKey', 'api_key', 'password', 'clientSecret', 'client_secret', 'token'])(
    'masks the value of %s, wherever it lies',
    (name) => {
      expect(redactor.value({ a: [{ [name]: 'x' }] })).toEqual({ a: [{ [name]: '[redacted]' }] });
    },
  );

  it.each([
    ...['X-API-Session', 'session-credential', 'set-cookie', 'Cookie', 'auth', 'refreshToken', 'X-Auth-Token'],
    ...['privateKey', 'passphrase', 'X-Subject-Token', 'webhookSecret', 'adminPass', 'user_pwd'],
  ])('takes %s for the name of a secret', (name) => {
    expect(redactor.value({ [name]: { deep: 'x' } })).toEqual({ [name]: '[redacted]' });
  });

  it.each(['author', 'tokens', 'key', 'connection', 'passed', 'authenticated'])('leaves %s alone', (name) => {
    expect(redactor.value({ [name]: 'x' })).toEqual({ [name]: 'x' });
  });

  it('says whether there was a secret at all', () => {
    expect(redactor.value({ password: null, token: '' })).toEqual({ password: null, token: '[redacted]' });
  });

  it.each([
    ['redis://user:p@ss@cache:6379/0', 'redis://[redacted]@cache:6379/0'],
    ['connect to https://:pw@a.example/x failed', 'connect to https://[redacted]@a.example/x failed'],
    ['Authorization: Bearer abcdef.ghi-jkl', 'Authorization: Bearer [redacted]'],
    ['authorization: basic dXNlcjpwYXNz', 'authorization: basic [redacted]'],
    ['GET /x?access_token=t0ps&page=2', 'GET /x?access_token=[redacted]&page=2'],
    ['{"password":"pw","user":"u"}', '{"password":"[redacted]","user":"u"}'],
    ['X-API-Key: a b c\nAccept: */*', 'X-API-Key: [redacted]\nAccept: */*'],
    ['it was hunter22 and hunter2', 'it was [redacted] and [redacted]'],
  ])('masks the secret in %j', (text, masked) => expect(redactor.text(text)).toBe(masked));

  it.each([
    'connections[0].auth.password: is missing',
    'Basic authentication is off. Basic authentication.',
    'https://a.example:8443/path@2x',
    'the token is abc, the secret of it',
  ])('leaves %j as it is', (text) => expect(redactor.text(text)).toBe(text));

  it('spells errors out with their causes, and without the secrets in them', () => {
    const cause = Object.assign(new Error('redis://:pw@cache refused'), { code: 'ECONNREFUSED', password: 'pw' });
    const error = new AggregateError([new TypeError('hunter22')], 'No way in', { cause });
    expect(redactor.value({ error })).toEqual({
      error: {
        type: 'AggregateError',
        message: 'No way in',
        stack: expect.stringContaining('No way in'),
        errors: [{ type: 'TypeError', message: '[redacted]', stack: expect.not.stringContaining('hunter22') }],
        cause: {
          type: 'Error',
          message: 'redis://[redacted]@cache refused',
          stack: expect.not.stringContaining(':pw@'),
          code: 'ECONNREFUSED',
          password: '[redacted]',
        },
      },
    });
  });

  it('turns what JSON does not know into what a reader does', () => {
    const cyclic: Record<string, unknown> = { shared: {} };
    cyclic.self = cyclic;
    expect(
      redactor.value({
        cyclic,
        big: 12n,
        date: new Date(0),
        broken: new Date(NaN),
        url: new URL('https://u:p@a.example/'),
        map: new Map([['token', 'x']]),
        set: new Set([1]),
        bytes: Buffer.from('hunter22'),
        run: () => 1,
      }),
    ).toEqual({
      cyclic: { shared: {}, self: '[circular]' },
      big: '12',
      date: '1970-01-01T00:00:00.000Z',
      broken: null,
      url: 'https://[redacted]@a.example/',
      map: { token: '[redacted]' },
      set: [1],
      bytes: '[8 bytes]',
      run: undefined,
    });
  });

  it('cuts what is too deep or too long', () => {
    const deep = Array.from({ length: 20 }).reduce<unknown>((inner) => ({ inner }), 'x');
    expect(JSON.stringify(redactor.value(deep))).toContain('[too deep]');
    expect(redactor.text('x'.repeat(1_000_000))).toHaveLength(16_384 + '… [cut]'.length);
  });

  it('keeps every known secret out of whatever it is given, and never throws', () => {
    fc.assert(
      fc.property(
        fc.anything({ values: [fc.string(), fc.constant('a hunter22 b'), fc.constant('hunter2')] }),
        (value) => {
          const written = JSON.stringify(redactor.value({ value })) ?? '';
          expect(written.replaceAll(/"[^"]*":/g, '')).not.toContain('hunter2');
        },
      ),
    );
  });

  it.each(['//' + ':'.repeat(16_000), 'a-'.repeat(8_000), 'token '.repeat(2_700), 'basic '.repeat(2_700)])(
    'is quick with a text that is made to be slow',
    (text) => {
      // The quickest of some: the machine may have been busy with something else.
      const tries = Array.from({ length: 5 }, () => {
        const startedAt = performance.now();
        redactor.text(text);
        return performance.now() - startedAt;
      });
      expect(Math.min(...tries)).toBeLessThan(250);
    },
  );
});

describe('a redactor that gets more secrets', () => {
  it('masks what it has learned, and what it knew before', () => {
    const redactor = new LogRedactor(['old-password']);
    expect(redactor.text('old-password new-password')).toBe('[redacted] new-password');
    redactor.addSecrets(['new-password', 'no']);
    expect(redactor.text('old-password new-password no')).toBe('[redacted] [redacted] no');
  });
});
