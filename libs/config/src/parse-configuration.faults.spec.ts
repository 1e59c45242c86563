import { faultsOf, withConnection, AUTH, SHA } from '../test/configuration.scene.js';
import { ConfigurationError } from './index.js';

describe('faults of a configuration', () => {
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
      `color: red\nredis: { color: red }\ntracking: { lostAfter: { 'odd key': 1 } }\n__proto__: { a: 1 }\n${withConnection(
        `${AUTH}\nlimits: { color: }\noptions: { color: red }\ncolor: red`,
      )}`,
      [
        '__proto__: is not a known key',
        'color: is not a known key',
        'connections[0].color: is not a known key',
        'connections[0].limits.color: is not a known key',
        'connections[0].options.color: is not a known key',
        'redis.color: is not a known key',
        'tracking.lostAfter["odd key"]: is not a known key',
      ],
    ],
    [
      'wrong types',
      `redis: redis://x\ngateway: { port: '3000', readWaitMs: 1.5, plainReads: nginx }\nwebhooks: { allowPrivateTargets: 'no' }\naccess: { keys: {} }`,
      [
        'access.keys: must be a list',
        'gateway.plainReads: must be one of node, front',
        'gateway.port: must be a number',
        'gateway.readWaitMs: must be a whole number',
        'redis: must be a mapping',
        'webhooks.allowPrivateTargets: must be true or false',
      ],
    ],
    [
      'networks of webhooks that are none',
      `webhooks: { allow: [{ cidr: 10.1.0.0/33 }, { cidr: ci.corp, ports: [0, 65536, https] }, { ports: [] }, 10.0.0.0/8, { cidr: '::1/129', port: 1 }] }`,
      [
        'webhooks.allow[0].cidr: must be an address or a network, such as 10.0.0.0/8',
        'webhooks.allow[1].cidr: must be an address or a network, such as 10.0.0.0/8',
        'webhooks.allow[1].ports[0]: must be at least 1',
        'webhooks.allow[1].ports[1]: must be at most 65535',
        'webhooks.allow[1].ports[2]: must be a number',
        'webhooks.allow[2].cidr: is missing',
        'webhooks.allow[2].ports: must name a port',
        'webhooks.allow[3]: must be a mapping',
        'webhooks.allow[4].cidr: must be an address or a network, such as 10.0.0.0/8',
        'webhooks.allow[4].port: is not a known key',
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
      `gateway: { sockets: { most: 0, perAddress: all } }\ntracking: { retention: 7, lostAfter: { spread: soon } }\naccess: { quota: { reads: 0/s, writes: fast }, limits: { streams: 0, polls: 1.5 } }\n${withConnection(
        `${AUTH}\nlimits: { timeout: 0s, maxResponseBytes: 8, concurrency: 0, requestsPerSecond: 0 }\nrefresh: { min: 1x, max: 25d }`,
      )}`,
      [
        'access.limits.polls: must be at most 1',
        'access.limits.streams: must be at least 1',
        'access.quota.reads: must be at least 1',
        'access.quota.writes: must be a rate such as 100/s or 600/m',
        'connections[0].limits.concurrency: must be at least 1',
        'connections[0].limits.maxResponseBytes: must be a size such as 64KB or 8MB',
        'connections[0].limits.requestsPerSecond: must be more than 0',
        'connections[0].limits.timeout: is too short',
        'connections[0].refresh.max: is too long',
        `connections[0].refresh.min: ${DURATION}`,
        'gateway.sockets.most: must be at least 1',
        'gateway.sockets.perAddress: must be a number',
        `tracking.lostAfter.spread: ${DURATION}`,
        `tracking.retention: ${DURATION}`,
      ],
    ],
    [
      'bounds in the wrong order, beside an unknown key',
      withConnection(`${AUTH}\nrefresh: { min: 10s, max: 5s, color: red }`),
      [
        'connections[0].refresh.color: is not a known key',
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
        'access.keys[1].sha256: must be unique: access.keys[0] has the same',
        'connections[1].name: must be unique: connections[0] has the same',
      ],
    ],
    [
      'a former name that is still in use',
      `${withConnection(`${AUTH}\nrenamedFrom: b`)}  - { name: b, provider: example, url: https://b.example, ${AUTH} }`,
      ['connections[0].renamedFrom: must be a name that is no longer in use: connections[1] has it'],
    ],
    [
      'a former name that two connections claim',
      `${withConnection(`${AUTH}\nrenamedFrom: c`)}  - { name: b, renamedFrom: c, provider: example, url: https://b.example, ${AUTH} }`,
      ['connections[1].renamedFrom: must be unique: connections[0] has the same'],
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
      'a key that ends at no time, and names that are not for keys',
      `access:\n  keys:\n    - { name: 'jwt:me', sha256: ${SHA}, scopes: [admin], connections: ['*'], expiresAt: tomorrow }\n    - { name: anonymous, sha256: ${SHA.replace('a', 'b')}, scopes: [admin], connections: ['*'], expiresAt: 2027-02-30T00:00:00Z }`,
      [
        'access.keys[0].expiresAt: must be an RFC 3339 time with its offset, such as 2027-01-31T00:00:00Z',
        'access.keys[0].name: must not be anonymous nor begin with jwt:',
        'access.keys[1].expiresAt: must be an RFC 3339 time with its offset, such as 2027-01-31T00:00:00Z',
        'access.keys[1].name: must not be anonymous nor begin with jwt:',
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
    expect(error.message).toBe(
      'The configuration has 2 faults:\n  the file: must be a mapping\n  gateway.port: must be a number',
    );
  });
});
