import { applyObservation, newRecord, type JobRecord, type NewJob, type Observation } from '#libs/jobs';
import { Store, type Commit, type RedisLocation } from '#libs/store';
import { Redis } from 'ioredis';
import { eventually } from '../../../test/stage/eventually.js';
import { freePort } from '../../../test/stage/free-port.js';
import { openRedis, type RedisServer } from '../../../test/stage/redis-server.js';

/** What everything in the store must work on. */
export const DEPLOYMENTS = ['one Redis server', 'a Redis Cluster of three'] as const;

export interface StoreScene {
  store: Store;
  location: RedisLocation;
  servers: RedisServer[];
  /** Names of all keys, on whatever node. */
  keys(): Promise<string[]>;
  close(): Promise<void>;
}

const LAST_SLOT = 16_383;

export async function openStore(deployment: (typeof DEPLOYMENTS)[number] = DEPLOYMENTS[0]): Promise<StoreScene> {
  const servers = deployment === DEPLOYMENTS[0] ? [await openRedis()] : await openCluster();
  const [first] = servers;
  const location: RedisLocation =
    servers.length === 1
      ? first!.location
      : { kind: 'cluster', nodes: servers.map((server) => server.location), ...withoutLogin };
  const store = Store.connect(location, 'test');
  await eventually(() => store.redis.get('is it up'));
  return {
    store,
    location,
    servers,
    keys: async () => {
      const all = await Promise.all(servers.map((server) => onServer(server, (redis) => redis.keys('*'))));
      return all.flat();
    },
    close: async () => {
      await store.close();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

const withoutLogin = { tls: false, username: null, password: null };

/** Three that share the slots. `settings`: further command line arguments of the one of this index. */
export async function openCluster(settings: (node: number) => string[] = () => []): Promise<RedisServer[]> {
  const busPorts = await Promise.all([freePort(), freePort(), freePort()]);
  const servers = await Promise.all(
    busPorts.map((port, node) =>
      openRedis([
        ...['--cluster-enabled', 'yes', '--cluster-port', String(port), '--cluster-require-full-coverage', 'no'],
        ...settings(node),
      ]),
    ),
  );
  const share = Math.ceil((LAST_SLOT + 1) / servers.length);
  await Promise.all(
    servers.map((server, index) =>
      onServer(server, async (redis) => {
        const last = Math.min(LAST_SLOT, (index + 1) * share - 1);
        await redis.call('CLUSTER', 'ADDSLOTSRANGE', index * share, last);
        // Without epochs of their own they would have to settle which of them is right about the slots.
        await redis.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
        await redis.call('CLUSTER', 'MEET', '127.0.0.1', servers[0]!.redis.port, busPorts[0]!);
      }),
    ),
  );
  await Promise.all(
    servers.map((server) =>
      onServer(server, (redis) =>
        eventually(async () => {
          const facts = String(await redis.call('CLUSTER', 'INFO'));
          // A node is known before its slots are, and a client that reads the slots then does not ask again.
          const isWhole = /cluster_state:ok/.test(facts) && facts.includes(`cluster_slots_ok:${LAST_SLOT + 1}`);
          if (!isWhole || !/cluster_known_nodes:3/.test(facts)) throw new Error(facts);
        }, 20_000),
      ),
    ),
  );
  return servers;
}

export async function onServer<Value>(server: RedisServer, act: (redis: Redis) => Promise<Value>): Promise<Value> {
  const redis = new Redis(server.redis.port, '127.0.0.1');
  try {
    return await act(redis);
  } finally {
    redis.disconnect();
  }
}

/** When everything in these tests begins. */
export const NOW = Date.UTC(2026, 10, 21, 8, 0, 0);
const RETENTION_MS = 60_000;

export const job = (fields: Partial<NewJob> = {}): JobRecord =>
  newRecord({ connection: 'hmc-lab', key: 'job-1', provider: 'ibm-hmc', kind: 'run', trackedAt: NOW, ...fields });

/** How a job is tracked. */
export const tracking = (record: JobRecord): Omit<Commit, 'base'> => ({
  revised: { record, hasChanged: true, transition: null },
});

/** How an observation of it is written down; `nextCheckAt` is null once it has ended. */
export function seeing(
  record: JobRecord,
  said: Partial<Observation>,
  at: number,
  nextCheckAt: number | null = at + 1_000,
): Omit<Commit, 'base'> & { resultText: string | null } {
  const observation: Observation = { state: 'running', upstreamState: 'running', rule: 'test', ...said };
  const applied = applyObservation(record, observation, { at, source: 'poll', retentionMs: RETENTION_MS });
  const { observation: facts } = applied.record;
  const planned = { ...applied.record, observation: { ...facts, nextCheckAt } };
  return { revised: { ...applied, record: planned }, resultText: applied.resultText };
}

/** Tracks a job, or throws. */
export async function track(store: Store, record: JobRecord) {
  const outcome = await store.jobs.commit({ base: null, ...tracking(record) });
  if (!outcome.committed) throw new Error(`${record.id} is tracked already.`);
  return outcome.stored;
}

/** The events of a connection, oldest first. */
export async function eventsOf(store: Store, connection: string): Promise<Record<string, string>[]> {
  const entries = await store.redis.xrange(store.keys.events(connection), '-', '+');
  return entries.map(([, fields]) => {
    const pairs: [string, string][] = [];
    for (let index = 0; index < fields.length; index += 2) pairs.push([fields[index]!, fields[index + 1]!]);
    return Object.fromEntries(pairs);
  });
}
