import { formatJobId, parseJobId } from '#libs/jobs';
import fc from 'fast-check';
import { statusCall } from './datameer.client.js';
import { datameerDescriptor } from './datameer.descriptor.js';
import { readKey } from './datameer.key.js';

const UUID = '3f2b8a52-6c1e-4a3e-9a51-0c5f6f4f7e10';
const connection = { url: 'http://datameer.example:8080', options: { api: 'v2' } };
const targetOf = (key: string) => statusCall(readKey(key)!).target;

describe('keys of Datameer', () => {
  it.each([
    ['9', 'run', '/rest/job-execution/job-details/9'],
    ['9223372036854775807', 'run', '/rest/job-execution/job-details/9223372036854775807'],
    ['config-88', 'pointer', '/rest/job-configuration/job-status/88'],
    ['file-52', 'pointer', '/api/job-execution/52/status'],
    [`uuid-${UUID}`, 'pointer', `/api/job-execution/${UUID}/status`],
    ['path-orders.imp', 'pointer', '/api/job-execution/orders.imp/status'],
    ['path-/Data/Orders 2026.imp', 'pointer', '/api/job-execution/%2FData%2FOrders%202026.imp/status'],
    ['path-/Data/a?b#c%2e', 'pointer', '/api/job-execution/%2FData%2Fa%3Fb%23c%252e/status'],
  ])('%s is a %s, asked for with %s', (key, kind, target) => {
    expect(datameerDescriptor.parseKey(key)).toEqual({ kind, seenThrough: null });
    expect(targetOf(key)).toBe(target);
  });

  it.each([
    '',
    '0',
    '007',
    '-1',
    '1e3',
    '9 ',
    '9\n',
    '12345678901234567890',
    '9/../../config',
    'config-',
    'config-x',
    'config-88/../1',
    'file-0',
    'file-52/status',
    'uuid-52',
    'uuid-..',
    'path-',
    'path-/',
    'path-..',
    'path-../52',
    'path-/Data/../../etc',
    'path-/Data/./x',
    'path-a\\..\\b',
    'path-a\r\nX-Evil: 1',
    'path-a\0b',
    'path-\ud800',
    'path-52',
    `path-${UUID}`,
    'name-x',
    'CONFIG-88',
  ])('%j is no key', (key) => expect(datameerDescriptor.parseKey(key)).toBeNull());

  it('keeps whatever a path holds within one segment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const key = `path-${text}`;
        if (datameerDescriptor.parseKey(key) === null) return;
        const { pathname, search, hash } = new URL(targetOf(key), connection.url);
        expect(pathname.split('/')).toHaveLength(5);
        expect(decodeURIComponent(pathname.split('/')[3]!)).toBe(text);
        expect(search + hash).toBe('');
      }),
    );
  });

  it('shows an example of each form that is a key of its kind, and fits into an id', () => {
    for (const { example, kind } of datameerDescriptor.keyForms) {
      expect(datameerDescriptor.parseKey(example)?.kind).toBe(kind);
      expect(parseJobId(formatJobId({ connection: 'dm', key: example }))?.key).toBe(example);
    }
  });
});

describe('job addresses of Datameer', () => {
  it.each([
    ['http://datameer.example:8080/rest/job-execution/job-details/9', '9'],
    ['http://DATAMEER.example:8080/rest/job-configuration/job-status/88', 'config-88'],
    ['/rest/job-configuration/job-history/88?start=0&length=10', 'config-88'],
    ['/rest/job-configuration/volume-report/88/', 'config-88'],
    ['/rest/job-execution?configuration=88', 'config-88'],
    ['/api/job-execution/52/status', 'file-52'],
    [`/api/job-execution/${UUID}/status`, `uuid-${UUID}`],
    ['/api/job-execution/%2FData%2Forders.imp/status', 'path-/Data/orders.imp'],
    ['/api/job-execution/Data/orders.imp/status', 'path-Data/orders.imp'],
  ])('%s names %s', (url, key) => expect(datameerDescriptor.keyFromUrl(url, connection)).toBe(key));

  it.each([
    'http://elsewhere.example:8080/rest/job-execution/job-details/9',
    'http://datameer.example:9090/rest/job-execution/job-details/9',
    '//elsewhere.example/rest/job-execution/job-details/9',
    'ftp://datameer.example:8080/rest/job-execution/job-details/9',
    '/rest/job-execution/job-details/007',
    '/rest/job-execution/job-details/9/more',
    '/rest/job-execution',
    '/rest/workbook/9',
    '/api/job-execution/%E0%A4%A/status',
    '/api/job-execution/%2F..%2F..%2Fetc/status',
    'http://[',
    '',
  ])('%s names none', (url) => expect(datameerDescriptor.keyFromUrl(url, connection)).toBeNull());

  it('knows addresses below the path of its connection', () => {
    const behindProxy = { url: 'https://proxy.example/datameer', options: {} };
    const details = '/rest/job-execution/job-details/9';
    expect(datameerDescriptor.keyFromUrl(`https://proxy.example/datameer${details}`, behindProxy)).toBe('9');
    expect(datameerDescriptor.keyFromUrl(details, behindProxy)).toBe('9');
  });
});

describe('settings of Datameer', () => {
  it('asks v2 by default, and refuses what it does not know', () => {
    expect(datameerDescriptor.optionsSchema.parse({})).toEqual({ api: 'v2' });
    expect(datameerDescriptor.optionsSchema.safeParse({ api: 'v3' }).success).toBe(false);
    expect(datameerDescriptor.optionsSchema.safeParse({ version: 1 }).success).toBe(false);
  });

  it.each([
    {},
    { user: 'a' },
    { user: 'a:b', password: 'c' },
    { user: 'a', password: '' },
    { user: 'a', password: 'b', x: '' },
  ])('refuses the credentials %j', (auth) => expect(datameerDescriptor.authSchema.safeParse(auth).success).toBe(false));
});
