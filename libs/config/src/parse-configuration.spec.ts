import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, faultsOf, withConnection, AUTH, CERTIFICATE, SHA } from '../test/configuration.scene.js';

/** What requests are for, and how they come, unless the file says something else. */
const SERVED_TO_ALL = { tls: null, hosts: null, pages: { dashboard: true, docs: true, queues: true } };

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
        encryptionKeys: [],
      },
      gateway: {
        host: '127.0.0.1',
        port: 3000,
        readWaitMs: 2_000,
        plainReads: 'node',
        trustedProxies: [],
        sockets: { most: 10_000, perAddress: 1_000 },
        ...SERVED_TO_ALL,
      },
      worker: null,
      telemetry: { logs: { level: 'info' }, traces: null },
      access: {
        anonymous: 'none',
        keys: [],
        jwt: null,
        tokenGrantMs: 86_400_000,
        quota: { reads: { count: 2_000, perMs: 1_000 }, writes: { count: 100, perMs: 1_000 } },
        limits: { streams: 100, waits: 200, tracked: 50_000, polls: 0.25 },
      },
      webhooks: { allowPrivateTargets: false, allow: [] },
      tracking: { retentionMs: 604_800_000, lostAfter: { answers: 3, spreadMs: 60_000, graceMs: 30_000 } },
      connections: [
        {
          name: 'a',
          renamedFrom: null,
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

  it('has no limits and no quota where it says so', () => {
    const text = `gateway: { sockets: none }\naccess: { limits: none, quota: none }\n${withConnection(AUTH)}`;
    const { access, gateway } = parse(text, 'gateway');
    expect(gateway.sockets).toEqual({ most: null, perAddress: null });
    expect(access.quota).toEqual({ reads: null, writes: null });
    expect(access.limits).toEqual({ streams: null, waits: null, tracked: null, polls: null });
  });

  it.each([
    ['{}', [2_000, 100]],
    ['{ reads: 50/s }', [50, 100]],
    ['{ writes: 3/s }', [2_000, 3]],
    ['{ reads: none }', [null, 100]],
    ['{ writes: none }', [2_000, null]],
  ])('has the default of what a quota does not name: %s', (quota, [reads, writes]) => {
    const { access } = parse(`access: { quota: ${quota} }\n${withConnection(AUTH)}`, 'gateway');
    expect([access.quota.reads?.count ?? null, access.quota.writes?.count ?? null]).toEqual([reads, writes]);
  });

  it('reads every key of the file', () => {
    const text = `
redis: { url: 'redis+cluster://h1,h2', prefix: jobs }
gateway: { host: 0.0.0.0, port: 8080, readWaitMs: 500, plainReads: front, trustedProxies: [10.0.0.0/8, '::1'], sockets: { most: none, perAddress: 50 }, hosts: ['jobgate.example', '[::1]:3000'], pages: { docs: false } }
worker: { port: 9464 }
telemetry: { logs: { level: debug }, traces: { otlpUrl: 'http://collector:4318/v1/traces', sampleRatio: 0.1 } }
access:
  anonymous: read
  keys:
    - { name: dashboards, sha256: ${SHA.toUpperCase()}, scopes: [jobs:read, admin], connections: ['*', a] }
  jwt: { issuer: https://id.example, audience: jobgate, jwksUrl: https://id.example/keys, maxAge: 24h, typ: at+jwt }
  tokenGrant: 30m
  quota: { reads: none, writes: 600/m }
  limits: { streams: none, waits: 20, tracked: 300, polls: 0.5 }
webhooks: { allowPrivateTargets: true, allow: [{ cidr: 10.1.0.0/16, ports: [443, 8443] }, { cidr: 'fd00::7' }] }
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
      gateway: {
        host: '0.0.0.0',
        port: 8080,
        readWaitMs: 500,
        plainReads: 'front',
        trustedProxies: ['10.0.0.0/8', '::1'],
        sockets: { most: null, perAddress: 50 },
        tls: null,
        hosts: ['jobgate.example', '[::1]:3000'],
        pages: { dashboard: true, docs: false, queues: true },
      },
      worker: { host: '127.0.0.1', port: 9464 },
      telemetry: {
        logs: { level: 'debug' },
        traces: { otlpUrl: 'http://collector:4318/v1/traces', sampleRatio: 0.1 },
      },
      access: {
        anonymous: 'read',
        keys: [{ name: 'dashboards', sha256: SHA, scopes: ['jobs:read', 'admin'], connections: ['*', 'a'] }],
        jwt: {
          ...{ issuer: 'https://id.example', audience: 'jobgate', jwksUrl: 'https://id.example/keys' },
          ...{ maxAgeMs: 86_400_000, typ: 'at+jwt' },
        },
        tokenGrantMs: 1_800_000,
        quota: { reads: null, writes: { count: 600, perMs: 60_000 } },
        limits: { streams: null, waits: 20, tracked: 300, polls: 0.5 },
      },
      webhooks: {
        allowPrivateTargets: true,
        allow: [
          { cidr: '10.1.0.0/16', ports: [443, 8443] },
          { cidr: 'fd00::7', ports: [443] },
        ],
      },
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

  it('takes several keys of one caller, each with an end of its own or none', () => {
    const key = (sha: string, more = '') => `{ name: k, sha256: ${sha}, scopes: [admin], connections: ['*']${more} }`;
    const other = SHA.replace('a', 'b');
    const keys = [key(SHA), key(other, ', expiresAt: 2027-01-31T02:00:00+02:00')];
    expect(
      parse(`access: { keys: [${keys.join(', ')}] }\n${withConnection(AUTH)}`, 'gateway').access.keys,
    ).toMatchObject([
      { name: 'k', expiresAt: null },
      { name: 'k', expiresAt: Date.UTC(2027, 0, 31) },
    ]);
  });

  it('takes an empty value for an absent key', () => {
    expect(faultsOf(`redis:\naccess:\n  keys:\n${withConnection(`${AUTH}\noptions:\ntls:`)}`)).toEqual([]);
  });

  it('trims the slash at the end of a URL and keeps its path', () => {
    const text = withConnection(AUTH).replace('https://a.example', 'https://a.example:8443/base//');
    expect(parse(text, 'gateway').connections[0]?.url).toBe('https://a.example:8443/base');
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

    it('take precedence over the file', () => {
      const configuration = parse(
        'redis: { url: "${NOT_SET}", prefix: p }\ngateway: { port: 1 }',
        'gateway',
        environment,
      );
      expect(configuration.redis).toMatchObject({ server: { host: 'other', port: 7000, database: 1 }, prefix: 'p' });
      expect(configuration.gateway).toMatchObject({ host: '::', port: 8081 });
    });

    it('replace sections that the file lacks, without substitution', () => {
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
      const text = `webhooks: { allowPrivateTargets: true }
access: { keys: [{ name: k, sha256: ${SHA}, scopes: [admin], connections: [a, b] }] }
${withConnection(`${AUTH}\ntls: { verify: false }`).replace('https:', 'http:')}`;
      expect(parse(text, 'worker').warnings.map(({ path }) => path)).toEqual([
        'connections[0].url',
        'connections[0].tls.verify',
        'access.keys[0].connections[1]',
        'webhooks.allowPrivateTargets',
      ]);
    });

    it('name keys that are one caller with different rights', () => {
      const keys = [
        { name: 'k', scopes: ['jobs:read', 'jobs:track'], connections: ['a'] },
        { name: 'k', scopes: ['jobs:track', 'jobs:read'], connections: ['a'] },
        { name: 'k', scopes: ['jobs:read', 'jobs:track'], connections: ['*'] },
        { name: 'other', scopes: ['jobs:read'], connections: ['*'] },
      ].map((key, index) => ({ ...key, sha256: SHA.slice(1) + index }));
      const text = `access: { keys: ${JSON.stringify(keys)} }\n${withConnection(AUTH)}`;
      expect(parse(text, 'worker').warnings.map(({ path }) => path)).toEqual(['access.keys[2].name']);
    });

    it('say when there is nothing to ask and nobody to answer', () => {
      expect(parse('', 'gateway').warnings.map(({ path }) => path)).toEqual(['connections', 'access']);
    });
  });
});
