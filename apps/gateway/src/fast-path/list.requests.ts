import type { Caller } from '#libs/access';
import { parse } from 'node:querystring';
import { answerHeaders, JSON_TYPE } from '../http/default-headers.js';
import { parseJobListQuery, type JobListQuery } from '../jobs/job-list.query.js';
import type { JobLister } from '../jobs/job.lister.js';
import { ProblemException } from '../problems/problem.exception.js';

const PATH = '/jobs';

/** Whether a URL is that of the list of jobs, in its usual form. */
export function isListUrl(url: string): boolean {
  return url.startsWith(PATH) && (url.length === PATH.length || url[PATH.length] === '?');
}

/** Pages of the list for callers who are answered in front of the framework. */
export class ListRequests {
  constructor(private readonly lister: Pick<JobLister, 'list'>) {}

  /** What the query of such a URL asks for; null where there is a fault to be told. */
  wishOf(url: string): JobListQuery | null {
    try {
      // As the framework's own reader of queries does it.
      return parseJobListQuery(parse(url.slice(PATH.length + 1)));
    } catch (error) {
      if (error instanceof ProblemException) return null;
      throw error;
    }
  }

  page(wish: JobListQuery, caller: Caller): Promise<Buffer> {
    return this.lister.list(wish, caller);
  }

  fieldsOf(page: Buffer): Record<string, string> {
    return { ...answerHeaders(PATH), 'Content-Type': JSON_TYPE, 'Content-Length': String(page.length) };
  }
}
