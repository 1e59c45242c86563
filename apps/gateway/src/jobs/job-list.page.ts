import { isDormant, type JobAddress, type JobRecord } from '#libs/jobs';
import { bodyOf, type CachedJob } from '../read-path/in-process/cached-job.js';
import type { BuiltPage } from '../read-path/in-process/page.cache.js';
import type { JobListDto } from './job-list.dto.js';

export interface ListedJob {
  /** The standard view as JSON, each byte as one character. */
  body: string;
  /** Counts as read; null: it is no pointer. */
  pointer: JobAddress | null;
  isDormant: boolean;
}

/** In characters: jobs may have results of 16 KB. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Builds a page of a list. */
export class JobListPage {
  readonly jobs: ListedJob[] = [];
  nextCursor: string | null = null;
  private bytes = 0;

  /** `validUntil`: epoch milliseconds, unless a change comes earlier; 0: it cannot be cached. */
  constructor(
    private readonly limit: number,
    public validUntil: number,
  ) {}

  get isFull(): boolean {
    return this.jobs.length >= this.limit || this.bytes >= MAX_BYTES;
  }

  get room(): number {
    return this.limit - this.jobs.length;
  }

  add(job: ListedJob): void {
    this.jobs.push(job);
    this.bytes += job.body.length;
  }

  written(unreachable: string[]): BuiltPage {
    const { nextCursor, validUntil } = this;
    const rest: Omit<JobListDto, 'jobs'> = { nextCursor, complete: unreachable.length === 0, unreachable };
    const bodies = this.jobs.map(({ body }) => body);
    const text = `{"jobs":[${bodies.join(',')}],${JSON.stringify(rest).slice(1)}`;
    const pointers = this.jobs.flatMap(({ pointer }) => pointer ?? []);
    return { text: Buffer.from(text, 'latin1'), pointers, validUntil };
  }
}

export function listedFromRecord(record: JobRecord): ListedJob {
  const { connection, key, kind } = record;
  const pointer = kind === 'pointer' ? { connection, key } : null;
  return { body: bodyOf(record), pointer, isDormant: isDormant(record) };
}

export function listedFromCache({ body, facts, isDormant }: CachedJob, { connection, key }: JobAddress): ListedJob {
  return { body, pointer: facts.kind === 'pointer' ? { connection, key } : null, isDormant };
}
