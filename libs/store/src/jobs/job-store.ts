import {
  JOB_STATES,
  withRevision,
  type JobAddress,
  type JobOutline,
  type JobRecord,
  type Transition,
} from '#libs/jobs';
import { randomUUID } from 'node:crypto';
import { dueOf, eventTypeOf, commitArguments, type Commit } from './commit-arguments.js';
import { WriteBatcher } from './write-batcher.js';
import type { AcknowledgedWrites } from '../durability/acknowledged-writes.js';
import type { JobEvent } from '../events/event-stream.js';
import type { StorageFormats } from '../formats/storage-formats.js';
import type { StoredValues } from '../formats/stored-values.js';
import { decodeLastResponse, type LastResponse } from '../codecs/last-response.codec.js';
import type { FormerNames } from '../connections/former-names.js';
import { ConnectionBatcher } from './connection-batcher.js';
import { RecordReader } from './record-reader.js';
import type { PollFields } from '../codecs/poll-fields.codec.js';
import type { RedisClient } from '../redis/redis-client.js';
import { isSeparate, ResultStore, type StoredResult } from './result-store.js';
import type { StoreKeys } from '../keys/store-keys.js';
import type { ScheduleSignals } from '../signals/schedule-signals.js';
import { encodePolledJob, parseStored, readStored, type StoredJob } from '../codecs/stored-job.js';
import { decodeTransition } from '../codecs/history.codec.js';
import { readable, type UnreadableRecord } from '../codecs/unreadable-record.js';
import type { MultiKeyReader } from '../redis/multi-key-reader.js';

export type CommitOutcome =
  | { committed: true; stored: StoredJob }
  /** Another write came first; `current`: the present job (null: not tracked). */
  | { committed: false; current: StoredJob | null };

export type ConfirmOutcome = { committed: true } | { committed: false; current: StoredJob | null };

const CONFIRMED_OUTCOME: ConfirmOutcome = { committed: true };
const MAX_EVENT_STREAM_LENGTH = 50_000;

/** The records of jobs. Every write is one script; see scripts/commit.ts. */
export class JobStore {
  private readonly queue: WriteBatcher;
  private readonly acknowledgedQueue: WriteBatcher;
  private readonly reads: ConnectionBatcher<string, string | null>;
  private readonly records: RecordReader;
  private readonly results: ResultStore;
  private notify: (event: JobEvent) => void = () => undefined;

  constructor(
    private readonly redis: RedisClient,
    private readonly writes: AcknowledgedWrites,
    private readonly keys: StoreKeys,
    values: MultiKeyReader,
    private readonly formats: StorageFormats,
    private readonly formerNames: FormerNames,
    private readonly texts: StoredValues,
    private readonly signals: ScheduleSignals,
  ) {
    this.queue = new WriteBatcher((_, write) => write(redis), keys);
    this.acknowledgedQueue = new WriteBatcher((key, write) => writes.run(key, write), keys);
    this.reads = new ConnectionBatcher((connection, names) => values.read(connection, names));
    this.records = new RecordReader(values, keys, formerNames);
    this.results = new ResultStore(redis, keys);
  }

  /** Notifies of changes by this process before their writers continue, sooner than the event stream. */
  onChange(listener: (event: JobEvent) => void): void {
    this.notify = listener;
  }

  /** null: not tracked. Throws a store failure if the job is under a former name of its connection. */
  async read(address: JobAddress): Promise<StoredJob | null> {
    const found = await this.readPresent(address);
    return found === null && (await this.formerNames.mayHaveMoved(address)) ? this.readPresent(address) : found;
  }

  /** In the order asked for, each on its own; null where a job is not tracked. */
  readMany(addresses: readonly JobAddress[]): Promise<(StoredJob | UnreadableRecord | null)[]> {
    return this.records.whole(addresses);
  }

  /** The same, possibly without results and children, for scans of many jobs. */
  readOutlines(addresses: readonly JobAddress[]): Promise<(JobOutline | UnreadableRecord | null)[]> {
    return this.records.outlines(addresses);
  }

  /** Whether each is tracked, also where its record cannot be read. */
  async areTracked(connection: string, keys: readonly string[]): Promise<boolean[]> {
    const found = await Promise.all(keys.map((key) => this.redis.exists(this.keys.job(connection, key))));
    return found.map((one) => one === 1);
  }

  async commit(commit: Commit): Promise<CommitOutcome> {
    const { base } = commit;
    const { record } = commit.revised;
    const { connection, key } = record;
    const fingerprint = commit.lastResponse ? commit.lastResponse.fingerprint : base?.fingerprint;
    const queue = commit.isAcknowledged ? this.acknowledgedQueue : this.queue;
    const resultFormat = commit.resultText && isSeparate(record.result) ? await this.formats.of('result') : 1;
    const reply = await queue.commit(connection, commitArguments(this.keys, commit, fingerprint, resultFormat));
    if (typeof reply !== 'number') return { committed: false, current: parseStored(record, reply) };
    if (reply < 0) return this.commit({ ...commit, revised: withRevision(commit.revised, 1 - reply) });
    const { revision } = record;
    const type = eventTypeOf(commit);
    if (type !== null) this.notify({ connection, key, type, revision });
    this.signals.changed(connection, { dueAt: record.observation.nextCheckAt, hasEvent: type !== null });
    const stored: StoredJob = { record, version: reply };
    if (fingerprint !== undefined) stored.fingerprint = fingerprint;
    if (commit.reader !== undefined) stored.reader = commit.reader;
    return { committed: true, stored };
  }

  /** Writes a poll without changes: only the poll fields differ. */
  confirm(base: StoredJob, passing: PollFields): Promise<ConfirmOutcome> {
    const { record } = base;
    const name = { key: this.keys.job(record.connection, record.key) };
    const parts = [name, String(base.version), encodePolledJob(base, passing), dueOf(passing), ''];
    return this.queue.commit(record.connection, parts).then((reply) => {
      if (typeof reply !== 'number') return { committed: false, current: parseStored(record, reply) };
      this.signals.changed(record.connection, { dueAt: passing.nextCheckAt, hasEvent: false });
      return CONFIRMED_OUTCOME;
    });
  }

  /**
   * Reads, revises and writes until no other write interferes. `change` gets the current job (null: not tracked);
   * null: no change.
   */
  async update(
    address: JobAddress,
    change: (current: StoredJob | null) => Omit<Commit, 'base'> | null,
    known?: StoredJob | null,
  ): Promise<{ stored: StoredJob | null; written: boolean }> {
    let current = known === undefined ? await this.read(address) : known;
    for (;;) {
      const wanted = change(current);
      if (wanted === null) return { stored: current, written: false };
      const outcome = await this.commit({ ...wanted, base: current });
      if (outcome.committed) return { stored: outcome.stored, written: true };
      current = outcome.current;
    }
  }

  /** The same, confirmed by a replica, also if another write has made the change before. */
  async acknowledge(
    address: JobAddress,
    change: (current: StoredJob | null) => Omit<Commit, 'base'> | null,
    known?: StoredJob | null,
  ): Promise<{ stored: StoredJob | null; written: boolean }> {
    const acknowledged = (current: StoredJob | null) => {
      const wanted = change(current);
      return wanted && { ...wanted, isAcknowledged: true };
    };
    const outcome = await this.update(address, acknowledged, known);
    if (!outcome.written) await this.writes.fence(this.keys.fence(address.connection));
    return outcome;
  }

  /**
   * Removes a job and all its data, confirmed by a replica. False: not tracked. `check` gets the job (null:
   * unreadable or none), and prevents the removal by throwing.
   */
  async remove(address: JobAddress, check?: (current: JobRecord | null) => void): Promise<boolean> {
    const { connection, key } = address;
    await this.formerNames.mayHaveMoved(address);
    const removed = await this.writes.run(this.keys.job(connection, key), (redis) =>
      this.removeIfUnchanged(redis, connection, key, 'untracked', '', check),
    );
    if (removed === 1) {
      this.notify({ connection, key, type: 'untracked', revision: null });
      this.signals.changed(connection, { dueAt: null, hasEvent: true });
    }
    return removed === 1;
  }

  /** Removes ended jobs whose retention is over, at most `limit`; returns how many. */
  async removeExpired(connection: string, now: number, limit: number): Promise<number> {
    const keys = await this.redis.zrangebyscore(this.keys.expiry(connection), '-inf', now, 'LIMIT', 0, limit);
    const removed = await Promise.all(
      keys.map((key) => this.removeIfUnchanged(this.redis, connection, key, 'expired', now)),
    );
    const count = removed.filter((one) => one === 1).length;
    if (count > 0) this.signals.changed(connection, { dueAt: null, hasEvent: true });
    return count;
  }

  async history({ connection, key }: JobAddress): Promise<Transition[]> {
    const name = this.keys.history(connection, key);
    const entries = await this.redis.lrange(name, 0, -1);
    return this.texts.readAll({ kind: 'transition', key: name, part: null }, entries, decodeTransition);
  }

  /** null: none, or already replaced. */
  async result(record: JobRecord): Promise<StoredResult | null> {
    return record.result === null ? null : this.results.read(record, record.result);
  }

  async lastResponse({ connection, key }: JobAddress): Promise<LastResponse | null> {
    const name = this.keys.raw(connection, key);
    const stored = await this.redis.get(name);
    return stored === null
      ? null
      : this.texts.read({ kind: 'answer', key: name, part: null }, stored, decodeLastResponse);
  }

  /** Caches that the upstream does not know the job. */
  async cacheAbsence({ connection, key }: JobAddress, forMs: number): Promise<void> {
    await this.redis.set(this.keys.absent(connection, key), '1', 'PX', forMs);
  }

  async isAbsenceCached({ connection, key }: JobAddress): Promise<boolean> {
    return (await this.redis.exists(this.keys.absent(connection, key))) === 1;
  }

  private async readPresent(address: JobAddress): Promise<StoredJob | null> {
    const { connection, key } = address;
    return parseStored(address, await this.reads.add(connection, this.keys.job(connection, key)));
  }

  private async removeIfUnchanged(
    redis: RedisClient,
    connection: string,
    key: string,
    eventType: string,
    notLaterThan: number | '',
    check: (current: JobRecord | null) => void = () => undefined,
  ): Promise<number> {
    const { keys } = this;
    for (;;) {
      const value = await this.reads.add(connection, keys.job(connection, key));
      const record = readable(readStored({ connection, key }, value))?.record ?? null;
      check(record);
      // Expired jobs are read again, so that the outcome is not needed.
      const token = notLaterThan === '' ? randomUUID() : '';
      const sets = [keys.schedule, keys.byChange, keys.byStart, keys.pointersRead].map((name) => name(connection));
      sets.push(...JOB_STATES.map((state) => keys.byState(connection, state)));
      const values = [keys.history, keys.unversionedResult, keys.raw, keys.absent].map((name) => name(connection, key));
      const result = record?.result ?? null;
      if (isSeparate(result)) values.push(keys.result(connection, key, result.digest));
      const names = [keys.job(connection, key), keys.expiry(connection), keys.events(connection)];
      names.push(keys.maxRemovedRevision(connection), keys.writeToken(connection, token), ...sets, ...values);
      const version = /^\d*/.exec(value ?? '')![0];
      const removed = await redis.jobgateDeleteJob(
        ...[names.length, ...names, key, eventType, MAX_EVENT_STREAM_LENGTH, notLaterThan],
        ...[sets.length, version, record?.revision ?? 0, token],
      );
      if (removed >= 0) return removed;
    }
  }
}
