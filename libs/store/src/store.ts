import { AuthenticationFailures } from './connections/authentication-failures.js';
import { AcknowledgedWrites } from './durability/acknowledged-writes.js';
import { ReplicaMonitor } from './durability/replica-monitor.js';
import { KeyBackup } from './backup/key-backup.js';
import { AuditLog } from './audit/audit-log.js';
import { ClockSynchronizer } from './clock/clock-synchronizer.js';
import { RedisClock, type ClockReading } from './clock/redis-clock.js';
import { CommandDeduplicationStore } from './commands/command-deduplication-store.js';
import { ConnectionStatusStore } from './connections/connection-status-store.js';
import { ConnectionLeases } from './ownership/connection-leases.js';
import { WorkerHeartbeats } from './ownership/worker-heartbeats.js';
import { WorkerQueues } from './ownership/worker-queues.js';
import { DurationStatisticsStore } from './connections/duration-statistics-store.js';
import { StreamReader } from './events/stream-reader.js';
import { EventLog } from './events/event-log.js';
import { StorageFormats } from './formats/storage-formats.js';
import { StoredValues } from './formats/stored-values.js';
import { ProcessRegistry } from './formats/process-registry.js';
import { IdempotencyKeyStore } from './commands/idempotency-key-store.js';
import { ConnectionKeys } from './connections/connection-keys.js';
import { ConnectionMove } from './connections/connection-move.js';
import { ConnectionRegistry } from './connections/connection-registry.js';
import { FormerNames } from './connections/former-names.js';
import { ServerInspection } from './inspection/server-inspection.js';
import { JobIndex } from './jobs/job-index.js';
import { ScheduleSignals } from './signals/schedule-signals.js';
import { JobStore } from './jobs/job-store.js';
import { connectRedis, type RedisClient, type RedisLocation } from './redis/redis-client.js';
import { primariesOf } from './redis/primary-nodes.js';
import { PointerReads } from './jobs/pointer-reads.js';
import { answersAsPrimary } from './redis/primary-client.js';
import { RateLimitCounters } from './limits/rate-limit-counters.js';
import { StoreRepair } from './repair/store-repair.js';
import { Schedule } from './schedule.js';
import { SequenceStore } from './commands/sequence-store.js';
import { StoreKeys } from './keys/store-keys.js';
import { TrackedJobCounts } from './limits/tracked-job-counts.js';
import { TrackedJobReview } from './limits/tracked-job-review.js';
import { MultiKeyReader } from './redis/multi-key-reader.js';
import { WatcherRegistry } from './jobs/watcher-registry.js';
import { PublishedRevisions } from './webhooks/published-revisions.js';
import { DeliveryLog } from './webhooks/delivery-log.js';
import { PausedSubscriptions } from './webhooks/paused-subscriptions.js';
import { JobSubscriptions } from './webhooks/job-subscriptions.js';
import { Outbox } from './webhooks/outbox.js';
import { SubscriptionStore } from './webhooks/subscription-store.js';

const QUIT_TIMEOUT_MS = 1_000;

/** All data in Redis. */
export class Store {
  readonly redis: RedisClient;
  readonly keys: StoreKeys;
  readonly formats: StorageFormats;
  readonly values = new StoredValues();
  readonly processes: ProcessRegistry;
  readonly signals: ScheduleSignals;
  readonly jobs: JobStore;
  readonly index: JobIndex;
  readonly schedule: Schedule;
  readonly connectionStatus: ConnectionStatusStore;
  readonly leases: ConnectionLeases;
  readonly heartbeats: WorkerHeartbeats;
  readonly workerQueues: WorkerQueues;
  readonly authenticationFailures: AuthenticationFailures;
  readonly connectionKeys: ConnectionKeys;
  readonly connectionMove: ConnectionMove;
  readonly registry: ConnectionRegistry;
  readonly formerNames: FormerNames;
  readonly watchers: WatcherRegistry;
  readonly pointerReads: PointerReads;
  readonly durations: DurationStatisticsStore;
  readonly rateLimits: RateLimitCounters;
  readonly trackedJobs: TrackedJobCounts;
  readonly streamReader: StreamReader;
  readonly subscriptions: SubscriptionStore;
  readonly jobSubscriptions: JobSubscriptions;
  readonly outbox: Outbox;
  readonly deliveries: DeliveryLog;
  readonly pausedSubscriptions: PausedSubscriptions;
  readonly publishedRevisions: PublishedRevisions;
  readonly events: EventLog;
  readonly commands: CommandDeduplicationStore;
  readonly sequences: SequenceStore;
  readonly idempotency: IdempotencyKeyStore;
  readonly audit: AuditLog;
  readonly backup: KeyBackup;
  readonly inspection: ServerInspection;
  readonly repair: StoreRepair;
  private readonly synchronizer: ClockSynchronizer;
  private readonly writes: AcknowledgedWrites;

  /**
   * `connect`: a new client each time, since a WAIT blocks its connection. `clock`: the time that all processes
   * share.
   */
  constructor(
    connect: () => RedisClient,
    prefix: string,
    readonly clock = new RedisClock(),
  ) {
    const redis = connect();
    this.redis = redis;
    this.keys = new StoreKeys(prefix);
    this.writes = new AcknowledgedWrites(connect(), new ReplicaMonitor(connect(), redis, this.keys));
    const { writes, values } = this;
    const reader = new MultiKeyReader(redis);
    this.formats = new StorageFormats(redis, this.keys);
    this.processes = new ProcessRegistry(redis, this.keys);
    this.formerNames = new FormerNames(redis, this.keys);
    this.signals = new ScheduleSignals(redis, this.keys);
    const { signals } = this;
    this.jobs = new JobStore(redis, writes, this.keys, reader, this.formats, this.formerNames, values, signals);
    this.index = new JobIndex(redis, this.keys);
    this.schedule = new Schedule(redis, this.keys, reader, signals);
    this.connectionStatus = new ConnectionStatusStore(redis, this.keys, values);
    this.leases = new ConnectionLeases(redis, this.keys, this.formats, clock.now);
    this.heartbeats = new WorkerHeartbeats(redis, this.keys);
    this.workerQueues = new WorkerQueues(redis, this.keys);
    this.authenticationFailures = new AuthenticationFailures(redis, this.keys, values);
    this.connectionKeys = new ConnectionKeys(redis, this.keys);
    this.connectionMove = new ConnectionMove(redis, this.keys, this.jobs, this.connectionKeys);
    this.registry = new ConnectionRegistry(redis, this.keys, this.connectionKeys);
    this.watchers = new WatcherRegistry(redis, this.keys);
    this.pointerReads = new PointerReads(redis, this.keys);
    this.durations = new DurationStatisticsStore(redis, this.keys);
    this.rateLimits = new RateLimitCounters(redis, this.keys);
    this.streamReader = new StreamReader(redis, this.keys);
    this.subscriptions = new SubscriptionStore(redis, writes, this.keys);
    this.jobSubscriptions = new JobSubscriptions(redis, this.keys);
    this.outbox = new Outbox(redis, this.keys, values);
    this.deliveries = new DeliveryLog(redis, this.keys);
    this.pausedSubscriptions = new PausedSubscriptions(redis, this.keys);
    this.publishedRevisions = new PublishedRevisions(redis, this.keys);
    this.events = new EventLog(redis, this.keys);
    this.commands = new CommandDeduplicationStore(redis, writes, this.keys, values);
    this.trackedJobs = new TrackedJobCounts(
      redis,
      this.keys,
      new TrackedJobReview(redis, this.keys, this.commands, clock.now),
    );
    this.sequences = new SequenceStore(redis, writes, this.keys, values);
    this.idempotency = new IdempotencyKeyStore(writes, this.keys);
    this.audit = new AuditLog(redis, this.keys);
    this.backup = new KeyBackup(redis, this.keys);
    this.inspection = new ServerInspection(redis, this.keys);
    this.repair = new StoreRepair(redis, this.keys, reader, values, clock.now);
    this.synchronizer = new ClockSynchronizer(clock, redis, this.keys);
    this.synchronizer.start();
  }

  /** `callers`: a caller waits, so commands time out sooner. */
  static connect(
    location: RedisLocation,
    prefix: string,
    use: 'store' | 'callers' = 'store',
    clock = new RedisClock(),
  ): Store {
    return new Store(() => connectRedis(location, { for: use }), prefix, clock);
  }

  /** `report` is called when the wall clock of this process turns out to be wrong, and when it is right again. */
  onClockSkew(report: (reading: ClockReading) => void): void {
    this.synchronizer.onSkew(report);
  }

  /** Whether a primary replies; of a Cluster, whether one node does. A replica may be outdated. */
  async isReachable(): Promise<boolean> {
    const answers = primariesOf(this.redis).map((server) => answersAsPrimary(server));
    return Promise.any(answers).then(
      () => true,
      () => false,
    );
  }

  /** Closes the connections; does not wait for a server that is away. */
  async close(): Promise<void> {
    this.synchronizer.stop();
    this.writes.close();
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, QUIT_TIMEOUT_MS).unref());
    await Promise.race([this.redis.quit().catch(() => undefined), timeout]);
    this.redis.disconnect();
  }
}
