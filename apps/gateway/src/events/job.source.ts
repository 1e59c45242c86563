import { bodyOf } from '../read-path/in-process/cached-job.js';
import type { AddressedJob } from '../jobs/job.addresses.js';
import { isOver } from '../read-path/response/job.headers.js';
import type { JobReader } from '../read-path/job.reader.js';
import type { StreamSource } from './stream.source.js';

/** One job, until it has ended. `untracked`: how it is shown as long as nobody has looked at it. */
export function jobSource(reader: JobReader, job: AddressedJob, id: string, untracked: string | null): StreamSource {
  const subject: StreamSource = {
    name: id,
    connections: [job.connection],
    lacking: [],
    jobId: id,
    streamed: null,
    isFiltered: false,
    shows: () => true,
    endsWith: (record) => record === null || isOver(record),
    async *snapshot() {
      const stored = await reader.readStored(job);
      const isEnd = stored !== null && isOver(stored.record);
      const body = stored === null ? untracked : bodyOf(stored.record);
      if (body !== null) yield [{ id, body, isEnd, isUntracked: stored === null }];
    },
    among: () => subject,
  };
  return subject;
}
