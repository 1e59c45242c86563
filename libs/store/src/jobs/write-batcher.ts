import type { RedisClient } from '../redis/redis-client.js';
import { ScriptKeys } from '../redis/script-keys.js';
import type { StoreKeys } from '../keys/store-keys.js';

const MAX_HISTORY_LENGTH = 500;
const MAX_EVENT_STREAM_LENGTH = 50_000;
/** A script holds up everybody else: so many jobs take about a millisecond. */
const MAX_BATCH_SIZE = 100;
/** Redis hangs up on commands that are too large. https://redis.io/docs/latest/develop/reference/clients/#query-buffer-hard-limit */
const MAX_BATCH_CHARACTERS = 4_000_000;

/**
 * The new version of a job; what stands there instead (null: nothing); or, negated, the revision above which a new job has
 * to begin.
 */
export type CommitReply = number | string | null;

/** An argument of the script: a text, or a key that it touches. */
export type ScriptArgument = string | { key: string };

/** Writes to a slot, named by one of its keys; resolves when the write is as safe as the queue promises. */
export type Write = <Reply>(key: string, write: (redis: RedisClient) => Promise<Reply>) => Promise<Reply>;

interface Waiting {
  parts: ScriptArgument[];
  characters: number;
  resolve: (reply: CommitReply) => void;
  reject: (reason: unknown) => void;
}

/** Hands commits to Redis; those of one connection that come in the same turn of the event loop go as one script. */
export class WriteBatcher {
  private readonly waiting = new Map<string, Waiting[]>();

  constructor(
    private readonly write: Write,
    private readonly keys: StoreKeys,
  ) {}

  /** `parts`: what scripts/commit.ts takes for one job. */
  commit(connection: string, parts: ScriptArgument[]): Promise<CommitReply> {
    return new Promise((resolve, reject) => {
      const characters = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part : part.key).length, 0);
      const commit = { parts, characters, resolve, reject };
      const others = this.waiting.get(connection);
      if (others) others.push(commit);
      else this.waiting.set(connection, [commit]);
      if (!others && this.waiting.size === 1) setImmediate(() => this.flush());
    });
  }

  private flush(): void {
    const connections = [...this.waiting];
    this.waiting.clear();
    for (const [connection, commits] of connections) {
      for (const some of splitIntoBatches(commits)) void this.send(connection, some);
    }
  }

  private async send(connection: string, commits: readonly Waiting[]): Promise<void> {
    const { version, schedule, maxRemovedRevision: forgotten, lineage } = this.keys;
    const always = [version, schedule, forgotten, lineage].map((name) => name.call(this.keys, connection));
    const keys = new ScriptKeys(...always);
    const values = commits.flatMap(({ parts }) =>
      parts.map((part) => (typeof part === 'string' ? part : keys.numberOf(part.key))),
    );
    try {
      const replies = await this.write(this.keys.version(connection), (redis) =>
        redis.jobgateCommit(
          keys.names.length,
          ...keys.names,
          Buffer.byteLength(this.keys.job(connection, '')),
          MAX_HISTORY_LENGTH,
          MAX_EVENT_STREAM_LENGTH,
          commits.length,
          ...values,
        ),
      );
      for (const [index, { resolve }] of commits.entries()) resolve(replies[index] ?? null);
    } catch (error) {
      for (const { reject } of commits) reject(error);
    }
  }
}

function splitIntoBatches(commits: readonly Waiting[]): Waiting[][] {
  const pieces: Waiting[][] = [];
  let characters = Infinity;
  for (const commit of commits) {
    const last = pieces.at(-1);
    const fits = last && last.length < MAX_BATCH_SIZE && characters + commit.characters <= MAX_BATCH_CHARACTERS;
    if (fits) last.push(commit);
    else pieces.push([commit]);
    characters = (fits ? characters : 0) + commit.characters;
  }
  return pieces;
}
