import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { PunctualCluster, type PunctualClusterOptions } from './punctual-cluster.js';
import { CLAIM, MOVE } from './scripts/claim.js';
import { REPLACE_MARK } from './scripts/command.js';
import { COMMIT } from './scripts/commit.js';
import { FORGET } from './scripts/forget.js';
import { CLAIM_KEY, SETTLE_KEY } from './scripts/idempotency.js';
import { DISOWN, OWN } from './scripts/own.js';
import { PAGE } from './scripts/page.js';
import { PRESENT } from './scripts/roll.js';
import { DROP, HAND_OVER, SETTLE, SUBSCRIBE, WRITE_DOWN } from './scripts/webhooks.js';

interface RedisLogin {
  tls: boolean;
  username: string | null;
  password: string | null;
}

interface RedisNode {
  host: string;
  port: number;
}

/** Where Redis is. Username and password are those of the servers, not of the sentinels. */
export type RedisLocation =
  | (RedisLogin & RedisNode & { kind: 'single'; database: number })
  | (RedisLogin & { kind: 'sentinel'; sentinels: RedisNode[]; masterName: string; database: number })
  | (RedisLogin & { kind: 'cluster'; nodes: RedisNode[] });

/** A connection with the store's scripts on it. */
export type RedisClient = (Redis | Cluster) & StoreScripts;

interface StoreScripts {
  jobgateCommit(...values: (string | Buffer | number)[]): Promise<(number | string | null)[]>;
  jobgateClaim(...values: (string | number)[]): Promise<(string | null)[]>;
  jobgateMove(...values: (string | number)[]): Promise<number>;
  jobgateForget(...values: (string | number)[]): Promise<number>;
  jobgateOwn(...values: (string | number)[]): Promise<number>;
  jobgateDisown(...values: (string | number)[]): Promise<number>;
  jobgatePresent(...values: (string | number)[]): Promise<number>;
  jobgatePage(...values: (string | number)[]): Promise<string[]>;
  jobgateSubscribe(...values: (string | number)[]): Promise<number>;
  jobgateHandOver(...values: (string | number)[]): Promise<string[] | null>;
  jobgateSettle(...values: (string | number)[]): Promise<number>;
  jobgateDrop(...values: (string | number)[]): Promise<number>;
  jobgateWriteDown(...values: (string | number)[]): Promise<number>;
  jobgateClaimKey(...values: (string | number)[]): Promise<string[]>;
  jobgateSettleKey(...values: (string | number)[]): Promise<number>;
  jobgateReplaceMark(...values: (string | number)[]): Promise<number>;
}

const SCRIPTS: Record<keyof StoreScripts, string> = {
  jobgateCommit: COMMIT,
  jobgateClaim: CLAIM,
  jobgateMove: MOVE,
  jobgateForget: FORGET,
  jobgateOwn: OWN,
  jobgateDisown: DISOWN,
  jobgatePresent: PRESENT,
  jobgatePage: PAGE,
  jobgateSubscribe: SUBSCRIBE,
  jobgateHandOver: HAND_OVER,
  jobgateSettle: SETTLE,
  jobgateDrop: DROP,
  jobgateWriteDown: WRITE_DOWN,
  jobgateClaimKey: CLAIM_KEY,
  jobgateSettleKey: SETTLE_KEY,
  jobgateReplaceMark: REPLACE_MARK,
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
    enableReadyCheck: true,
    connectTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_RECONNECT_PAUSE_MS),
    ...MANNERS[use.for],
  };
  const client = clientOf(location, options);
  client.on('error', () => undefined);
  for (const [name, lua] of Object.entries(SCRIPTS)) client.defineCommand(name, { lua, numberOfKeys: 1 });
  return client as RedisClient;
}

function clientOf(location: RedisLocation, options: RedisOptions): Redis | Cluster {
  const login: RedisOptions = {
    username: location.username ?? undefined,
    password: location.password ?? undefined,
    ...(location.tls ? { tls: {} } : {}),
  };
  if (location.kind === 'single') {
    return new Redis({ ...options, ...login, host: location.host, port: location.port, db: location.database });
  }
  if (location.kind === 'sentinel') {
    const { sentinels, masterName: name, database: db } = location;
    return new Redis({ ...options, ...login, sentinels, name, db, failoverDetector: true });
  }
  const { enableAutoPipelining, autoPipeliningIgnoredCommands, retryStrategy, ...redisOptions } = options;
  const clusterOptions: PunctualClusterOptions = {
    redisOptions: { ...redisOptions, ...login, replyMapping: 'legacy' },
    enableAutoPipelining,
    autoPipeliningIgnoredCommands,
    clusterRetryStrategy: retryStrategy as PunctualClusterOptions['clusterRetryStrategy'],
  };
  const { commandTimeout } = options;
  return commandTimeout === undefined
    ? new Cluster(location.nodes, clusterOptions)
    : new PunctualCluster(location.nodes, clusterOptions, commandTimeout);
}

/** What servers answer while they cannot serve: https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const REFUSALS =
  /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|OOM|MISCONF|NOREPLICAS|BUSY|ERR max number of clients)\b/;
/** What the client says when there is no server to ask. */
const ABSENCES =
  /Connection is closed|timed out|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|Stream isn't writeable|Socket timeout|startup nodes|Cluster (is|isn't)|Cluster redirections|Node is disconnected|sentinels are unreachable/;

/** Whether an error means that Redis could not be reached or did not answer, rather than that a command was wrong. */
export function isStoreFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'MaxRetriesPerRequestError' || error.name === 'ClusterAllFailedError') return true;
  return REFUSALS.test(error.message) || ABSENCES.test(error.message);
}
