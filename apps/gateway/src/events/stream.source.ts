import type { JobRecord } from '#libs/jobs';
import type { StreamedFilter } from '#libs/store';

/** A job of a snapshot. */
export interface SnapshotJob {
  id: string;
  /** JSON, each byte as one character. */
  body: string;
  /** Nothing follows. */
  isEnd: boolean;
  /** Not stored so far: no stream can be resumed from here. */
  isUntracked: boolean;
}

/** The jobs that a stream is about. */
export interface StreamSource {
  /** Sources of the same name have the same jobs for every caller. */
  name: string;
  connections: readonly string[];
  /** Connections that it is about as well, and that are disconnected at present. */
  missing: readonly string[];
  /** The only job; null: all that it `includes`. */
  jobId: string | null;
  /** The part of its filter that holds for a pointer whatever its run; null: it is about one job. */
  streamed: StreamedFilter | null;
  /** Whether a job that still exists may cease to be included. */
  isFiltered: boolean;
  includes(record: JobRecord): boolean;
  /** Whether nothing follows; null: the job is gone. */
  endsAfter(record: JobRecord | null): boolean;
  /** All that is included now, page by page. */
  snapshot(): AsyncIterable<readonly SnapshotJob[]>;
  /** The same for some of its connections; the others are missing. */
  among(connections: readonly string[]): StreamSource;
}
