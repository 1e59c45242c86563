import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { handleAskingRejections } from './cluster-asking.js';
import { PRIMARY_CLIENT_OPTIONS, reconnectToPrimary } from './primary-client.js';
import { ClusterClientWithTimeout, type ClusterClientOptions } from './cluster-client-with-timeout.js';
import { SCRIPTS, type StoreScripts } from '../scripts/scripts.js';
import { MasterConnector } from './sentinel/master.connector.js';
import { answerInfoWithVersion } from './server-version.js';

interface RedisLogin {
  tls: boolean;
  /** PEM text of the authorities that are trusted instead of the system's. */
  ca?: string | null;
  username: string | null;
  password: string | null;
}

interface RedisNode {
  host: string;
  port: number;
}

/** Of sentinels, not of servers. */
interface SentinelCredentials {
  user: string | null;
  password: string | null;
  tls: boolean;
}

/** Where Redis is. Username and password are those of the servers, not of the sentinels. */
export type RedisLocation =
  | (RedisLogin & RedisNode & { kind: 'single'; database: number })
  | (RedisLogin & {
      kind: 'sentinel';
      sentinels: RedisNode[];
      masterName: string;
      database: number;
      logOn?: SentinelCredentials;
    })
  | (RedisLogin & { kind: 'cluster'; nodes: RedisNode[] });

/** A connection with the store's scripts on it. */
export type RedisClient = (Redis | Cluster) & StoreScripts;

export interface RedisUse {
  /**
   * `store`: short commands with timeout. `callers`: the same with a shorter one, because a caller waits. `queue`:
   * endless retries and blocking reads, as BullMQ requires. `tail`: short blocking reads with a short timeout.
   */
  for: 'store' | 'callers' | 'queue' | 'tail';
}

/** Timeout of short commands. */
const COMMAND_TIMEOUT_MS = 5_000;
/** The same where a caller waits. Workers have more patience: of them, thousands of commands may wait for one another. */
const CALLERS_TIMEOUT_MS = 2_000;
/** A tail asks twice a second, so that a server that is silent for as long as this is soon known to be away. */
const TAIL_TIMEOUT_MS = 1_000;
/** A short command waits for at most two reconnects. */
const LONGEST_RECONNECT_PAUSE_MS = 400;

/** Commands that are issued together go out together; those that ask for many things at once need not wait for others. */
const PIPELINED: RedisOptions = { enableAutoPipelining: true, autoPipeliningIgnoredCommands: ['mget'] };

const CLIENT_OPTIONS: Record<RedisUse['for'], RedisOptions> = {
  store: { maxRetriesPerRequest: 1, commandTimeout: COMMAND_TIMEOUT_MS, ...PIPELINED },
  callers: { maxRetriesPerRequest: 1, commandTimeout: CALLERS_TIMEOUT_MS, ...PIPELINED },
  queue: { maxRetriesPerRequest: null },
  tail: { maxRetriesPerRequest: 0, commandTimeout: TAIL_TIMEOUT_MS },
};

export function connectRedis(location: RedisLocation, use: RedisUse): RedisClient {
  const options: RedisOptions = {
    connectTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_RECONNECT_PAUSE_MS),
    ...CLIENT_OPTIONS[use.for],
  };
  const client = answerInfoWithVersion(clientOf(location, options));
  client.on('error', () => undefined);
  for (const [name, { lua, numberOfKeys }] of Object.entries(SCRIPTS))
    client.defineCommand(name, { lua, numberOfKeys });
  return client as RedisClient;
}

function clientOf(location: RedisLocation, options: RedisOptions): Redis | Cluster {
  const tls = location.ca ? { ca: location.ca } : {};
  const login: RedisOptions = {
    username: location.username ?? undefined,
    password: location.password ?? undefined,
    ...(location.tls ? { tls } : {}),
  };
  if (location.kind === 'single') {
    const { host, port, database: db } = location;
    return reconnectToPrimary(new Redis({ ...options, ...PRIMARY_CLIENT_OPTIONS, ...login, host, port, db }));
  }
  if (location.kind === 'sentinel') {
    const { sentinels, masterName: name, database: db, logOn } = location;
    const sentinelOptions: RedisOptions = {
      ...{ sentinels, name, db, Connector: MasterConnector },
      sentinelUsername: logOn?.user ?? undefined,
      sentinelPassword: logOn?.password ?? undefined,
      // By their names in ioredis: the first is for the servers, the second for the sentinels.
      enableTLSForSentinelMode: location.tls,
      ...(logOn?.tls ? { sentinelTLS: tls } : {}),
    };
    return reconnectToPrimary(new Redis({ ...options, ...PRIMARY_CLIENT_OPTIONS, ...login, ...sentinelOptions }));
  }
  // While a slot moves, each of several commands may be sent to another node: as a pipeline they would fail as one.
  const { enableAutoPipelining: _, autoPipeliningIgnoredCommands: __, retryStrategy, ...redisOptions } = options;
  const clusterOptions: ClusterClientOptions = {
    redisOptions: { ...redisOptions, enableReadyCheck: false, ...login, replyMapping: 'legacy' },
    // Certificates are issued for the names of nodes.
    ...(location.tls ? { dnsLookup: (address, callback) => callback(null, address) } : {}),
    clusterRetryStrategy: retryStrategy as ClusterClientOptions['clusterRetryStrategy'],
  };
  const { commandTimeout } = options;
  return handleAskingRejections(
    commandTimeout === undefined
      ? new Cluster(location.nodes, clusterOptions)
      : new ClusterClientWithTimeout(location.nodes, clusterOptions, commandTimeout),
  );
}
