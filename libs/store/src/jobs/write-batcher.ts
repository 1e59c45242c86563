import type { StoreKeys } from '../keys/store-keys.js';
import type { RedisClient } from '../redis/redis-client.js';
import { ScriptKeys } from '../redis/script-keys.js';
import { ConnectionBatcher } from './connection-batcher.js';

const MAX_HISTORY_LENGTH = 500;
const MAX_EVENT_STREAM_LENGTH = 50_000;
/** A script blocks Redis: so many jobs take about a millisecond. */
const MAX_BATCH_SIZE = 100;
/** Redis closes connections that send larger commands. https://redis.io/docs/latest/develop/reference/clients/#query-buffer-hard-limit */
const MAX_BATCH_CHARACTERS = 4_000_000;

/** The new version of a job; the value found instead (null: none); or, negated, the revision above which a new job has to begin. */
export type CommitReply = number | string | null;

/** An argument of the script: a text, or a key that it touches. */
export type ScriptArgument = string | { key: string };

/** Writes to the slot of a key; resolves when the write is as safe as required. */
export type Write = <Reply>(key: string, write: (redis: RedisClient) => Promise<Reply>) => Promise<Reply>;

/** Commits jobs; those of one connection in the same turn of the event loop go as one script. */
export class WriteBatcher {
  private readonly batcher = new ConnectionBatcher<readonly ScriptArgument[], CommitReply>(
    (connection, commits) => this.send(connection, commits),
    splitIntoBatches,
  );

  constructor(
    private readonly write: Write,
    private readonly keys: StoreKeys,
  ) {}

  /** `job`: the arguments of scripts/commit.ts for one job. */
  commit(connection: string, job: readonly ScriptArgument[]): Promise<CommitReply> {
    return this.batcher.add(connection, job);
  }

  private send(connection: string, jobs: readonly (readonly ScriptArgument[])[]): Promise<CommitReply[]> {
    const { job, version, schedule, maxRemovedRevision, lineage } = this.keys;
    const keys = new ScriptKeys(...[version, schedule, maxRemovedRevision, lineage].map((name) => name(connection)));
    const values = jobs
      .flat()
      .map((argument) => (typeof argument === 'string' ? argument : keys.numberOf(argument.key)));
    return this.write(version(connection), (redis) =>
      redis.jobgateCommit(
        keys.names.length,
        ...keys.names,
        Buffer.byteLength(job(connection, '')),
        MAX_HISTORY_LENGTH,
        MAX_EVENT_STREAM_LENGTH,
        jobs.length,
        ...values,
      ),
    );
  }
}

function splitIntoBatches(jobs: readonly (readonly ScriptArgument[])[]): (readonly ScriptArgument[])[][] {
  const batches: (readonly ScriptArgument[])[][] = [];
  let characters = Infinity;
  for (const job of jobs) {
    const length = job.reduce(
      (sum, argument) => sum + (typeof argument === 'string' ? argument : argument.key).length,
      0,
    );
    const last = batches.at(-1);
    const fits = last && last.length < MAX_BATCH_SIZE && characters + length <= MAX_BATCH_CHARACTERS;
    if (fits) last.push(job);
    else batches.push([job]);
    characters = (fits ? characters : 0) + length;
  }
  return batches;
}
