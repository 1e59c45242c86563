import type { Moment } from '#libs/jobs';
import type { StoredValues } from '../formats/stored-values.js';
import { escapePattern, scanKeys } from '../redis/key-scan.js';
import type { RedisClient } from '../redis/redis-client.js';
import type { StoreKeys } from '../keys/store-keys.js';
import type { MultiKeyReader } from '../redis/multi-key-reader.js';
import { Inconsistencies, type Inconsistency } from './inconsistencies.js';
import { JobRepair } from './job-repair.js';
import { PartitionRepair } from './partition-repair.js';
import { ValueInspection, type ExternalDecoders } from './value-inspection.js';

/** Keys of connections only. */
const OF_CONNECTION =
  /^\{([^}]*)\}:(?:(?:job|history|index|webhooks:due|webhooks:lane):|(?:version|schedule|expiry|webhooks:pending)$)/;
const JOB = /^\{[^}]*\}:job:/;
/** Ids of subscriptions have no colon. */
const PARTITION = /^\{[^}]*\}:webhooks:(lane|due):([^:]*)(?::|$)/;
const PARTITION_BATCH_SIZE = 200;

/**
 * Compares derived data with records and partitions, and repairs it, while other processes run: each repair is
 * atomic and compares again.
 */
export class StoreRepair {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly values: MultiKeyReader,
    private readonly texts: StoredValues,
    private readonly now: () => Moment,
  ) {}

  /** `isRepair` false: changes nothing. Unreadable values are reported and left. */
  async run(readers: ExternalDecoders, isRepair: boolean): Promise<Inconsistency[]> {
    const found = new Inconsistencies();
    const options = { isRepair, now: this.now, found };
    const jobs = new JobRepair(this.redis, this.keys, this.values, options);
    const partitions = new PartitionRepair(this.redis, this.keys, options);
    const texts = new ValueInspection(this.redis, this.keys, found, this.texts, readers);
    const connections = new Map<string, Set<string>>();
    for await (const names of scanKeys(this.redis, `${escapePattern(this.keys.prefix)}:*`)) {
      await this.repairKeys(names, connections, jobs, partitions);
      await texts.inspect(names);
    }
    for (const [connection, subscriptions] of connections) {
      await jobs.orphans(connection);
      await jobs.version(connection);
      for (const subscription of subscriptions) await partitions.due(connection, subscription);
      await partitions.pending(connection);
    }
    return found.all;
  }

  /** `connections`: subscriptions with due partitions by connection. */
  private async repairKeys(
    names: readonly string[],
    connections: Map<string, Set<string>>,
    jobs: JobRepair,
    partitions: PartitionRepair,
  ): Promise<void> {
    const jobKeys = new Map<string, string[]>();
    const waiting: [connection: string, subscription: string, partition: string][] = [];
    for (const name of names) {
      const short = name.slice(this.keys.prefix.length + 1);
      const connection = OF_CONNECTION.exec(short)?.[1];
      if (connection === undefined) continue;
      const subscriptions = connections.get(connection) ?? new Set();
      connections.set(connection, subscriptions);
      const [head, kind, subscription] = PARTITION.exec(short) ?? [];
      if (JOB.test(short)) {
        const known = jobKeys.get(connection) ?? [];
        jobKeys.set(connection, known);
        known.push(name.slice(this.keys.job(connection, '').length));
      } else if (kind === 'due') subscriptions.add(subscription!);
      else if (kind === 'lane') waiting.push([connection, subscription!, short.slice(head!.length)]);
    }
    for (const [connection, some] of jobKeys) await jobs.records(connection, some);
    for (let start = 0; start < waiting.length; start += PARTITION_BATCH_SIZE) {
      await Promise.all(
        waiting.slice(start, start + PARTITION_BATCH_SIZE).map((partition) => partitions.partition(...partition)),
      );
    }
  }
}
