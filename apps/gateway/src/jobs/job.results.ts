import type { Store } from '#libs/store';
import type { AddressedJob } from './job.addresses.js';
import { tracked } from './job.tracker.js';

export interface FoundResult {
  bytes: number;
  digest: string;
  chunks: AsyncIterable<Buffer>;
}

/** The results of jobs in chunks: they may exceed the memory of a process. */
export class JobResults {
  constructor(private readonly store: Store) {}

  /** null: the job has no result. */
  async of(job: AddressedJob): Promise<FoundResult | null> {
    for (let digest: string | null = null; ;) {
      const { record } = tracked(await this.store.jobs.read(job));
      // Missing although the record has it: there is none. Otherwise it was replaced meanwhile.
      if (record.result === null || record.result.digest === digest) return null;
      digest = record.result.digest;
      const stored = await this.store.jobs.result(record);
      if (stored !== null) return { bytes: stored.bytes, digest, chunks: exactly(stored.bytes, stored.chunks) };
    }
  }
}

/** The same chunks after the first was read: a failure of it can still be reported as a problem. */
export async function begun(chunks: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
}

/** Throws where the result was replaced meanwhile. */
export async function* exactly(bytes: number, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let sent = 0;
  for await (const chunk of chunks) {
    sent += chunk.length;
    yield chunk;
  }
  if (sent !== bytes) throw new Error('The result changed while it was being sent.');
}
