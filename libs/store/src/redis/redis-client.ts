import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { handleAsking } from './cluster-asking.js';
import { PRIMARY_OPTIONS, stayWithPrimary } from './primary-client.js';
import { PunctualCluster, type PunctualClusterOptions } from './cluster-client-with-timeout.js';
import { CLAIM, MOVE, UNSCHEDULE } from '../scripts/claim.js';
import { REPLACE_MARK } from '../scripts/command.js';
import { COMMIT } from '../scripts/commit.js';
import { FORGET } from '../scripts/delete-job.js';
import { CLAIM_KEY, SETTLE_KEY } from '../scripts/idempotency.js';
import { LINGER } from '../scripts/extend-expiry.js';
import { OUTLINES } from '../scripts/outlines.js';
import { DISOWN, OWN } from '../scripts/own.js';
import { PAGE } from '../scripts/page.js';
import { MARK_READ } from '../scripts/pointers.js';
import { PUT_LANE_RIGHT, PUT_RIGHT, RAISE_VERSION } from '../scripts/repair.js';
import { PRESENT } from '../scripts/roll.js';
import { ENTER_TRACKED, SETTLE_TRACKED } from '../scripts/tracking.js';
import { DROP, HAND_OVER, SETTLE, SUBSCRIBE, WRITE_DOWN } from '../scripts/webhooks.js';
import { MasterConnector } from './sentinel/master.connector.js';
import { knowVersion } from './server-version.js';

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
interface SentinelLogOn {
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
      logOn?: SentinelLogOn;
    })
  | (RedisLogin & { kind: 'cluster'; nodes: RedisNode[] });

/** A connection with the store's scripts on it. */
export type RedisClient = (Redis | Cluster) & StoreScripts;

interface StoreScripts {
  jobgateCommit(...values: (string | Buffer | number)[]): Promise<(number | string | null)[]>;
  jobgateClaim(...values: (string | number)[]): Promise<(string | null)[]>;
  jobgateUnschedule(...values: (string | number)[]): Promise<number>;
  jobgateMove(...values: (string | number)[]): Promise<number>;
  jobgateForget(...values: (string | number)[]): Promise<number>;
  jobgateLinger(...values: (string | number)[]): Promise<number>;
  jobgateOwn(...values: (string | number)[]): Promise<number>;
  jobgateDisown(...values: (string | number)[]): Promise<number>;
  jobgatePresent(...values: (string | number)[]): Promise<number>;
  jobgatePage(...values: (string | number)[]): Promise<string[]>;
  jobgateOutlines(...values: (string | number)[]): Promise<(string | null)[]>;
  jobgateSubscribe(...values: (string | number)[]): Promise<number>;
  jobgateHandOver(...values: (string | number)[]): Promise<string[] | null>;
  jobgateSettle(...values: (string | number)[]): Promise<number>;
  jobgateDrop(...values: (string | number)[]): Promise<number>;
  jobgateWriteDown(...values: (string | number)[]): Promise<number>;
  jobgateClaimKey(...values: (string | number)[]): Promise<string[]>;
  jobgateSettleKey(...values: (string | number)[]): Promise<number>;
  jobgateReplaceMark(...values: (string | number)[]): Promise<number>;
  jobgateMarkRead(...values: (string | number)[]): Promise<number>;
  jobgatePutRight(...values: (string | number)[]): Promise<number[] | null>;
  jobgatePutLaneRight(...values: (string | number)[]): Promise<number[]>;
  jobgateRaiseVersion(...values: (string | number)[]): Promise<number>;
  jobgateEnterTracked(...values: (string | number)[]): Promise<number>;
  jobgateSettleTracked(...values: (string | number)[]): Promise<number>;
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
  jobgateForget: { lua: FORGET, keys: null },
  jobgateLinger: { lua: LINGER, keys: 1 },
  jobgateOwn: { lua: OWN, keys: 1 },
  jobgateDisown: { lua: DISOWN, keys: 1 },
  jobgatePresent: { lua: PRESENT, keys: 2 },
  jobgatePage: { lua: PAGE, keys: 1 },
  jobgateOutlines: { lua: OUTLINES, keys: null },
  jobgateSubscribe: { lua: SUBSCRIBE, keys: 2 },
  jobgateHandOver: { lua: HAND_OVER, keys: null },
  jobgateSettle: { lua: SETTLE, keys: 3 },
  jobgateDrop: { lua: DROP, keys: null },
  jobgateWriteDown: { lua: WRITE_DOWN, keys: 3 },
  jobgateClaimKey: { lua: CLAIM_KEY, keys: 1 },
  jobgateSettleKey: { lua: SETTLE_KEY, keys: 1 },
  jobgateReplaceMark: { lua: REPLACE_MARK, keys: 1 },
  jobgateMarkRead: { lua: MARK_READ, keys: null },
  jobgatePutRight: { lua: PUT_RIGHT, keys: null },
  jobgatePutLaneRight: { lua: PUT_LANE_RIGHT, keys: 3 },
  jobgateRaiseVersion: { lua: RAISE_VERSION, keys: 1 },
  jobgateEnterTracked: { lua: ENTER_TRACKED, keys: 1 },
  jobgateSettleTracked: { lua: SETTLE_TRACKED, keys: 1 },
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

const MANNERS: Record<RedisUse['for'], RedisOptions> = {
  store: { maxRetriesPerRequest: 1, commandTimeout: COMMAND_TIMEOUT_MS, ...PIPELINED },
  callers: { maxRetriesPerRequest: 1, commandTimeout: CALLERS_TIMEOUT_MS, ...PIPELINED },
  queue: { maxRetriesPerRequest: null },
  tail: { maxRetriesPerRequest: 0, commandTimeout: TAIL_TIMEOUT_MS },
};

export function connectRedis(location: RedisLocation, use: RedisUse): RedisClient {
  const options: RedisOptions = {
    connectTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_RECONNECT_PAUSE_MS),
    ...MANNERS[use.for],
  };
  const client = knowVersion(clientOf(location, options));
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
    return stayWithPrimary(new Redis({ ...options, ...PRIMARY_OPTIONS, ...login, host, port, db }));
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
    return stayWithPrimary(new Redis({ ...options, ...PRIMARY_OPTIONS, ...login, ...sentinelOptions }));
  }
  // While a slot moves, each of several commands may be sent to another node: as a pipeline they would fail as one.
  const { enableAutoPipelining: _, autoPipeliningIgnoredCommands: __, retryStrategy, ...redisOptions } = options;
  const clusterOptions: PunctualClusterOptions = {
    redisOptions: { ...redisOptions, enableReadyCheck: false, ...login, replyMapping: 'legacy' },
    // The name of a node is what its certificate is for.
    ...(location.tls ? { dnsLookup: (address, callback) => callback(null, address) } : {}),
    clusterRetryStrategy: retryStrategy as PunctualClusterOptions['clusterRetryStrategy'],
  };
  const { commandTimeout } = options;
  return handleAsking(
    commandTimeout === undefined
      ? new Cluster(location.nodes, clusterOptions)
      : new PunctualCluster(location.nodes, clusterOptions, commandTimeout),
  );
}
