import type { JobRecord } from '#libs/jobs';
import type { StreamedFilter } from '#libs/store';

/** A job as a snapshot shows it. */
export interface SnapshotJob {
  id: string;
  /** JSON, each byte as one character. */
  body: string;
  /** Nothing more is to be told after this. */
  isEnd: boolean;
  /** Not stored so far: nobody can go on from here. */
  isUntracked: boolean;
}

/** What a stream is about. */
export interface StreamSource {
  /** Subjects of the same name show the same to everybody. */
  name: string;
  connections: readonly string[];
  /** Connections that it is about as well, and that cannot be heard at present. */
  lacking: readonly string[];
  /** The only job; null: all that `shows` lets through. */
  jobId: string | null;
  /** What of its filter holds for a pointer whatever the run that it points to; null: it is about one job. */
  streamed: StreamedFilter | null;
  /** Whether a job may cease to be shown although it is still there. */
  isFiltered: boolean;
  shows(record: JobRecord): boolean;
  /** Whether nothing more is to be told after this; null: the job is gone. */
  endsWith(record: JobRecord | null): boolean;
  /** All that is shown now, page by page. */
  snapshot(): AsyncIterable<readonly SnapshotJob[]>;
  /** The same about some of its connections, which lacks the others. */
  among(connections: readonly string[]): StreamSource;
}
