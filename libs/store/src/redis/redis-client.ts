import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { handleAskingRejections } from './cluster-asking.js';
import { PRIMARY_CLIENT_OPTIONS, reconnectToPrimary } from './primary-client.js';
import { ClusterClientWithTimeout, type ClusterClientOptions } from './cluster-client-with-timeout.js';
import { CLAIM, MOVE, UNSCHEDULE } from '../scripts/claim.js';
import { REPLACE_VALUE } from '../scripts/command.js';
import { COMMIT } from '../scripts/commit.js';
import { DELETE_JOB } from '../scripts/delete-job.js';
import { CLAIM_IDEMPOTENCY_KEY, UPDATE_IDEMPOTENCY_KEY } from '../scripts/idempotency.js';
import { EXTEND_EXPIRY } from '../scripts/extend-expiry.js';
import { READ_OUTLINES } from '../scripts/outlines.js';
import { DISOWN, OWN } from '../scripts/own.js';
import { READ_INDEX_PAGE } from '../scripts/page.js';
import { MARK_POINTERS_READ } from '../scripts/pointers.js';
import { REPAIR_PARTITION, REPAIR_JOB_INDEXES, RAISE_VERSION } from '../scripts/repair.js';
import { PRESENT } from '../scripts/roll.js';
import { ADD_TRACKED_JOB, UPDATE_TRACKED_JOBS } from '../scripts/tracking.js';
import {
  DROP_PARTITIONS,
  ENQUEUE_DELIVERIES,
  COMPLETE_DELIVERY,
  REPLACE_SUBSCRIPTION,
  LOG_DELIVERY,
} from '../scripts/webhooks.js';
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

/** What the sentinels want, which are no servers. */
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

interface StoreScripts {
  jobgateCommit(...values: (string | Buffer | number)[]): Promise<(number | string | null)[]>;
  jobgateClaim(...values: (string | number)[]): Promise<(string | null)[]>;
  jobgateUnschedule(...values: (string | number)[]): Promise<number>;
  jobgateMove(...values: (string | number)[]): Promise<number>;
  jobgateDeleteJob(...values: (string | number)[]): Promise<number>;
  jobgateExtendExpiry(...values: (string | number)[]): Promise<number>;
  jobgateOwn(...values: (string | number)[]): Promise<number>;
  jobgateDisown(...values: (string | number)[]): Promise<number>;
  jobgatePresent(...values: (string | number)[]): Promise<number>;
  jobgateReadIndexPage(...values: (string | number)[]): Promise<string[]>;
  jobgateReadOutlines(...values: (string | number)[]): Promise<(string | null)[]>;
  jobgateReplaceSubscription(...values: (string | number)[]): Promise<number>;
  jobgateEnqueueDeliveries(...values: (string | number)[]): Promise<string[] | null>;
  jobgateCompleteDelivery(...values: (string | number)[]): Promise<number>;
  jobgateDropPartitions(...values: (string | number)[]): Promise<number>;
  jobgateLogDelivery(...values: (string | number)[]): Promise<number>;
  jobgateClaimIdempotencyKey(...values: (string | number)[]): Promise<string[]>;
  jobgateUpdateIdempotencyKey(...values: (string | number)[]): Promise<number>;
  jobgateReplaceValue(...values: (string | number)[]): Promise<number>;
  jobgateMarkPointersRead(...values: (string | number)[]): Promise<number>;
  jobgateRepairJobIndexes(...values: (string | number)[]): Promise<number[] | null>;
  jobgateRepairPartition(...values: (string | number)[]): Promise<number[]>;
  jobgateRaiseVersion(...values: (string | number)[]): Promise<number>;
  jobgateAddTrackedJob(...values: (string | number)[]): Promise<number>;
  jobgateUpdateTrackedJobs(...values: (string | number)[]): Promise<number>;
}

interface Script {
  lua: string;
  /** How many keys it takes; null: the caller says how many, before all else. */
  keys: number | null;
}

/** Every key that a script touches is among its keys: in a cluster, it then runs to its end or not at all. */
const SCRIPTS: Record<keyof StoreScripts, Script> = {
  jobgateCommit: { lua: COMMIT, keys: null },
  jobgateClaim: { lua: CLAIM, keys: 1 },
  jobgateUnschedule: { lua: UNSCHEDULE, keys: null },
  jobgateMove: { lua: MOVE, keys: 1 },
  jobgateDeleteJob: { lua: DELETE_JOB, keys: null },
  jobgateExtendExpiry: { lua: EXTEND_EXPIRY, keys: 1 },
  jobgateOwn: { lua: OWN, keys: 1 },
  jobgateDisown: { lua: DISOWN, keys: 1 },
  jobgatePresent: { lua: PRESENT, keys: 2 },
  jobgateReadIndexPage: { lua: READ_INDEX_PAGE, keys: 1 },
  jobgateReadOutlines: { lua: READ_OUTLINES, keys: null },
  jobgateReplaceSubscription: { lua: REPLACE_SUBSCRIPTION, keys: 2 },
  jobgateEnqueueDeliveries: { lua: ENQUEUE_DELIVERIES, keys: null },
  jobgateCompleteDelivery: { lua: COMPLETE_DELIVERY, keys: 3 },
  jobgateDropPartitions: { lua: DROP_PARTITIONS, keys: null },
  jobgateLogDelivery: { lua: LOG_DELIVERY, keys: 3 },
  jobgateClaimIdempotencyKey: { lua: CLAIM_IDEMPOTENCY_KEY, keys: 1 },
  jobgateUpdateIdempotencyKey: { lua: UPDATE_IDEMPOTENCY_KEY, keys: 1 },
  jobgateReplaceValue: { lua: REPLACE_VALUE, keys: 1 },
  jobgateMarkPointersRead: { lua: MARK_POINTERS_READ, keys: null },
  jobgateRepairJobIndexes: { lua: REPAIR_JOB_INDEXES, keys: null },
  jobgateRepairPartition: { lua: REPAIR_PARTITION, keys: 3 },
  jobgateRaiseVersion: { lua: RAISE_VERSION, keys: 1 },
  jobgateAddTrackedJob: { lua: ADD_TRACKED_JOB, keys: 1 },
  jobgateUpdateTrackedJobs: { lua: UPDATE_TRACKED_JOBS, keys: 1 },
};

export interface RedisUse {
  /**
   * `store`: short commands that fail rather than wait for ever. `callers`: the same, sooner, as somebody waits for what
   * comes of each. `queue`: what BullMQ wants, endless retries and blocking reads. `tail`: short blocking reads; an answer
   * that does not come is soon known.
   */
  for: 'store' | 'callers' | 'queue' | 'tail';
}

/** Longest wait for the answer to a short command. A frozen server must not freeze its callers. */
const COMMAND_TIMEOUT_MS = 5_000;
/** The same where a caller waits. Workers have more patience: of them, thousands of commands may wait for one another. */
const CALLERS_TIMEOUT_MS = 2_000;
/** A tail asks twice a second, so that a server that is silent for as long as this is soon known to be away. */
const TAIL_TIMEOUT_MS = 1_000;
/** A short command waits through two of these at most while Redis is away: its caller hears of it within a second. */
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
  for (const [name, { lua, keys }] of Object.entries(SCRIPTS)) {
    client.defineCommand(name, keys === null ? { lua } : { lua, numberOfKeys: keys });
  }
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
    // The name of a node is what its certificate is for.
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
