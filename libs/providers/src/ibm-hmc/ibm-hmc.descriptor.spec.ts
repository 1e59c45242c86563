import { ibmHmcDescriptor } from './ibm-hmc.descriptor.js';

const { keyFromUrl, parseKey, optionsSchema, authSchema } = ibmHmcDescriptor;
const KEY = '86e44546-107f-11e1-bde0-0010184c8334';
const at = (url: string) => ({ url, options: {} });

describe('the key of an HMC job', () => {
  it.each([KEY, 'a', 'job_1', 'a.b', '...', 'a:b@c', 'x'.repeat(255)])('is %s', (key) => {
    expect(parseKey(key)).toEqual({ kind: 'run', seenThrough: null });
  });

  it.each(['', '.', '..', 'a/b', 'a b', 'a\n', 'a%2f', 'a?b', 'a#b', 'a\\b', 'ü', 'x'.repeat(256)])(
    'is not %j',
    (key) => {
      expect(parseKey(key)).toBeNull();
    },
  );
});

describe('the key in an address', () => {
  const connection = at('https://hmc.example:6794');

  it.each([
    [`/api/jobs/${KEY}`, KEY],
    [`/api/jobs/${KEY}/`, KEY],
    [`https://hmc.example:6794/api/jobs/${KEY}`, KEY],
    [`HTTPS://HMC.EXAMPLE:6794/api/jobs/${KEY}`, KEY],
    [`/api/jobs/${KEY}?x=1`, KEY],
    ['/api/jobs/a%3Ab', 'a:b'],
    [`/api/jobs/${KEY}/operations/cancel`, null],
    ['/api/jobs/', null],
    ['/api/jobs/a%2Fb', null],
    ['/api/jobs/%2e%2e', null],
    ['/api/jobs/%zz', null],
    [`/api/jobs/../jobs/${KEY}`, KEY],
    [`api/jobs/${KEY}`, null],
    [`https://hmc.example/api/jobs/${KEY}`, null],
    [`http://hmc.example:6794/api/jobs/${KEY}`, null],
    [`https://other.example:6794/api/jobs/${KEY}`, null],
    [`https://user@hmc.example:6794/api/jobs/${KEY}`, null],
    [`//other.example/api/jobs/${KEY}`, null],
    [`/\\other.example/api/jobs/${KEY}`, null],
    ['/api/partitions/7', null],
  ])('%s holds %j', (url, key) => {
    expect(keyFromUrl(url, connection)).toBe(key);
  });

  it('is found below the path of a proxy, and in the job-uri that the HMC itself wrote', () => {
    const behindProxy = at('https://proxy.example/hmc-1');
    expect(keyFromUrl(`https://proxy.example/hmc-1/api/jobs/${KEY}`, behindProxy)).toBe(KEY);
    expect(keyFromUrl(`/hmc-1/api/jobs/${KEY}`, behindProxy)).toBe(KEY);
    expect(keyFromUrl(`/api/jobs/${KEY}`, behindProxy)).toBe(KEY);
    expect(keyFromUrl(`https://proxy.example/hmc-2/api/jobs/${KEY}`, behindProxy)).toBeNull();
    expect(keyFromUrl(`https://proxy.example/api/jobs/${KEY}`, behindProxy)).toBeNull();
  });
});

describe('the settings of an HMC', () => {
  it('have defaults', () => {
    expect(optionsSchema.parse({})).toEqual({ push: 'off', stompPort: 61_612, allowedOperations: [] });
  });

  it.each(['IBM390PS.P0000001', 'NETID.CPC1.LPAR01'])('take the target name %s', (targetName) => {
    expect(optionsSchema.safeParse({ targetName }).success).toBe(true);
  });

  it.each([
    { targetName: 'A.B\r\nHost: elsewhere' },
    { targetName: 'no-dot' },
    { push: 'sse' },
    { stompPort: 0 },
    { allowedOperations: ['cpcs/1'] },
    { targetname: 'A.B' },
  ])('refuse %j', (options) => {
    expect(optionsSchema.safeParse(options).success).toBe(false);
  });

  it('want a userid and a password', () => {
    expect(authSchema.safeParse({ userid: 'GWUSER', password: 'x' }).success).toBe(true);
    expect(authSchema.safeParse({ userid: 'GWUSER', password: '' }).success).toBe(false);
    expect(authSchema.safeParse({ user: 'GWUSER', password: 'x' }).success).toBe(false);
  });
});
