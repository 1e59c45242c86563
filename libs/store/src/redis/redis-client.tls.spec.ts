import { jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../../../test/stage/eventually.js';
import { freePort } from '../../../../test/stage/free-port.js';
import { Reaper } from '../../../../test/stage/reaper.js';
import { locationOf, openRedis } from '../../../../test/stage/redis-server.js';
import { StageProcess } from '../../../../test/stage/stage.process.js';
import { onServer, openCluster } from '../../test/store.scene.js';
import { Store } from '../store.js';
import type { RedisLocation } from './redis-client.js';

jest.setTimeout(60_000);

const fixture = (name: string) => fileURLToPath(new URL(`../../../../test/fixtures/tls/${name}`, import.meta.url));
const CERTIFICATE = fixture('self-signed.pem');
const CA = readFileSync(CERTIFICATE, 'utf8');
const TLS = ['--tls-cert-file', CERTIFICATE, '--tls-key-file', fixture('self-signed.key.pem')].concat(
  ...[
    ['--tls-ca-cert-file', CERTIFICATE],
    ['--tls-auth-clients', 'no'],
  ],
);

async function isReached(location: RedisLocation): Promise<boolean> {
  const store = Store.connect(location, 'test', 'callers');
  try {
    return await store.isReachable();
  } finally {
    await store.close();
  }
}

describe('a Redis with TLS and users', () => {
  let tlsPort: number;
  let closing: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    tlsPort = await freePort();
    closing = [];
  });
  afterEach(async () => {
    for (const close of closing.reverse()) await close();
  });

  /** A server that takes TLS on a port of its own, and its user's password. */
  async function openServer() {
    const server = await openRedis(['--tls-port', String(tlsPort), ...TLS, '--tls-replication', 'no']);
    closing.push(() => server.close());
    return server;
  }

  /** A sentinel that wants a log-on, with TLS or without, and names the server at this port. */
  async function openSentinel(port: number, settings: string[]): Promise<number> {
    const folder = mkdtempSync(join(tmpdir(), 'jobgate-sentinel-'));
    const reaper = new Reaper(folder);
    const sentinelPort = await freePort();
    const file = join(folder, 'sentinel.conf');
    writeFileSync(
      file,
      [
        ...settings.map((line) => line.replace('PORT', String(sentinelPort))),
        `dir ${folder}`,
        `sentinel monitor main 127.0.0.1 ${port} 1`,
        '',
      ].join('\n'),
    );
    const sentinel = new StageProcess({
      name: 'sentinel',
      command: 'redis-server',
      args: [file, '--sentinel'],
      reaper,
    });
    closing.push(async () => {
      await reaper.endAll();
      rmSync(folder, { recursive: true });
    });
    await sentinel.line((line) => line.includes('+monitor master main'));
    return sentinelPort;
  }

  const login = { username: null, password: null, database: 0 };
  const sentinelAt = (port: number) => ({
    kind: 'sentinel' as const,
    sentinels: [{ host: '127.0.0.1', port }],
    masterName: 'main',
    ...login,
  });

  it('is reached over TLS with the authority of the configuration, and not without', async () => {
    await openServer();
    const location = { ...locationOf(tlsPort), host: 'localhost', tls: true };
    await eventually(async () => expect(await isReached({ ...location, ca: CA })).toBe(true));
    expect(await isReached(location)).toBe(false);
  });

  it('is reached as a Cluster over TLS, each node by the name that its certificate is for', async () => {
    const ports = await Promise.all([freePort(), freePort(), freePort()]);
    const names = ['--cluster-announce-hostname', 'localhost', '--cluster-preferred-endpoint-type', 'hostname'];
    const settings = (node: number) => ['--tls-port', String(ports[node]), ...TLS, '--tls-cluster', 'yes', ...names];
    const servers = await openCluster(settings);
    closing.push(() => Promise.all(servers.map((server) => server.close())));
    const location: RedisLocation = {
      kind: 'cluster',
      nodes: [{ host: 'localhost', port: ports[0]! }],
      ...{ tls: true, ca: CA, username: null, password: null },
    };
    const store = Store.connect(location, 'test', 'callers');
    closing.push(() => store.close());
    const connections = ['a', 'b', 'c'];
    await eventually(async () => {
      for (const connection of connections) await store.connectionStatus.write(connection, { inFlight: 1 });
    });
    const kept = await Promise.all(servers.map((server) => onServer(server, (redis) => redis.keys('test:*:board'))));
    expect(kept.map((names) => names.length)).toEqual([1, 1, 1]);
    expect(await isReached({ ...location, ca: null })).toBe(false);
  });

  it('is found through sentinels with user and password', async () => {
    const server = await openServer();
    const user = 'user jobgate on >secret allchannels +@all';
    const port = await openSentinel(server.redis.port, ['port PORT', user, 'user default off']);
    const location = { ...sentinelAt(port), tls: false };
    const logOn = { user: 'jobgate', password: 'secret', tls: false };
    await eventually(async () => expect(await isReached({ ...location, logOn })).toBe(true));
    expect(await isReached({ ...location, logOn: { ...logOn, password: 'wrong' } })).toBe(false);
  });

  it('is reached over TLS, like its sentinels', async () => {
    await openServer();
    const certificate = [`tls-cert-file ${CERTIFICATE}`, `tls-key-file ${fixture('self-signed.key.pem')}`];
    const tls = [...certificate, `tls-ca-cert-file ${CERTIFICATE}`, 'tls-auth-clients no', 'tls-replication yes'];
    const port = await openSentinel(tlsPort, ['port 0', 'tls-port PORT', ...tls, 'requirepass secret']);
    const location = { ...sentinelAt(port), tls: true, ca: CA };
    const logOn = { user: null, password: 'secret', tls: true };
    await eventually(async () => expect(await isReached({ ...location, logOn })).toBe(true));
    expect(await isReached({ ...location, logOn: { ...logOn, tls: false } })).toBe(false);
    expect(await isReached({ ...location, ca: null, logOn })).toBe(false);
  });
});
