import type { JobState } from '#libs/jobs';
import { hash } from 'node:crypto';
import type { AuditKind } from '../audit/audit-kinds.js';
import { tagOf } from '../ownership/shards.js';

/**
 * Names of all Redis keys. Those of a connection share its hash tag, so that one Lua script may touch them. Keys that say so
 * have a time to live.
 */
export class StoreKeys {
  constructor(readonly prefix: string) {}

  /** String: the version in digits, then the record by codecs/stored-job.ts. */
  readonly job = this.ofJob('job');
  /** List of transitions, oldest first, by codecs/history.codec.ts. */
  readonly history = this.ofJob('history');
  /** A result that is not in the record, form 1: one key for each job. */
  readonly unversionedResult = this.ofJob('result');
  /** The last response, redacted and capped, with its request. */
  readonly raw = this.ofJob('raw');
  /** Expires. The upstream has just denied the job. */
  readonly absent = this.ofJob('absent');

  /** The version that the last write got. */
  readonly version = this.ofConnection('version');
  /** The replication id of the server that wrote last, and the version since which it writes. */
  readonly lineage = this.ofConnection('lineage');
  /** The highest revision of all removed jobs. */
  readonly maxRemovedRevision = this.ofConnection('forgotten');
  /** Sorted set of job keys by the time of the next check, or of the end of the lease. */
  readonly schedule = this.ofConnection('schedule');
  /** Sorted set of all job keys by time of change. */
  readonly byChange = this.ofConnection('index:changed');
  /** Sorted set of all job keys by start time; `-inf`: unknown. */
  readonly byStart = this.ofConnection('index:started');
  /** Sorted set of ended job keys by the time of their removal. */
  readonly expiry = this.ofConnection('expiry');
  /** Stream of changes. */
  readonly events = this.ofConnection('events');
  /** Expires. The worker that runs the connection, format 1 of `ownership`. */
  readonly owner = this.ofConnection('owner');
  /** Hash: the reported health, circuit breaker and latency. */
  readonly connectionStatus = this.ofConnection('board');
  /** Sorted set of watched job keys by the end of the watch. */
  readonly watched = this.ofConnection('watched');
  /** Sorted set of pointer keys by the time of their last read. */
  readonly pointersRead = this.ofConnection('pointers:read');
  /** Sorted set of filters of open event streams by the time when one was last open. */
  readonly pointersStreamed = this.ofConnection('pointers:streamed');
  /** Hash: statistics of durations. */
  readonly durations = this.ofConnection('durations');
  /** Hash: jobs that are to be started one after another. */
  readonly sequences = this.ofConnection('sequences');
  /** Expires. Written so that a replica confirms earlier writes. */
  readonly fence = this.ofConnection('fence');

  /** The position in the event stream up to which webhooks were queued. */
  readonly webhookPosition = this.ofConnection('webhooks:position');
  /** Sorted set of job keys with the subscriptions that were named for them. */
  readonly webhookJobSubscriptions = this.ofConnection('webhooks:named');
  /** Set of the subscriptions with queued deliveries. */
  readonly webhookPending = this.ofConnection('webhooks:pending');
  /** Hash by subscription id: since when its deliveries are paused. */
  readonly webhookPaused = this.ofConnection('webhooks:held');
  /** Hash by job key, expires: revisions that were queued ahead of their events. */
  readonly webhookPublished = this.ofConnection('webhooks:announced');

  /** A result as JSON text that is not in the record, form 2. */
  readonly result = (connection: string, key: string, digest: string) =>
    `${this.unversionedResult(connection, key)}:${digest}`;
  /** Sorted set of the job keys in one state, by time of change. */
  readonly byState = (connection: string, state: JobState) => `${this.base(connection)}index:state:${state}`;
  /** Expires. Whether a command to the upstream was begun, and its outcome. */
  readonly command = (connection: string, command: string) => `${this.base(connection)}command:${command}`;
  /** Expires. What the write with this token did, in case it is sent twice. */
  readonly writeToken = (connection: string, token: string) => `${this.base(connection)}once:${token}`;
  /** Sorted set of a subscription's partitions by the time at which they are due. */
  readonly webhookDue = (connection: string, subscription: string) =>
    `${this.base(connection)}webhooks:due:${subscription}`;
  /** List of deliveries, oldest first. */
  readonly webhookPartition = (connection: string, subscription: string, partition: string) =>
    `${this.base(connection)}webhooks:lane:${subscription}:${partition}`;
  /** Expires. The name to which this connection's jobs were moved. In the connection's slot, but not among its keys. */
  readonly moved = (connection: string) => `${this.prefix}:moved:{${connection}}`;
  /** Expires. The name to which this connection's jobs are being moved. In its slot, but not among its keys. */
  readonly moving = (connection: string) => `${this.prefix}:moving:{${connection}}`;
  /** Sorted set of live workers by the end of their lives. */
  readonly workers = () => `${this.prefix}:{workers}:alive`;
  /** Set of the workers that died and have left something behind. */
  readonly deadWorkers = () => `${this.prefix}:{workers}:dead`;
  /** Hash: the leases of the connections of a shard, by connection. */
  readonly leases = (shard: number) => `${this.prefix}:{${tagOf(shard)}}:leases`;
  /** Stream: connections whose schedule or event stream has changed. */
  readonly signals = () => `${this.prefix}:{signals}:changed`;
  /** Expires. A worker was alive lately. */
  readonly workerSeen = () => `${this.prefix}:{workers}:seen`;
  /** Sorted set of connections by the time when a process last had them configured. */
  readonly configured = () => `${this.prefix}:{connections}:configured`;
  /** Expires. The worker that retires connections. */
  readonly retiring = () => `${this.prefix}:{connections}:retiring`;
  /** Hash by digest of the credentials, expires: failed authentications of an account. */
  readonly authenticationFailures = (account: string) => `${this.prefix}:{account-${account}}:refusals`;
  /** Expires. The process that authenticates an account now. */
  readonly accountLock = (account: string) => `${this.prefix}:{account-${account}}:try`;
  /** Expires. A counter of one caller and window. Names of callers are hashed, since they are any text. */
  readonly quota = (caller: string, budget: string, window: number) =>
    `${this.prefix}:{quota:${hash('sha256', caller, 'base64url').slice(0, 22)}}:${budget}:${window}`;
  /** Sorted set by time of entry, expires: a caller's tracked jobs in flight. `requester`: a digest of the caller's name. */
  readonly tracked = (requester: string) => `${this.prefix}:{tracked:${requester}}:in-flight`;
  /** Hash: all subscriptions by id, and their version. */
  readonly subscriptions = () => `${this.prefix}:{webhooks}:subscriptions`;
  /** Sorted set of the ids of a subscription's deliveries by time. */
  readonly deliveries = (subscription: string) => `${this.prefix}:{webhooks}:deliveries:${subscription}`;
  /** Hash by id: results of deliveries. */
  readonly deliveryTexts = (subscription: string) => `${this.deliveries(subscription)}:texts`;
  /** Expires. What the write with this token did, in case it is sent twice. */
  readonly subscriptionWriteToken = (token: string) => `${this.prefix}:{webhooks}:once:${token}`;
  /** Hash, expires: one request of a caller and its response. */
  readonly idempotency = (name: string) => `${this.prefix}:idempotency:${name}`;
  /** Hash: the form in which each kind of value is written. */
  readonly formats = () => `${this.prefix}:forms`;
  /** Expires. A running process. */
  readonly process = (id: string) => `${this.prefix}:process:${id}`;
  /** Expires. The server with this run id had a replica lately. */
  readonly replicaSeen = (server: string) => `${this.prefix}:{replicas}:${server}`;
  /** BullMQ's prefix for queues of a worker. `tag`: see ownership/worker-queues.ts. */
  readonly workerQueuePrefix = (tag: string) => `${this.prefix}:{${tag}}`;
  /** BullMQ's prefix for the queues of a connection, format 1 of `ownership`. */
  readonly queuePrefix = (connection: string) => `${this.prefix}:{${connection}}`;

  /** What the keys of a connection begin with. */
  base(connection: string): string {
    return `${this.prefix}:{${connection}}:`;
  }

  /** Stream. That of upstream commands was once that of all kinds, and its name is the slot of all. */
  audit(kind: AuditKind = 'upstream'): string {
    const first = `${this.prefix}:audit`;
    return kind === 'upstream' ? first : `${first}:${kind}:{${first}}`;
  }

  /** Whether a key expires and is written again by running processes. */
  isOfProcesses(name: string): boolean {
    const own = [this.process(''), this.replicaSeen(''), this.workers(), this.workerSeen(), this.deadWorkers()];
    return [...own, this.signals(), `${this.prefix}:{shard:`].some((key) => name.startsWith(key));
  }

  /** Whether a key is BullMQ's, which can be rebuilt. */
  isOfQueues(name: string): boolean {
    const own =
      /^\{[^}]*\}:(?:commands|polls|refresh|looks|webhooks(?!:(?:position|named|pending|held|announced)$|:(?:due|lane):)):/;
    return name.startsWith(`${this.prefix}:`) && own.test(name.slice(this.prefix.length + 1));
  }

  private ofConnection(name: string): (connection: string) => string {
    return (connection) => this.base(connection) + name;
  }

  private ofJob(name: string): (connection: string, key: string) => string {
    return (connection, key) => `${this.base(connection)}${name}:${key}`;
  }
}
