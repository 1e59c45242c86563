import type { Moment } from '#libs/jobs';
import type { RedisClient } from '../redis/redis-client.js';
import { batchesOf } from '../redis/replies.js';
import { isSlotMoving } from '../redis/store-failure.js';
import type { StoreKeys } from '../keys/store-keys.js';
import { parseStored, readStored, type StoredJob } from '../codecs/stored-job.js';
import { UnreadableRecord } from '../codecs/unreadable-record.js';
import type { MultiKeyReader } from '../redis/multi-key-reader.js';
import type { Inconsistencies } from './inconsistencies.js';
import { derivedSets, isCorrect, indexEntriesOf, type IndexEntry } from './index-entries.js';

export interface RepairOptions {
  /** False: changes nothing. */
  isRepair: boolean;
  /** By the clock of Redis. */
  now: () => Moment;
  found: Inconsistencies;
}

/** Attempts while other processes commit. */
const MAX_ATTEMPTS = 5;
const BATCH_SIZE = 500;

/** Compares the sorted sets that are derived from job records with the records, and puts them right. */
export class JobRepair {
  /** The highest version of all records that were read, by connection. */
  private readonly highest = new Map<string, number>();

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly values: MultiKeyReader,
    private readonly options: RepairOptions,
  ) {}

  /** Of some jobs. */
  async records(connection: string, jobKeys: readonly string[]): Promise<void> {
    for (const some of batchesOf(jobKeys, BATCH_SIZE)) await this.someRecords(connection, some);
  }

  /** Entries of jobs that are not tracked. */
  async orphans(connection: string): Promise<void> {
    for (const name of derivedSets(this.keys, connection)) {
      let cursor = '0';
      do {
        const [next, entries] = await this.redis.zscan(name, cursor, 'COUNT', BATCH_SIZE);
        const members = entries.filter((_, index) => index % 2 === 0);
        const untracked = await this.untracked(connection, members);
        const place: IndexEntry = { name, score: null, latest: null };
        await Promise.all(untracked.map((key) => this.repairEntries(connection, key, '', [place])));
        cursor = next;
      } while (cursor !== '0');
    }
  }

  /** Versions must not be given twice. To be called after all records were read. */
  async version(connection: string): Promise<void> {
    const highest = this.highest.get(connection);
    if (highest === undefined) return;
    const { isRepair, found } = this.options;
    const name = this.keys.version(connection);
    const isLower = await this.redis.jobgateRaiseVersion(name, highest, isRepair ? '1' : '');
    if (isLower === 1) found.add('derived', name, String(highest), isRepair);
  }

  private async someRecords(connection: string, jobKeys: readonly string[]): Promise<void> {
    const names = jobKeys.map((key) => this.keys.job(connection, key));
    const texts = await this.values.read(connection, names);
    const jobs: StoredJob[] = [];
    for (const [index, key] of jobKeys.entries()) {
      const stored = readStored({ connection, key }, texts[index] ?? null);
      if (stored instanceof UnreadableRecord) this.options.found.add('unreadable', 'record', names[index]!, false);
      else if (stored !== null) jobs.push(stored);
    }
    for (const { version } of jobs) {
      this.highest.set(connection, Math.max(version, this.highest.get(connection) ?? 0));
    }
    const suspicious = await this.findMismatched(connection, jobs);
    await Promise.all(suspicious.map((job) => this.repair(job)));
  }

  /** Jobs that seem inconsistent: commits during the reads look the same. */
  private async findMismatched(connection: string, jobs: readonly StoredJob[]): Promise<StoredJob[]> {
    if (jobs.length === 0) return [];
    const now = this.options.now();
    const wanted = jobs.map(({ record }) => indexEntriesOf(this.keys, record, now));
    const members = jobs.map(({ record }) => record.key);
    const isWrong = new Set<StoredJob>();
    const sets = wanted[0]!.map(({ name }) => name);
    const scores = await Promise.all(sets.map((name) => this.redis.zmscore(name, ...members)));
    for (const [set, found] of scores.entries()) {
      for (const [index, score] of found.entries()) {
        if (!isCorrect(wanted[index]![set]!, score)) isWrong.add(jobs[index]!);
      }
    }
    return [...isWrong];
  }

  private async repair(job: StoredJob): Promise<void> {
    let stored: StoredJob | null = job;
    for (let tries = 0; tries < MAX_ATTEMPTS && stored !== null; tries += 1) {
      const { connection, key } = stored.record;
      const places = indexEntriesOf(this.keys, stored.record, this.options.now());
      if (await this.repairEntries(connection, key, String(stored.version), places)) return;
      const [text] = await this.values.read(connection, [this.keys.job(connection, key)]);
      try {
        stored = parseStored({ connection, key }, text ?? null);
      } catch {
        return;
      }
    }
  }

  /** False: the record has another version. */
  private async repairEntries(
    connection: string,
    key: string,
    version: string,
    places: readonly IndexEntry[],
  ): Promise<boolean> {
    const { isRepair, found } = this.options;
    const names = [this.keys.job(connection, key), ...places.map(({ name }) => name)];
    const scores = places.flatMap(({ score, latest }) => [score ?? '', latest ?? '']);
    const wrong = await this.redis.jobgateRepairJobIndexes(
      names.length,
      ...names,
      key,
      version,
      isRepair ? '1' : '',
      ...scores,
    );
    for (const number of wrong ?? []) found.add('derived', names[number]!, key, isRepair);
    return wrong !== null;
  }

  private async untracked(connection: string, jobKeys: readonly string[]): Promise<string[]> {
    const names = jobKeys.map((key) => this.keys.job(connection, key));
    if (names.length === 0) return [];
    try {
      if ((await this.redis.exists(...names)) === names.length) return [];
    } catch (error) {
      if (!isSlotMoving(error)) throw error;
    }
    const exist = await Promise.all(names.map((name) => this.redis.exists(name)));
    return jobKeys.filter((_, index) => exist[index] === 0);
  }
}
