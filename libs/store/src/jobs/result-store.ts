import { jsonText, type JobAddress, type ResultFacts } from '#libs/jobs';
import { Readable } from 'node:stream';
import { RedisRepository } from '../redis/redis-repository.js';

const CHUNK_BYTES = 256 * 1024;
/** How long a replaced result remains after its reader has taken the last chunk. */
export const REPLACED_RESULT_TTL_MS = 15_000;

/** The bytes of one result, in pieces. */
export interface StoredResult {
  bytes: number;
  chunks: AsyncIterable<Buffer>;
}

/** Results of jobs: a small one is in the record, a large one under its digest. */
export class ResultStore extends RedisRepository {
  /** null: already replaced. */
  async read({ connection, key }: JobAddress, facts: ResultFacts): Promise<StoredResult | null> {
    if (isInline(facts)) {
      const text = Buffer.from(jsonText(facts.inline));
      return { bytes: text.length, chunks: Readable.from([text]) };
    }
    const own = this.keys.result(connection, key, facts.digest);
    const bytes = await this.redis.strlen(own);
    if (bytes > 0) return { bytes, chunks: this.chunks(own, bytes) };
    const only = this.keys.unversionedResult(connection, key);
    const onlyBytes = await this.redis.strlen(only);
    return onlyBytes === 0 ? null : { bytes: onlyBytes, chunks: this.chunks(only, onlyBytes) };
  }

  private async *chunks(name: string, bytes: number): AsyncGenerator<Buffer> {
    for (let start = 0; start < bytes; start += CHUNK_BYTES) {
      const piece = this.redis.getrangeBuffer(name, start, start + CHUNK_BYTES - 1);
      if (start > 0) await this.redis.jobgateExtendExpiry(name, REPLACED_RESULT_TTL_MS);
      yield await piece;
    }
  }
}

function isInline(result: ResultFacts): boolean {
  return 'inline' in result;
}

/** Whether a result is not in the record. */
export function isSeparate(result: ResultFacts | null): result is ResultFacts {
  return result !== null && !isInline(result);
}
