import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { Reaper } from './reaper.js';
import { StageProcess } from './stage.process.js';
import { StageRedis } from './stage.redis.js';

const MASTER_NAME = 'jobgate-main';
/** A master that is silent for so long is given up: real installations wait longer, tests need not. */
const DOWN_AFTER_MS = 1_000;
const FAIL_OVER_WITHIN_MS = 10_000;
/** A sentinel that logs on so neither hears others, which speak to each other by way of the servers, nor demotes anybody. */
const DEAF_USER = ['--user', 'deaf', 'on', '>deaf', '&*', '+ping', '+role', '+info', '+client'];

export interface SentinelOptions {
  /** How many sentinels; most of them have to agree. Default 1. */
  sentinels?: number;
  /** Further command line arguments of both servers. */
  settings?: readonly string[];
  /** A master that is silent for so long is given up. Default: soon. */
  downAfterMs?: number;
  /** One sentinel more, which is named first: it learns of no failover, and always names the first master. */
  isOneDeaf?: boolean;
  /** Default: one of its own, which ends with `close`. */
  reaper?: Reaper;
}

/** A master, its replica, and sentinels that put the replica in the master's place. */
export interface SentinelRedis {
  /** Who begins as the master. */
  master: StageRedis;
  replica: StageRedis;
  /** As the URL names them. */
  sentinels: readonly StageProcess[];
  url: string;
  location: {
    kind: 'sentinel';
    sentinels: { host: string; port: number }[];
    masterName: string;
    database: number;
    tls: boolean;
    username: null;
    password: null;
  };
  /** Cuts the replica off its master, which goes on; both stay up. */
  cutLink(): Promise<void>;
  /** Takes that back. */
  restoreLink(): Promise<void>;
  close(): Promise<void>;
}

export async function openSentinel({
  sentinels: count = 1,
  settings: further = [],
  downAfterMs = DOWN_AFTER_MS,
  isOneDeaf = false,
  reaper: given,
}: SentinelOptions = {}): Promise<SentinelRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'jobgate-sentinel-'));
  const reaper = given ?? new Reaper(folder);
  const settings = [...(isOneDeaf ? DEAF_USER : []), ...further];
  const [masters, replicas] = ['master', 'replica'].map((name) => join(folder, name)) as [string, string];
  const master = await StageRedis.start(masters, reaper, settings);
  const replica = await StageRedis.start(replicas, reaper, [
    ...['--replicaof', `127.0.0.1 ${master.port}`, '--repl-diskless-sync-delay', '0', ...settings],
  ]);
  const watchedBy = (quorum: number) => [
    `sentinel monitor ${MASTER_NAME} 127.0.0.1 ${master.port} ${quorum}`,
    `sentinel down-after-milliseconds ${MASTER_NAME} ${downAfterMs}`,
    `sentinel failover-timeout ${MASTER_NAME} ${FAIL_OVER_WITHIN_MS}`,
  ];
  const hearing = Array.from({ length: count }, () => watchedBy(Math.floor(count / 2) + 1));
  const deaf = isOneDeaf
    ? [[...watchedBy(2), `sentinel auth-user ${MASTER_NAME} deaf`, `sentinel auth-pass ${MASTER_NAME} deaf`]]
    : [];
  const started = await Promise.all(
    [...deaf, ...hearing].map((watched, index) =>
      startSentinel(join(folder, `sentinel ${index + 1}`), reaper, watched),
    ),
  );
  const ports = started.map(({ port }) => port);
  const ask = (server: StageRedis, what: string) => server.command('INFO', what);
  const isLinked = () =>
    eventually(async () => {
      if (!/master_link_status:up/.test(await ask(replica, 'replication')))
        throw new Error('no link to the master yet');
    });
  await isLinked();
  const sentinels = ports.map((port) => ({ host: '127.0.0.1', port }));
  const location = { kind: 'sentinel' as const, sentinels, masterName: MASTER_NAME };
  return {
    ...{ master, replica, sentinels: started.map(({ process }) => process) },
    url: `redis+sentinel://${ports.map((port) => `127.0.0.1:${port}`).join()}/${MASTER_NAME}/0`,
    location: { ...location, database: 0, tls: false, username: null, password: null },
    cutLink: async () => {
      // Whoever is connected as a replica is thrown out, and cannot ask for the stream again.
      await master.command('ACL', 'SETUSER', 'default', '-psync', '-sync');
      await master.command('CLIENT', 'KILL', 'TYPE', 'replica');
      await eventually(async () => {
        if (!/connected_slaves:0/.test(await ask(master, 'replication'))) throw new Error('the link is still there');
      });
    },
    restoreLink: async () => {
      // By SYNC a replica would follow as those before Redis 2.8 do, which confirm nothing.
      await master.command('ACL', 'SETUSER', 'default', '+psync');
      await isLinked();
    },
    close: async () => {
      if (given === undefined) await reaper.endAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** It writes what it finds out into its own file. */
async function startSentinel(
  own: string,
  reaper: Reaper,
  watched: readonly string[],
): Promise<{ port: number; process: StageProcess }> {
  const port = await freePort();
  mkdirSync(own);
  const file = join(own, 'sentinel.conf');
  const lines = [`port ${port}`, 'bind 127.0.0.1', `dir "${own}"`, ...watched];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const args = [file, '--sentinel'];
  const sentinel = new StageProcess({ name: 'sentinel', command: 'redis-server', args, reaper });
  await sentinel.line((line) => line.includes('+slave slave'));
  return { port, process: sentinel };
}
