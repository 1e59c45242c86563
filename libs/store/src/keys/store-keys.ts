import type { JobState } from '#libs/jobs';
import { hash } from 'node:crypto';
import type { AuditKind } from '../audit/audit-kinds.js';

/** Every Redis key there is. All keys of a connection share its hash tag, so that one Lua script may touch them. */
export class StoreKeys {
  constructor(readonly prefix: string) {}

  /** What all keys of a connection begin with; the scripts build theirs from it. */
  base(connection: string): string {
    return `${this.prefix}:{${connection}}:`;
  }

  /** The version in digits, then what stored-job.ts writes. */
  job(connection: string, key: string): string {
    return `${this.base(connection)}job:${key}`;
  }

  /** The version that the last write got. */
  version(connection: string): string {
    return `${this.base(connection)}version`;
  }

  /** The replication id of the server that wrote last, and the version since which it writes. */
  lineage(connection: string): string {
    return `${this.base(connection)}lineage`;
  }

  /** The highest revision of all jobs that were forgotten. */
  maxRemovedRevision(connection: string): string {
    return `${this.base(connection)}forgotten`;
  }

  /** List of transitions, oldest first, as history.codec.ts writes them. */
  history(connection: string, key: string): string {
    return `${this.base(connection)}history:${key}`;
  }

  /** A result as JSON text, however large; a small one stands in the record alone. Each has a place of its own. */
  result(connection: string, key: string, digest: string): string {
    return `${this.unversionedResult(connection, key)}:${digest}`;
  }

  /** The same in its first form: one place for whatever the result is. */
  unversionedResult(connection: string, key: string): string {
    return `${this.base(connection)}result:${key}`;
  }

  /** The last answer, redacted and capped, with the request that brought it. */
  raw(connection: string, key: string): string {
    return `${this.base(connection)}raw:${key}`;
  }

  /** Expires by itself: the upstream has just said that there is no such job. */
  absent(connection: string, key: string): string {
    return `${this.base(connection)}absent:${key}`;
  }

  /** Sorted set of job keys by the time of the next check, or of the end of the lease. */
  schedule(connection: string): string {
    return `${this.base(connection)}schedule`;
  }

  /** Sorted set of all job keys by time of change. */
  byChange(connection: string): string {
    return `${this.base(connection)}index:changed`;
  }

  /** Sorted set of the job keys in one state, by time of change. */
  byState(connection: string, state: JobState): string {
    return `${this.base(connection)}index:state:${state}`;
  }

  /** Sorted set of all job keys by the time of their start; `-inf`: none is known. */
  byStart(connection: string): string {
    return `${this.base(connection)}index:started`;
  }

  /** Sorted set of ended job keys by the time at which they are forgotten. */
  expiry(connection: string): string {
    return `${this.base(connection)}expiry`;
  }

  /** Stream of changes. */
  events(connection: string): string {
    return `${this.base(connection)}events`;
  }

  /** Which worker process looks after the connection; expires by itself. */
  owner(connection: string): string {
    return `${this.base(connection)}owner`;
  }

  /** Sorted set of the workers that are alive by the time until which they are; of no connection. */
  workers(): string {
    return `${this.prefix}:{workers}:alive`;
  }

  /** Expires by itself: a worker was alive lately. */
  workerSeen(): string {
    return `${this.prefix}:{workers}:seen`;
  }

  /** The name to which the jobs of this connection were moved; expires by itself. In its slot, and none of its keys. */
  moved(connection: string): string {
    return `${this.prefix}:moved:{${connection}}`;
  }

  /** The name to which they are being moved now; expires by itself. In its slot, and none of its keys. */
  moving(connection: string): string {
    return `${this.prefix}:moving:{${connection}}`;
  }

  /** Sorted set of connections by the time when a running process last had them configured; of no connection. */
  configured(): string {
    return `${this.prefix}:{connections}:configured`;
  }

  /** Which worker retires connections that are configured no more; expires by itself. */
  retiring(): string {
    return `${this.prefix}:{connections}:retiring`;
  }

  /** Hash: health, circuit, latency. */
  board(connection: string): string {
    return `${this.base(connection)}board`;
  }

  /** Sorted set of the keys of watched jobs by the time until which they are. */
  watched(connection: string): string {
    return `${this.base(connection)}watched`;
  }

  /** Sorted set of the keys of pointers by the time when they were last read. */
  pointersRead(connection: string): string {
    return `${this.base(connection)}pointers:read`;
  }

  /** Sorted set of what streams of many jobs are narrowed to, by the time when one was last open. */
  pointersStreamed(connection: string): string {
    return `${this.base(connection)}pointers:streamed`;
  }

  /** Hash: what was learned of how long runs take. */
  durations(connection: string): string {
    return `${this.base(connection)}durations`;
  }

  /** Hash: refused tries of an account, by the mark of its credentials; expires by itself; of no connection. */
  authenticationFailures(account: string): string {
    return `${this.prefix}:{account-${account}}:refusals`;
  }

  /** Who tries an account at this moment; expires by itself. */
  accountLock(account: string): string {
    return `${this.prefix}:{account-${account}}:try`;
  }

  /** How much a caller took in a stretch of time; expires by itself. Names are whatever their issuer likes: hashed. */
  quota(caller: string, budget: string, window: number): string {
    return `${this.prefix}:{quota:${hash('sha256', caller, 'base64url').slice(0, 22)}}:${budget}:${window}`;
  }

  /**
   * Sorted set of what counts as tracked by a caller and in flight, by the time of its entry; expires by itself; of no
   * connection. `asker`: a digest of the caller's name.
   */
  tracked(asker: string): string {
    return `${this.prefix}:{tracked:${asker}}:in-flight`;
  }

  /** Hash: all subscriptions by id, and their version; of no connection. */
  subscriptions(): string {
    return `${this.prefix}:{webhooks}:subscriptions`;
  }

  /** Sorted set of the ids of a subscription's deliveries by time; of no connection, as a subscription may have several. */
  deliveries(subscription: string): string {
    return `${this.prefix}:{webhooks}:deliveries:${subscription}`;
  }

  /** Hash: what became of them, by id. */
  deliveryTexts(subscription: string): string {
    return `${this.deliveries(subscription)}:texts`;
  }

  /** Up to where the event stream has been read for webhooks. */
  webhookPosition(connection: string): string {
    return `${this.base(connection)}webhooks:position`;
  }

  /** Sorted set of job keys with the subscriptions that were named for them. */
  webhookJobSubscriptions(connection: string): string {
    return `${this.base(connection)}webhooks:named`;
  }

  /** Set of the subscriptions for which something waits. */
  webhookPending(connection: string): string {
    return `${this.base(connection)}webhooks:pending`;
  }

  /** Sorted set of a subscription's lanes by the time at which they are due. */
  webhookDue(connection: string, subscription: string): string {
    return `${this.base(connection)}webhooks:due:${subscription}`;
  }

  /** List of deliveries, oldest first. */
  webhookPartition(connection: string, subscription: string, lane: string): string {
    return `${this.base(connection)}webhooks:lane:${subscription}:${lane}`;
  }

  /** Hash: since when deliveries to a subscription are held back, by its id. */
  webhookPaused(connection: string): string {
    return `${this.base(connection)}webhooks:held`;
  }

  /** Hash that expires by itself: revisions that were handed over ahead of their events, by job key. */
  webhookPublished(connection: string): string {
    return `${this.base(connection)}webhooks:announced`;
  }

  /** Expires by itself: whether a command to the upstream was begun, and what came of it. */
  command(connection: string, command: string): string {
    return `${this.base(connection)}command:${command}`;
  }

  /** Hash: jobs that are to be started one after another. */
  sequences(connection: string): string {
    return `${this.base(connection)}sequences`;
  }

  /** Hash that expires by itself: one request of a caller and its answer; of no connection. */
  idempotency(name: string): string {
    return `${this.prefix}:idempotency:${name}`;
  }

  /** Hash: in which form each kind of thing is written at present; of no connection. */
  forms(): string {
    return `${this.prefix}:forms`;
  }

  /** Expires by itself: a process that runs now; of no connection. */
  process(id: string): string {
    return `${this.prefix}:process:${id}`;
  }

  /**
   * Stream: who asked for what; of no connection. That of acts on upstreams was once that of all kinds, and has them still
   * where an earlier version runs. All are in its slot.
   */
  audit(kind: AuditKind = 'upstream'): string {
    const first = `${this.prefix}:audit`;
    return kind === 'upstream' ? first : `${first}:${kind}:{${first}}`;
  }

  /** Expires by itself: what a write with this token did, should it be sent again. */
  writeToken(connection: string, token: string): string {
    return `${this.base(connection)}once:${token}`;
  }

  /** The same of a write to the subscriptions. */
  subscriptionWriteToken(token: string): string {
    return `${this.prefix}:{webhooks}:once:${token}`;
  }

  /** Expires by itself: written only so that a replica confirms what was written before. */
  fence(connection: string): string {
    return `${this.base(connection)}fence`;
  }

  /** Expires by itself: this server, by its run id, had a replica lately; of no connection. */
  replicaSeen(server: string): string {
    return `${this.prefix}:{replicas}:${server}`;
  }

  /** Whether a key says no more than that a process is there; the processes write it again, and it expires by itself. */
  isOfProcesses(name: string): boolean {
    return [this.process(''), this.replicaSeen(''), this.workers(), this.workerSeen()].some((key) =>
      name.startsWith(key),
    );
  }

  /** Whether a key is BullMQ's: its queues hold nothing that is not made again. */
  isOfQueues(name: string): boolean {
    const own = /^\{[^}]*\}:(?:refresh|looks|webhooks(?!:(?:position|named|pending|held|announced)$|:(?:due|lane):)):/;
    return name.startsWith(`${this.prefix}:`) && own.test(name.slice(this.prefix.length + 1));
  }

  /** BullMQ's prefix for the queue of a connection. */
  queuePrefix(connection: string): string {
    return `${this.prefix}:{${connection}}`;
  }
}
