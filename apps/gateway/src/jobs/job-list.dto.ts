import { JobDto } from './job.dto.js';

/** One page of a list. */
export class JobListDto {
  jobs: JobDto[];
  /** For the next page; null on the last one. */
  nextCursor: string | null;
  /** Whether the data of all connections asked for is as fresh as it should be. */
  complete: boolean;
  /** The connections whose data is stale. */
  unreachable: string[];
}
