import type { Store } from '#libs/store';
import type { AddressedJob } from './job.addresses.js';
import { tracked } from './job.tracker.js';

export interface FoundResult {
  bytes: number;
  digest: string;
  chunks: AsyncIterable<Buffer>;
}

/** The results of jobs, in pieces: they may be larger than what a process should hold. */
export class JobResults {
  constructor(private readonly store: Store) {}

  /** null: the job is known, but has no result. */
  async of(job: AddressedJob): Promise<FoundResult | null> {
    for (let digest: string | null = null; ;) {
      const { record } = tracked(await this.store.jobs.read(job));
      // Gone, and still the one that the record tells of: there is none. Otherwise it was replaced in between.
      if (record.result === null || record.result.digest === digest) return null;
      digest = record.result.digest;
      const stored = await this.store.jobs.result(record);
      if (stored !== null) return { bytes: stored.bytes, digest, chunks: exactly(stored.bytes, stored.chunks) };
    }
  }
}

/** The same pieces, with the first one there: whatever keeps it away can still be answered with a problem. */
export async function begun(chunks: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
}

/** Fails where a result was replaced in between, so that nobody takes a part for the whole. */
export async function* exactly(bytes: number, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let sent = 0;
  for await (const chunk of chunks) {
    sent += chunk.length;
    yield chunk;
  }
  if (sent !== bytes) throw new Error('The result changed while it was being sent.');
}
