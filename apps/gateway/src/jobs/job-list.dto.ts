import { JobDto } from './job.dto.js';

/** One page of a list. */
export class JobListDto {
  jobs: JobDto[];
  /** Cursor of the next page; null on the last one. */
  nextCursor: string | null;
  /** Whether the data of all requested connections is fresh. */
  complete: boolean;
  /** The connections whose data is stale. */
  unreachable: string[];
}
