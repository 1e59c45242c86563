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

/** A master, its replica, and a sentinel that puts the replica in the master's place. */
export interface SentinelRedis {
  master: StageRedis;
  replica: StageRedis;
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
  mendLink(): Promise<void>;
  close(): Promise<void>;
}

export async function openSentinel(): Promise<SentinelRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'jobgate-sentinel-'));
  const reaper = new Reaper(folder);
  const [masters, replicas] = ['master', 'replica'].map((name) => join(folder, name)) as [string, string];
  const master = await StageRedis.start(masters, reaper);
  const replica = await StageRedis.start(replicas, reaper, [
    ...['--replicaof', `127.0.0.1 ${master.port}`, '--repl-diskless-sync-delay', '0'],
  ]);
  const port = await startSentinel(folder, master, reaper);
  const ask = (server: StageRedis, what: string) => server.command('INFO', what);
  const isLinked = () =>
    eventually(async () => {
      if (!/master_link_status:up/.test(await ask(replica, 'replication')))
        throw new Error('no link to the master yet');
    });
  await isLinked();
  const location = { kind: 'sentinel' as const, sentinels: [{ host: '127.0.0.1', port }], masterName: MASTER_NAME };
  return {
    master,
    replica,
    url: `redis+sentinel://127.0.0.1:${port}/${MASTER_NAME}/0`,
    location: { ...location, database: 0, tls: false, username: null, password: null },
    cutLink: async () => {
      // Whoever is connected as a replica is thrown out, and cannot ask for the stream again.
      await master.command('ACL', 'SETUSER', 'default', '-psync', '-sync');
      await master.command('CLIENT', 'KILL', 'TYPE', 'replica');
      await eventually(async () => {
        if (!/connected_slaves:0/.test(await ask(master, 'replication'))) throw new Error('the link is still there');
      });
    },
    mendLink: async () => {
      await master.command('ACL', 'SETUSER', 'default', '+psync', '+sync');
      await isLinked();
    },
    close: async () => {
      await reaper.endAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** It writes what it finds out into its own file. */
async function startSentinel(folder: string, master: StageRedis, reaper: Reaper): Promise<number> {
  const port = await freePort();
  const own = join(folder, 'sentinel');
  mkdirSync(own);
  const file = join(own, 'sentinel.conf');
  const lines = [
    ...[`port ${port}`, 'bind 127.0.0.1', `dir ${own}`, `sentinel monitor ${MASTER_NAME} 127.0.0.1 ${master.port} 1`],
    `sentinel down-after-milliseconds ${MASTER_NAME} ${DOWN_AFTER_MS}`,
    `sentinel failover-timeout ${MASTER_NAME} ${FAIL_OVER_WITHIN_MS}`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const args = [file, '--sentinel'];
  const sentinel = new StageProcess({ name: 'sentinel', command: 'redis-server', args, reaper });
  await sentinel.line((line) => line.includes('+slave slave'));
  return port;
}
