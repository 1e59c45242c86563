import fc from 'fast-check';
import { authSchema, hitachiAnalyzerDescriptor as descriptor, optionsSchema } from './hitachi-analyzer.descriptor.js';
import { formatRequestKey, parseRequestKey } from './hitachi-analyzer.key.js';

describe('the key of a Hitachi request', () => {
  it.each(['defaultDs.316829382_14', 'defaultDs.12344', 'ab.a.b.c', `${'d'.repeat(32)}.1`, 'my-ds_2.../x', 'ds.ä 1'])(
    'may be %s',
    (key) => {
      expect(descriptor.parseKey(key)).toEqual({ kind: 'run', seenThrough: null });
    },
  );

  it.each([
    '',
    'defaultDs',
    'defaultDs.',
    '.316829382_14',
    'a.1',
    `${'d'.repeat(33)}.1`,
    'de fault.1',
    '../x.1',
    'defaultDs..',
    'defaultDs...',
    'defaultDs.1\r\nx',
    'defaultDs.\0',
    'defaultDs.\ud800',
  ])('may not be %j', (key) => {
    expect(descriptor.parseKey(key)).toBeNull();
  });

  it('ends the dataset at the first dot and keeps the id as text', () => {
    expect(parseRequestKey('defaultDs.00.1')).toEqual({ dataset: 'defaultDs', requestId: '00.1' });
  });

  it('comes back from what it was written of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const address = parseRequestKey(`defaultDs.${text}`);
        if (address) expect(formatRequestKey(address)).toBe(`defaultDs.${text}`);
      }),
    );
  });
});

describe('the URL of a Hitachi request', () => {
  const plain = { url: 'https://detail.example:8443', options: { dataset: 'defaultDs', path: '/dbapi.do' } };
  const vsp = { url: 'https://vsp.example', options: { dataset: 'defaultDs', path: '/clearsightadvanced/dbapi.do' } };
  const below = { url: 'https://vsp.example/clearsightadvanced', options: {} };
  const query = 'action=getStatus&dataset=defaultDs&requestId=316829382_14';

  it.each([
    [`https://detail.example:8443/dbapi.do?${query}`, plain],
    [`/dbapi.do?${query}`, plain],
    ['/dbapi.do?requestId=316829382_14&dataset=defaultDs&action=abortRequest', plain],
    [`https://vsp.example/clearsightadvanced/dbapi.do?${query}`, vsp],
    [`https://vsp.example:443/clearsightadvanced/dbapi.do?${query}`, vsp],
    [`https://vsp.example/clearsightadvanced/dbapi.do?${query}`, below],
    [`/dbapi.do?${query}`, below],
  ])('%s names it', (url, connection) => {
    expect(descriptor.keyFromUrl(url, connection)).toBe('defaultDs.316829382_14');
  });

  it('may name it with escapes', () => {
    const url = '/dbapi.do?action=getStatus&dataset=ds_2&requestId=a%2Fb.c%26d';
    expect(descriptor.keyFromUrl(url, plain)).toBe('ds_2.a/b.c&d');
  });

  it.each([
    `https://other.example:8443/dbapi.do?${query}`,
    `https://detail.example/dbapi.do?${query}`,
    `//other.example/dbapi.do?${query}`,
    `ftp://detail.example:8443/dbapi.do?${query}`,
    `/app.do?${query}`,
    '/dbapi.do',
    '/dbapi.do?action=query&dataset=defaultDs&requestId=1',
    '/dbapi.do?action=getStatus&dataset=defaultDs',
    '/dbapi.do?action=getStatus&requestId=1',
    `/dbapi.do?${query}&requestId=2`,
    '/dbapi.do?action=getStatus&dataset=..&requestId=1',
    'https://',
    '',
  ])('%j names none', (url) => {
    expect(descriptor.keyFromUrl(url, plain)).toBeNull();
  });
});

describe('the settings of a Hitachi connection', () => {
  it('default to the usual dataset and path', () => {
    expect(optionsSchema.parse({})).toEqual({ dataset: 'defaultDs', path: '/dbapi.do' });
  });

  it.each([
    { unknown: 1 },
    { dataset: 'x' },
    { dataset: 'a.b' },
    { path: 'dbapi.do' },
    { path: '/../dbapi.do' },
    { path: '/dbapi.do?action=query' },
    { path: '//other.example/dbapi.do' },
  ])('refuse the options %j', (options) => {
    expect(optionsSchema.safeParse(options).success).toBe(false);
  });

  const tokenUrl = 'https://vsp.example/auth/realms/vsp360/protocol/openid-connect/token';

  it.each([
    { user: 'jobgate', password: 'secret' },
    { tokenUrl, clientId: 'jobgate', clientSecret: 'secret' },
  ])('take the credentials %j', (auth) => {
    expect(authSchema.parse(auth)).toEqual(auth);
  });

  it.each([
    {},
    { user: 'jobgate' },
    { user: 'job:gate', password: 'secret' },
    { user: 'jobgate', password: 'secret', realm: 'x' },
    { user: 'jobgate', password: 'secret', tokenUrl, clientId: 'jobgate', clientSecret: 'secret' },
    { tokenUrl: '/token', clientId: 'jobgate', clientSecret: 'secret' },
    { tokenUrl: 'file:///token', clientId: 'jobgate', clientSecret: 'secret' },
    { tokenUrl: 'https://a:b@vsp.example/token', clientId: 'jobgate', clientSecret: 'secret' },
  ])('refuse the credentials %j', (auth) => {
    expect(authSchema.safeParse(auth).success).toBe(false);
  });
});
