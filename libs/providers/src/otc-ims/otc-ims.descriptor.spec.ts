import { readFileSync } from 'node:fs';
import { otcImsDescriptor } from './otc-ims.descriptor.js';
import { STATES, WIRE_STATES, wireStateOf } from './otc-ims.states.js';

const KEY = 'ff8080814dbd65d7014dbe0d84db0013';
const connection = { url: 'https://ims.eu-de.otc.t-systems.com', options: {} };

describe('the keys of image jobs', () => {
  it.each([KEY, 'FF80', '5c1f8f3e-5f64-4a3c-9a51-0f9d6f7f2b11', 'job_1'])('takes %s', (key) => {
    expect(otcImsDescriptor.parseKey(key)).toEqual({ kind: 'run', seenThrough: null });
  });

  it.each(['', '.', '..', ' b912fb', 'a/b', '../x', 'a%2Fb', 'a?b', 'a#b', 'a.b', '-a', 'ä', 'a\n', '{project_id}'])(
    'refuses %j',
    (key) => {
      expect(otcImsDescriptor.parseKey(key)).toBeNull();
    },
  );

  it('refuses a key longer than 128 characters', () => {
    expect(otcImsDescriptor.parseKey('a'.repeat(128))).not.toBeNull();
    expect(otcImsDescriptor.parseKey('a'.repeat(129))).toBeNull();
  });

  it('gives an example that is a key', () => {
    for (const { example, kind } of otcImsDescriptor.keyForms) {
      expect(otcImsDescriptor.parseKey(example)?.kind).toBe(kind);
    }
  });
});

describe('the job that a URL names', () => {
  it.each([
    `https://ims.eu-de.otc.t-systems.com/v1/4f2b/jobs/${KEY}`,
    `https://IMS.eu-de.otc.t-systems.com:443/v1/4f2b/jobs/${KEY}/?x=1#y`,
    `/v1/4f2b/jobs/${KEY}`,
    ` /v1/4f2b/jobs/${KEY} `,
    `/v1/cloudimages/job/${KEY}`,
  ])('is found in %s', (url) => {
    expect(otcImsDescriptor.keyFromUrl(url, connection)).toBe(KEY);
  });

  it.each([
    `https://ecs.eu-de.otc.t-systems.com/v1/4f2b/jobs/${KEY}`,
    `https://ims.eu-de.otc.t-systems.com:8443/v1/4f2b/jobs/${KEY}`,
    `//elsewhere.example/v1/4f2b/jobs/${KEY}`,
    `ftp://ims.eu-de.otc.t-systems.com/v1/4f2b/jobs/${KEY}`,
    `/v2/4f2b/jobs/${KEY}`,
    `/v1/4f2b/jobs/`,
    `/v1/4f2b/jobs/${KEY}/more`,
    '/v1/4f2b/jobs/..',
    '/v1/4f2b/jobs/a%2Fb',
    '/v1/4f2b/images/x',
    'http://[',
    '',
  ])('is not found in %j', (url) => {
    expect(otcImsDescriptor.keyFromUrl(url, connection)).toBeNull();
  });

  it('is found below the path of a connection behind a proxy, with and without that path', () => {
    const proxied = { url: 'https://proxy.example/ims', options: {} };
    expect(otcImsDescriptor.keyFromUrl(`https://proxy.example/ims/v1/p/jobs/${KEY}`, proxied)).toBe(KEY);
    expect(otcImsDescriptor.keyFromUrl(`/v1/p/jobs/${KEY}`, proxied)).toBe(KEY);
  });

  it('is not found in another project where the connection names its own', () => {
    const ofProject = { ...connection, options: { projectId: '4f2b' } };
    expect(otcImsDescriptor.keyFromUrl(`/v1/4f2b/jobs/${KEY}`, ofProject)).toBe(KEY);
    expect(otcImsDescriptor.keyFromUrl(`/v1/9999/jobs/${KEY}`, ofProject)).toBeNull();
    expect(otcImsDescriptor.keyFromUrl(`/v1/cloudimages/job/${KEY}`, ofProject)).toBe(KEY);
  });
});

describe('the settings of an image service connection', () => {
  const auth = { iamUrl: 'https://iam.example/v3', user: 'u', password: 'p', domain: 'd', project: 'eu-de' };

  it('needs every credential and knows no other', () => {
    expect(otcImsDescriptor.authSchema.safeParse(auth).success).toBe(true);
    for (const name of Object.keys(auth)) {
      expect(otcImsDescriptor.authSchema.safeParse({ ...auth, [name]: undefined }).success).toBe(false);
      expect(otcImsDescriptor.authSchema.safeParse({ ...auth, [name]: '' }).success).toBe(false);
    }
    expect(otcImsDescriptor.authSchema.safeParse({ ...auth, token: 'x' }).success).toBe(false);
    expect(otcImsDescriptor.authSchema.safeParse({ ...auth, iamUrl: 'file:///etc/passwd' }).success).toBe(false);
  });

  it('has defaults for every option and knows no other', () => {
    expect(otcImsDescriptor.optionsSchema.parse({})).toEqual({ allowedOperations: [] });
    expect(otcImsDescriptor.optionsSchema.safeParse({ projectId: '4f2b' }).success).toBe(true);
    expect(otcImsDescriptor.optionsSchema.safeParse({ projectId: '../x' }).success).toBe(false);
    expect(otcImsDescriptor.optionsSchema.safeParse({ project: 'x' }).success).toBe(false);
  });
});

describe('the state map', () => {
  it('spells every documented status as the service does', () => {
    expect(Object.keys(STATES)).toEqual([...WIRE_STATES]);
    expect(WIRE_STATES.map(wireStateOf)).toEqual([...WIRE_STATES]);
  });

  it('is the table of the README', () => {
    const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
    const table = readme.split('<!-- states -->')[1]?.split('<!-- /states -->')[0] ?? '';
    const rows = [...table.matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\|/gm)].map(([, rawStatus, state]) => [
      rawStatus,
      state,
    ]);
    expect(Object.fromEntries(rows)).toEqual(STATES);
  });
});
