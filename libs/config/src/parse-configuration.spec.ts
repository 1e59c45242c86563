import type { ProviderDescriptor } from '#libs/providers/catalog';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigurationError, formatFaults, parseConfiguration, type Environment, type Role } from './index.js';

const password = { user: z.string().min(1), password: z.string().min(1) };
const example: ProviderDescriptor = {
  name: 'example',
  title: 'An upstream for these tests',
  capabilities: { cancel: false, delete: false, start: false, list: false, runs: false, push: false, pointers: false },
  states: {},
  keyForms: [],
  optionsSchema: z.strictObject({
    version: z.string().default('v1'),
    stompPort: z.int().min(1).optional(),
    push: z.enum(['on', 'off']).default('off'),
  }),
  authSchema: z.union([
    z.strictObject(password),
    z.strictObject({ tokenUrl: z.string(), clientId: z.string(), clientSecret: z.string() }),
  ]) as z.ZodType<Record<string, string>>,
  remembersEndedForMs: null,
  parseKey: () => null,
  keyFromUrl: () => null,
};
const talkative: ProviderDescriptor = {
  ...example,
  name: 'talkative',
  authSchema: z.strictObject({ user: z.string(), password: z.string() }).superRefine(({ password }, context) => {
    context.addIssue({ code: 'custom', path: ['password'], message: `does not like ${password}` });
  }),
};
const catalog = new Map([example, talkative].map((descriptor) => [descriptor.name, descriptor]));

const parse = <R extends Role>(text: string, role: R, environment: Environment = {}) =>
  parseConfiguration(text, role, environment, catalog);

/** The faults as `path: message` lines, or [] where there are none. */
function faultsOf(text: string, role: Role = 'worker', environment: Environment = {}): string[] {
  try {
    parse(text, role, environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(({ path, message }) => `${path}: ${message}`);
  }
}

/** One connection with what a test changes of it. */
const withConnection = (lines: string) => `
connections:
  - name: a
    provider: example
    url: https://a.example
    ${lines.trim().split('\n').join('\n    ')}
`;
const AUTH = 'auth: { user: u, password: p }';

/** Self-signed, for nobody; its key was thrown away. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBhDCCASugAwIBAgIUZft25Q4ZhOf8y1M2UOz4vzjZe9swCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMam9iZ2F0ZS10ZXN0MCAXDTI2MTEyMTIyMzE0MVoYDzIxMjYx
MDI4MjIzMTQxWjAXMRUwEwYDVQQDDAxqb2JnYXRlLXRlc3QwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAATysRF41X3jLJG5tfRS/TSXnhwkooflcVr6MmPRzCPwUfQ+
S1g1A2LxeJkt3yFwk3BKXE02n6+YX90u1V9cIY5ho1MwUTAdBgNVHQ4EFgQUzZbc
QWns/FvRPlhEj2dJDwyEobowHwYDVR0jBBgwFoAUzZbcQWns/FvRPlhEj2dJDwyE
obowDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBBZbF2CjjfcxMR
cMoItIJ5YvO5KABXaC3CekiH7gFH5AIgd0G36XmPx8cUzqD/qqeg9aynbGYRGyuC
hWd1AYozUBo=
-----END CERTIFICATE-----
`;

const SHA = 'ab'.repeat(32);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jobgate-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('parseConfiguration', () => {
  it('gives every key its default', () => {
    expect(parse(withConnection(AUTH), 'worker')).toEqual({
      redis: {
        server: {
          kind: 'single',
          tls: false,
          username: null,
          password: null,
          host: '127.0.0.1',
          port: 6379,
          database: 0,
        },
        prefix: 'jobgate',
      },
      gateway: { host: '127.0.0.1', port: 3000, readWaitMs: 2_000 },
      access: { anonymous: 'none', keys: [], jwt: null, quota: { reads: null, writes: null } },
      webhooks: { allowPrivateTargets: false },
      tracking: { retentionMs: 604_800_000, lostAfter: { answers: 3, spreadMs: 60_000, graceMs: 30_000 } },
      connections: [
        {
          name: 'a',
          provider: 'example',
          url: 'https://a.example',
          tls: { ca: null, verify: true },
          timeZone: 'UTC',
          limits: { concurrency: 4, requestsPerSecond: null, timeoutMs: 10_000, maxResponseBytes: 8_388_608 },
          refresh: { minMs: 1_000, maxMs: 60_000 },
          options: { version: 'v1', push: 'off' },
          auth: { user: 'u', password: 'p' },
        },
      ],
      warnings: [{ path: 'access', message: expect.stringContaining('lets nobody in') }],
    });
  });

  it('reads every key of the file', () => {
    const text = `
redis: { url: 'redis+cluster://h1,h2', prefix: jobs }
gateway: { host: 0.0.0.0, port: 8080, readWaitMs: 500 }
access:
  anonymous: read
  keys:
    - { name: dashboards, sha256: ${SHA.toUpperCase()}, scopes: [jobs:read, admin], connections: ['*', a] }
  jwt: { issuer: https://id.example, audience: jobgate, jwksUrl: https://id.example/keys }
  quota: { reads: 2000/s, writes: 600/m }
webhooks: { allowPrivateTargets: true }
tracking: { retention: 2d, lostAfter: { answers: 5, spread: 2m, grace: 0s } }
${withConnection(`
tls: { verify: false }
auth: { tokenUrl: https://id.example, clientId: c, clientSecret: s }
timeZone: Europe/Berlin
limits: { concurrency: 8, requestsPerSecond: 0.5, timeout: 300ms, maxResponseBytes: 64KB }
refresh: { min: 5s, max: 1h }
options: { version: v2, stompPort: 61612, push: on }
`).replace('push: on', "push: 'on'")}`;
    expect(parse(text, 'worker')).toMatchObject({
      redis: { server: { kind: 'cluster', nodes: [{ host: 'h1' }, { host: 'h2' }] }, prefix: 'jobs' },
      gateway: { host: '0.0.0.0', port: 8080, readWaitMs: 500 },
      access: {
        anonymous: 'read',
        keys: [{ name: 'dashboards', sha256: SHA, scopes: ['jobs:read', 'admin'], connections: ['*', 'a'] }],
        jwt: { issuer: 'https://id.example', audience: 'jobgate', jwksUrl: 'https://id.example/keys' },
        quota: { reads: { count: 2_000, perMs: 1_000 }, writes: { count: 600, perMs: 60_000 } },
      },
      webhooks: { allowPrivateTargets: true },
      tracking: { retentionMs: 172_800_000, lostAfter: { answers: 5, spreadMs: 120_000, graceMs: 0 } },
      connections: [
        {
          tls: { ca: null, verify: false },
          timeZone: 'Europe/Berlin',
          limits: { concurrency: 8, requestsPerSecond: 0.5, timeoutMs: 300, maxResponseBytes: 65_536 },
          refresh: { minMs: 5_000, maxMs: 3_600_000 },
          options: { version: 'v2', stompPort: 61_612, push: 'on' },
          auth: { tokenUrl: 'https://id.example', clientId: 'c', clientSecret: 's' },
        },
      ],
    });
  });

  it('takes an empty value for an absent key', () => {
    expect(faultsOf(`redis:\naccess:\n  keys:\n${withConnection(`${AUTH}\noptions:\ntls:`)}`)).toEqual([]);
  });

  it('trims the slash at the end of a URL and keeps its path', () => {
    const text = withConnection(AUTH).replace('https://a.example', 'https://a.example:8443/base//');
    expect(parse(text, 'gateway').connections[0]?.url).toBe('https://a.example:8443/base');
  });

  describe('faults', () => {
    const DURATION = 'must be a duration such as 300ms, 10s, 5m, 2h or 7d';
    const files: [name: string, text: string, faults: string[]][] = [
      ['a list instead of a mapping', '- a', [': must be a mapping']],
      ['broken YAML', 'redis: {\n', [expect.stringMatching(/^: is not valid YAML at line 2, column 1 \(/) as string]],
      [
        'one slip of syntax',
        'redis: {}}}\ngateway: { port: 1 }',
        [': is not valid YAML at line 1, column 10 (UNEXPECTED_TOKEN)'],
      ],
      ['a key that stands twice', 'redis: {}\nredis: {}', [': is not valid YAML at line 2, column 1 (DUPLICATE_KEY)']],
      ['an unknown tag', 'redis: !vault x', [': is not valid YAML at line 1, column 8 (TAG_RESOLVE_FAILED)']],
      ['an alias to nothing', 'redis: *x', [expect.stringMatching(/^: /) as string]],
      [
        'unknown keys on every level',
        `colour: red\nredis: { colour: red }\ntracking: { lostAfter: { 'odd key': 1 } }\n__proto__: { a: 1 }\n${withConnection(
          `${AUTH}\nlimits: { colour: }\noptions: { colour: red }\ncolour: red`,
        )}`,
        [
          '__proto__: is not a known key',
          'colour: is not a known key',
          'connections[0].colour: is not a known key',
          'connections[0].limits.colour: is not a known key',
          'connections[0].options.colour: is not a known key',
          'redis.colour: is not a known key',
          'tracking.lostAfter["odd key"]: is not a known key',
        ],
      ],
      [
        'wrong types',
        `redis: redis://x\ngateway: { port: '3000', readWaitMs: 1.5 }\nwebhooks: { allowPrivateTargets: 'no' }\naccess: { keys: {} }`,
        [
          'access.keys: must be a list',
          'gateway.port: must be a number',
          'gateway.readWaitMs: must be a whole number',
          'redis: must be a mapping',
          'webhooks.allowPrivateTargets: must be true or false',
        ],
      ],
      [
        'sections that are no mappings',
        withConnection('auth: none\noptions: []\nlimits: 4\ntls: true\nrefresh: 10s'),
        ['auth', 'limits', 'options', 'refresh', 'tls'].map((key) => `connections[0].${key}: must be a mapping`),
      ],
      ['connections that are no list', 'connections: { a: 1 }', ['connections: must be a list']],
      ['a connection that is no mapping', 'connections: [a]', ['connections[0]: must be a mapping']],
      [
        'a connection of nothing',
        'connections: [{}]',
        ['connections[0].name: is missing', 'connections[0].provider: is missing', 'connections[0].url: is missing'],
      ],
      [
        'an unknown provider',
        withConnection(AUTH).replace('provider: example', 'provider: exampel'),
        ['connections[0].provider: must be one of example, talkative'],
      ],
      [
        'missing credentials',
        withConnection('timeZone: UTC'),
        ['connections[0].auth.password: is missing', 'connections[0].auth.user: is missing'],
      ],
      [
        'the second form of credentials, half written',
        withConnection('auth: { tokenUrl: https://t.example, clientId: c }'),
        ['connections[0].auth.clientSecret: is missing'],
      ],
      [
        'a password that YAML reads as a number',
        withConnection('auth: { user: u, password: 123456 }'),
        ['connections[0].auth.password: must be text (in quotes, if it reads as something else)'],
      ],
      [
        'bad quantities',
        `tracking: { retention: 7, lostAfter: { spread: soon } }\naccess: { quota: { reads: 0/s, writes: fast } }\n${withConnection(
          `${AUTH}\nlimits: { timeout: 0s, maxResponseBytes: 8, concurrency: 0, requestsPerSecond: 0 }\nrefresh: { min: 1x, max: 25d }`,
        )}`,
        [
          'access.quota.reads: must be at least 1',
          'access.quota.writes: must be a rate such as 100/s or 600/m',
          'connections[0].limits.concurrency: must be at least 1',
          'connections[0].limits.maxResponseBytes: must be a size such as 64KB or 8MB',
          'connections[0].limits.requestsPerSecond: must be more than 0',
          'connections[0].limits.timeout: is too short',
          'connections[0].refresh.max: is too long',
          `connections[0].refresh.min: ${DURATION}`,
          `tracking.lostAfter.spread: ${DURATION}`,
          `tracking.retention: ${DURATION}`,
        ],
      ],
      [
        'bounds in the wrong order, beside an unknown key',
        withConnection(`${AUTH}\nrefresh: { min: 10s, max: 5s, colour: red }`),
        [
          'connections[0].refresh.colour: is not a known key',
          'connections[0].refresh.min: must not be longer than max (60s where the file says nothing)',
        ],
      ],
      [
        'a lower bound above the default of the upper',
        withConnection(`${AUTH}\nrefresh: { min: 2m }`),
        ['connections[0].refresh.min: must not be longer than max (60s where the file says nothing)'],
      ],
      [
        'an authority that is never asked',
        withConnection(`${AUTH}\ntls: { ca: /nowhere/ca.pem, verify: false }`),
        [
          'connections[0].tls.ca: has no effect beside verify: false',
          'connections[0].tls.ca: names a file that cannot be read (ENOENT)',
        ],
      ],
      [
        'names that stand twice',
        `access:\n  keys:\n    - { name: k, sha256: ${SHA}, scopes: [admin], connections: ['*'] }\n    - { name: k, sha256: ${SHA.toUpperCase()}, scopes: [admin], connections: ['*'] }\n${withConnection(
          AUTH,
        )}  - { name: a, provider: example, url: https://b.example, ${AUTH} }`,
        [
          'access.keys[1].name: must be unique: access.keys[0] has the same',
          'access.keys[1].sha256: must be unique: access.keys[0] has the same',
          'connections[1].name: must be unique: connections[0] has the same',
        ],
      ],
      [
        'a key that is no key',
        'access: { anonymous: write, keys: [{ name: k, sha256: abc, scopes: [jobs:write], connections: [] }, { scopes: [] }] }',
        [
          'access.anonymous: must be one of none, read',
          "access.keys[0].connections: must name a connection, or '*' for all",
          'access.keys[0].scopes[0]: must be one of jobs:read, jobs:track, jobs:operate, admin',
          'access.keys[0].sha256: must be the SHA-256 of the key in 64 hex digits',
          'access.keys[1].connections: is missing',
          'access.keys[1].name: is missing',
          'access.keys[1].scopes: must name a scope',
          'access.keys[1].sha256: is missing',
        ],
      ],
      [
        'a half-written jwt section',
        'access: { jwt: { issuer: id.example } }',
        [
          'access.jwt.audience: is missing',
          'access.jwt.issuer: must be an http:// or https:// URL',
          'access.jwt.jwksUrl: is missing',
        ],
      ],
      [
        'Redis where it cannot be',
        'redis: { url: "redis://h1,h2", prefix: "{x}" }',
        [
          'redis.prefix: must be 1 to 64 of A-Z a-z 0-9 . _ -',
          'redis.url: must name one host; several are redis+sentinel:// or redis+cluster://',
        ],
      ],
      [
        'what a provider refuses',
        withConnection('auth: { user: u, password: p }\noptions: { push: maybe, stompPort: many }'),
        ['connections[0].options.push: must be one of on, off', 'connections[0].options.stompPort: must be a number'],
      ],
    ];

    it.each(files)('lists exactly the faults of %s', (_name, text, faults) => expect(faultsOf(text)).toEqual(faults));

    it.each(['A', '-a', 'a_b', 'a~b', 'a.b', '', 'a'.repeat(40)])('refuses the connection name %j', (name) => {
      const text = withConnection(AUTH).replace('name: a', `name: ${JSON.stringify(name)}`);
      expect(faultsOf(text)).toEqual([expect.stringMatching(/^connections\[0\]\.name: must be 1 to 39/)]);
    });

    it.each([
      ['ftp://a.example', 'http:// or https://'],
      ['a.example', 'http:// or https://'],
      ['https://', 'http:// or https://'],
      ['https://a.example/with blank', 'http:// or https://'],
      ['https://user:hidden@a.example', 'no credentials'],
      ['https://@a.example', 'no credentials'],
      ['https://a.example?x=1', 'no query'],
      ['https://a.example/?', 'no query'],
      ['https://a.example/#top', 'no query'],
    ])('refuses the URL %s', (url, reason) => {
      const faults = faultsOf(withConnection(AUTH).replace('https://a.example', `"${url}"`));
      expect(faults).toEqual([expect.stringContaining(reason)]);
      expect(faults.join()).not.toContain('hidden');
    });

    it.each(['Mars/Olympus', '+02:00', '', 'Europe/Berlin '])('refuses the time zone %j', (zone) => {
      expect(faultsOf(withConnection(`${AUTH}\ntimeZone: ${JSON.stringify(zone)}`))).toEqual([
        'connections[0].timeZone: must be the IANA name of a time zone, such as Europe/Berlin',
      ]);
    });

    it('shows them on a terminal, one a line', () => {
      const error = new ConfigurationError([
        { path: '', message: 'must be a mapping' },
        { path: 'gateway.port', message: 'must be a number' },
      ]);
      expect(formatFaults(error)).toBe(
        'The configuration has 2 faults:\n  the file: must be a mapping\n  gateway.port: must be a number',
      );
    });
  });

  describe('variables and files', () => {
    const secret = (name: string, content: string): string => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    };
    const authOf = (auth: string, environment: Environment = {}) =>
      parse(withConnection(`auth: ${auth}`), 'worker', environment).connections[0]?.auth;

    it('replaces variables anywhere in a text, and $${ by ${', () => {
      expect(
        authOf("{ user: 'x-${A}-${B}-$${A}', password: '${EMPTY}p' }", { A: '1', B: '$${A} ${A}', EMPTY: '' }),
      ).toEqual({
        user: 'x-1-$${A} ${A}-${A}',
        password: 'p',
      });
    });

    it('needs no quotes around a variable, in braces and brackets neither', () => {
      const text = withConnection('auth: { user: ${U}, password: x${P}}\ntimeZone: ${Z}').replace(
        'connections:',
        "access: { keys: [{ name: k$$$${U}, sha256: ${S}, scopes: [jobs:read], connections: [${U},${U}-2, '*'] }] }\nconnections:",
      );
      const environment = { U: 'one: two', P: '} # "', Z: 'Europe/Berlin', S: SHA };
      expect(parse(text, 'worker', environment)).toMatchObject({
        access: { keys: [{ name: 'k${U}', sha256: SHA, connections: ['one: two', 'one: two-2', '*'] }] },
        connections: [{ auth: { user: 'one: two', password: 'x} # "' }, timeZone: 'Europe/Berlin' }],
      });
    });

    it('reads a secret from a file, without the newline at its end', () => {
      const paths = { A: secret('one', 's3cret\n'), B: secret('two', ' two \n\n') };
      expect(authOf(`{ user: 'file:${paths.A}', password: 'file:\${B}' }`, paths)).toEqual({
        user: 's3cret',
        password: ' two \n',
      });
    });

    it("does not take a variable's value for an order to read a file or for another variable", () => {
      expect(authOf("{ user: '${A}', password: '${B}' }", { A: 'file:/etc/hostname', B: '${A}' })).toEqual({
        user: 'file:/etc/hostname',
        password: '${A}',
      });
    });

    it('takes numbers and booleans from variables, and leaves text as text', () => {
      const text = `gateway: { port: '\${P}' }\nwebhooks: { allowPrivateTargets: '\${T}' }\n${withConnection(
        "auth: { user: '${P}', password: p }\noptions: { stompPort: '${P}', version: '${P}' }\nlimits: { requestsPerSecond: '${R}' }",
      )}`;
      expect(parse(text, 'worker', { P: '4000', T: 'true', R: '2.5' })).toMatchObject({
        gateway: { port: 4000 },
        webhooks: { allowPrivateTargets: true },
        connections: [
          {
            auth: { user: '4000' },
            options: { stompPort: 4000, version: '4000' },
            limits: { requestsPerSecond: 2.5 },
          },
        ],
      });
    });

    it('lists each variable that is not set and each file that cannot be read, and no consequences of them', () => {
      const text = `redis: { url: '\${R}' }\ngateway: { port: '\${P}' }\n${withConnection(
        `auth: { user: 'file:${folder}/none', password: '\${A}-\${B}' }\nrefresh: { min: '\${M}', max: 500ms }\ntimeZone: 'file:relative'\noptions: { version: '\${' }`,
      ).replace('https://a.example', '${U}')}`;
      expect(faultsOf(text)).toEqual([
        'connections[0].auth.password: needs the environment variable A, which is not set',
        'connections[0].auth.password: needs the environment variable B, which is not set',
        'connections[0].auth.user: names a file that cannot be read (ENOENT)',
        'connections[0].options.version: has a ${ that begins no ${NAME}; write $${ for the characters themselves',
        'connections[0].refresh.min: needs the environment variable M, which is not set',
        'connections[0].timeZone: must name a file by its absolute path: file:/path',
        'connections[0].url: needs the environment variable U, which is not set',
        'gateway.port: needs the environment variable P, which is not set',
        'redis.url: needs the environment variable R, which is not set',
      ]);
    });

    it('refuses an empty secret file', () => {
      expect(faultsOf(withConnection(`auth: { user: u, password: 'file:${secret('empty', '\n')}' }`))).toEqual([
        'connections[0].auth.password: names a file that is empty',
      ]);
    });

    it('repeats no secret in any fault, whatever a provider says', () => {
      const text = `redis: { url: 'redis://:redis-secret@h1,h2' }\n${withConnection(
        "auth: { user: u, password: '${P}' }",
      ).replace('provider: example', 'provider: talkative')}`;
      const faults = faultsOf(text, 'worker', { P: 'hunter22' });
      expect(faults).toEqual([
        'connections[0].auth.password: does not like [redacted]',
        expect.stringMatching(/^redis\.url: /),
      ]);
      expect(faults.join()).not.toMatch(/redis-secret/);
    });

    it('repeats nothing of a file that is no YAML', () => {
      expect(faultsOf('auth: { password: "hunter22\n x: *hunter22').join()).not.toContain('hunter22');
    });
  });

  describe('of a gateway', () => {
    it('resolves nothing of auth, and has none of it', () => {
      const text = withConnection("auth: { user: '${NOT_SET}', password: 'file:/nowhere', other: { x: 1 } }");
      const { connections } = parse(text, 'gateway');
      expect(connections[0]).toMatchObject({ name: 'a' });
      expect(connections[0]).not.toHaveProperty('auth');
    });

    it('accepts a file from which auth has been taken away', () => {
      expect(faultsOf(withConnection('timeZone: UTC'), 'gateway')).toEqual([]);
    });

    it('wants auth to be a mapping, where there is one', () => {
      expect(faultsOf(withConnection("auth: '${SECRET}'"), 'gateway')).toEqual([
        'connections[0].auth: must be a mapping',
      ]);
    });

    it('finds the faults of options as a worker does', () => {
      expect(faultsOf(withConnection('options: { push: maybe }'), 'gateway')).toEqual([
        'connections[0].options.push: must be one of on, off',
      ]);
    });

    it('reads no certificate', () => {
      expect(parse(withConnection('tls: { ca: /nowhere/ca.pem }'), 'gateway').connections[0]?.tls.ca).toBeNull();
    });
  });

  describe('certificates of a worker', () => {
    it('are read from the path, with file: in front of it or not', () => {
      const path = join(folder, 'ca.pem');
      writeFileSync(path, CERTIFICATE);
      for (const ca of [path, `file:${path}`, '${CA}']) {
        const { connections } = parse(withConnection(`${AUTH}\ntls: { ca: '${ca}' }`), 'worker', { CA: path });
        expect(connections[0]?.tls.ca).toBe(CERTIFICATE);
      }
    });

    it('are refused where the file holds something else', () => {
      const path = join(folder, 'not.pem');
      writeFileSync(path, 'hello');
      expect(faultsOf(withConnection(`${AUTH}\ntls: { ca: ${path} }`))).toEqual([
        'connections[0].tls.ca: names a file that holds no certificate in PEM form',
      ]);
    });
  });

  describe('overrides from the environment', () => {
    const environment = { REDIS_URL: 'redis://other:7000/1', PORT: '8081', HOST: '::' };

    it('stand above the file', () => {
      const configuration = parse(
        'redis: { url: "${NOT_SET}", prefix: p }\ngateway: { port: 1 }',
        'gateway',
        environment,
      );
      expect(configuration.redis).toMatchObject({ server: { host: 'other', port: 7000, database: 1 }, prefix: 'p' });
      expect(configuration.gateway).toMatchObject({ host: '::', port: 8081 });
    });

    it('stand in for sections that the file lacks, and are not substituted in', () => {
      expect(parse('gateway:', 'gateway', { ...environment, HOST: '${X}' }).gateway.host).toBe('${X}');
    });

    it('count for nothing when empty', () => {
      expect(parse('', 'gateway', { REDIS_URL: '', PORT: '', HOST: '' }).gateway.port).toBe(3000);
    });

    it('have their faults under their own names', () => {
      expect(faultsOf('', 'gateway', { REDIS_URL: 'http://:secret@x', PORT: 'http', HOST: 'h' })).toEqual([
        'PORT: must be a number',
        expect.stringMatching(/^REDIS_URL: must have one of the forms/),
      ]);
      expect(faultsOf('', 'gateway', { PORT: '70000' })).toEqual(['PORT: must be at most 65535']);
    });

    it('leave a section at fault that is no mapping', () => {
      expect(faultsOf('redis: 7', 'gateway', environment)).toEqual(['redis: must be a mapping']);
    });
  });

  describe('warnings', () => {
    it('name what is allowed but risky or probably wrong', () => {
      const text = `access: { keys: [{ name: k, sha256: ${SHA}, scopes: [admin], connections: [a, b] }] }\n${withConnection(
        `${AUTH}\ntls: { verify: false }`,
      ).replace('https:', 'http:')}`;
      expect(parse(text, 'worker').warnings.map(({ path }) => path)).toEqual([
        'connections[0].url',
        'connections[0].tls.verify',
        'access.keys[0].connections[1]',
      ]);
    });

    it('say when there is nothing to ask and nobody to answer', () => {
      expect(parse('', 'gateway').warnings.map(({ path }) => path)).toEqual(['connections', 'access']);
    });
  });
});
