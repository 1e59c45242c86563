import { readFileSync } from 'node:fs';
import { oracleSbcDescriptor } from './oracle-sbc.descriptor.js';

const connection = { url: 'https://sbc.example:8443', options: { version: 'v1.2' } };
const { parseKey, keyFromUrl, optionsSchema, authSchema } = oracleSbcDescriptor;

describe('keys of an Oracle SBC', () => {
  it('knows the slot as a pointer that is asked for directly', () => {
    expect(parseKey('last')).toEqual({ kind: 'pointer', seenThrough: null });
  });

  it.each(['save-20261121T080000123Z', 'backup-config---20261121T080000123Z', '7-20240229T235959999Z'])(
    'knows %s as a run that is seen through the slot',
    (key) => {
      expect(parseKey(key)).toEqual({ kind: 'run', seenThrough: 'last' });
    },
  );

  it.each([
    '',
    'Last',
    'last ',
    'last\n',
    'save',
    '-20261121T080000123Z',
    'save-20261121T080000Z',
    'save-20261321T080000123Z',
    'save-20260229T080000123Z',
    'save-20261121T250000123Z',
    'Save-20261121T080000123Z',
    'save/../x-20261121T080000123Z',
    'save-20261121T080000123Z\n',
    `${'a'.repeat(65)}-20261121T080000123Z`,
    '.',
    '..',
    '__proto__',
  ])('does not take %j for a key', (key) => {
    expect(parseKey(key)).toBeNull();
  });

  it('gives an example of each form that is one', () => {
    for (const { example, kind } of oracleSbcDescriptor.keyForms) expect(parseKey(example)?.kind).toBe(kind);
  });

  it.each([
    'https://sbc.example:8443/rest/v1.2/admin/asyncstatus',
    'https://SBC.example:8443/rest/v1.1/admin/asyncstatus/',
    '/rest/v1.2/admin/asyncstatus',
    '/rest/v1.2/admin/asyncstatus?x=y',
  ])('finds the slot behind %s', (url) => {
    expect(keyFromUrl(url, connection)).toBe('last');
  });

  it('finds the slot below a base path', () => {
    const behindProxy = { ...connection, url: 'https://proxy.example/sbc-1' };
    expect(keyFromUrl('https://proxy.example/sbc-1/rest/v1.2/admin/asyncstatus', behindProxy)).toBe('last');
    expect(keyFromUrl('/rest/v1.2/admin/asyncstatus', behindProxy)).toBe('last');
    expect(keyFromUrl('https://proxy.example/sbc-2/rest/v1.2/admin/asyncstatus', behindProxy)).toBeNull();
  });

  it.each([
    'https://other.example/rest/v1.2/admin/asyncstatus',
    'https://sbc.example:9443/rest/v1.2/admin/asyncstatus',
    '//other.example/rest/v1.2/admin/asyncstatus',
    'https://user:pass@sbc.example:8443/rest/v1.2/admin/asyncstatus',
    'ftp://sbc.example:8443/rest/v1.2/admin/asyncstatus',
    'javascript:alert(1)',
    'rest/v1.2/admin/asyncstatus',
    '/rest/v1.2/admin/asyncstatus/7',
    '/rest/v1.2/admin/reboot',
    '/rest//admin/asyncstatus',
    'https://',
    '',
  ])('finds nothing behind %j', (url) => {
    expect(keyFromUrl(url, connection)).toBeNull();
  });
});

describe('settings of an Oracle SBC', () => {
  it('asks version v1.2 by default', () => {
    expect(optionsSchema.parse({})).toEqual({ version: 'v1.2' });
    expect(optionsSchema.parse({ version: 'v1.1' })).toEqual({ version: 'v1.1' });
  });

  it.each([{ version: '../v1' }, { version: 'v1.2/x' }, { version: '' }, { version: 1.2 }, { verison: 'v1.2' }])(
    'refuses the options %j',
    (options) => {
      expect(optionsSchema.safeParse(options).success).toBe(false);
    },
  );

  it.each([
    {},
    { user: 'admin' },
    { user: '', password: 'x' },
    { user: 'ad:min', password: 'x' },
    { user: 'admin', password: 'x', token: 'y' },
  ])('refuses the credentials %j', (auth) => {
    expect(authSchema.safeParse(auth).success).toBe(false);
  });
});

describe('the README of the Oracle SBC', () => {
  it('shows the state map as it is', () => {
    const readme = readFileSync('libs/providers/src/oracle-sbc/README.md', 'utf8');
    const table = readme.split('<!-- states -->')[1] ?? '';
    const rows = [...table.matchAll(/^\| `(\w+)` +\| `(\w+)` +\|$/gm)].map(([, rawStatus, state]) => [
      rawStatus,
      state,
    ]);
    expect(Object.fromEntries(rows)).toEqual(oracleSbcDescriptor.states);
    expect(rows).toHaveLength(Object.keys(oracleSbcDescriptor.states).length);
  });
});
