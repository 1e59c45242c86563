import type { Caller } from '#libs/access';
import { matches } from '#libs/jobs';
import { MAX_LIMIT, type JobListQuery } from '../jobs/job-list.query.js';
import type { JobLister } from '../jobs/job.lister.js';
import type { SnapshotJob, StreamSource } from './stream.source.js';

/** A snapshot has the latest jobs alone: clients that need older ones read the list. */
export const MAX_SNAPSHOT_JOBS = 1_000;
/** In characters: jobs may have results of 16 KB. */
const MAX_SNAPSHOT_LENGTH = 4 * 1024 * 1024;
/** In characters: the size of a page of a snapshot, which is buffered for each client. */
const USUAL_PIECE = 256 * 1024;
/** The size of the first page, as the length of jobs is not known yet. */
const FIRST_JOBS = 25;
/** A filter that matches few jobs ends a snapshot after so many pages of the list. */
const MAX_PAGES = 25;

/** The jobs that a filter matches, of the connections that the caller sees. */
export function listSource(
  lister: JobLister,
  query: JobListQuery,
  connections: readonly string[],
  caller: Caller,
  missing: readonly string[] = [],
): StreamSource {
  const { filter } = query;
  const names = [...connections].sort();
  const { providers: _providers, labels, attention, ...others } = filter;
  return {
    name: JSON.stringify([names, filter, missing]),
    connections: names,
    missing,
    jobId: null,
    streamed: { labels: filter.labels, text: filter.text },
    // The connections follow from the providers.
    isFiltered: attention || labels.length > 0 || Object.values(others).some((other) => other !== null),
    includes: (record) => matches(record, filter),
    endsAfter: () => false,
    async *snapshot() {
      const all = { connections: names, filter, sort: '-changedAt' as const };
      let cursor: string | null = null;
      let limit = FIRST_JOBS;
      let shown = 0;
      let length = 0;
      for (let pages = 0; names.length > 0 && pages < MAX_PAGES && shown < MAX_SNAPSHOT_JOBS; pages += 1) {
        if (length >= MAX_SNAPSHOT_LENGTH) return;
        const page = await lister.jobs({ ...all, cursor, limit }, caller);
        yield page.bodies.map(snapshotJob);
        shown += page.bodies.length;
        length += page.bodies.reduce((sum, body) => sum + body.length, 0);
        cursor = page.nextCursor;
        if (cursor === null) return;
        const usual = shown === 0 ? MAX_LIMIT : Math.ceil((USUAL_PIECE * shown) / length);
        limit = Math.min(MAX_LIMIT, MAX_SNAPSHOT_JOBS - shown, usual);
      }
    },
    among: (some) => {
      const others = names.filter((name) => !some.includes(name));
      return listSource(lister, query, some, caller, others);
    },
  };
}

/** The id is the first member of a job's text. */
function snapshotJob(body: string): SnapshotJob {
  const start = '{"id":"'.length;
  return { id: body.slice(start, body.indexOf('"', start)), body, isEnd: false, isUntracked: false };
}
