import { bodyOf } from '../read-path/in-process/cached-job.js';
import type { AddressedJob } from '../jobs/job.addresses.js';
import { isOver } from '../read-path/response/job.headers.js';
import type { StoredJobReader } from '../read-path/redis/stored-job.reader.js';
import type { StreamSource } from './stream.source.js';

/** One job, until it has ended. `untracked`: its body while it is not stored. */
export function jobSource(
  reader: StoredJobReader,
  job: AddressedJob,
  id: string,
  untracked: string | null,
): StreamSource {
  const source: StreamSource = {
    name: id,
    connections: [job.connection],
    missing: [],
    jobId: id,
    streamed: null,
    isFiltered: false,
    includes: () => true,
    endsAfter: (record) => record === null || isOver(record),
    async *snapshot() {
      const stored = await reader.read(job);
      const isEnd = stored !== null && isOver(stored.record);
      const body = stored === null ? untracked : bodyOf(stored.record);
      if (body !== null) yield [{ id, body, isEnd, isUntracked: stored === null }];
    },
    among: () => source,
  };
  return source;
}
