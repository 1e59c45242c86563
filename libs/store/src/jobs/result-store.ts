import { jsonText, type JobAddress, type ResultFacts } from '#libs/jobs';
import { Readable } from 'node:stream';
import { RedisRepository } from '../redis/redis-repository.js';

const CHUNK_BYTES = 256 * 1024;
/** So long a result stays that another one has replaced, after whoever reads it has taken the last piece. */
export const REPLACED_RESULT_TTL_MS = 15_000;

/** The bytes of one result, in pieces. */
export interface StoredResult {
  bytes: number;
  chunks: AsyncIterable<Buffer>;
}

/** The results of jobs. A small one stands in the record alone, a large one under its digest: readers never meet two. */
export class ResultStore extends RedisRepository {
  /** The result that a record tells of; null when it is gone, because another one has replaced it. */
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

/** Whether all of a result stands in the record. */
function isInline(result: ResultFacts): boolean {
  return 'inline' in result;
}

/** Whether a result stands in a place of its own. */
export function isSeparate(result: ResultFacts | null): result is ResultFacts {
  return result !== null && !isInline(result);
}
