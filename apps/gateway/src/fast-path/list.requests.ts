import { parse } from 'node:querystring';
import type { ReadLog } from '../audit/read.log.js';
import { answerHeaders, JSON_TYPE } from '../http/default-headers.js';
import { parseJobListQuery, type JobListQuery } from '../jobs/job-list.query.js';
import type { JobLister } from '../jobs/job.lister.js';
import { ProblemException } from '../problems/problem.exception.js';
import { costOfList } from '../quota/quota.costs.js';
import type { Quotas } from '../quota/quotas.js';
import { claimQuota, handOver, type Exchange } from './exchange.js';
import type { FastPathCounters } from './fast-path.counters.js';

/** As the API document writes it. */
const ROUTE = '/jobs';

/** Whether a URL is that of the list of jobs, in its usual form. */
export function isListUrl(url: string): boolean {
  return url.startsWith(ROUTE) && (url.length === ROUTE.length || url[ROUTE.length] === '?');
}

/** `GET /jobs` in front of the framework. */
export class ListRequests {
  constructor(
    private readonly lister: JobLister,
    private readonly quotas: Quotas,
    private readonly log: ReadLog,
    private readonly counters: FastPathCounters,
  ) {}

  serve(url: string, exchange: Exchange, now: number): void {
    const query = parseUrl(url);
    const isServed = query !== null && claimQuota(this.quotas, exchange, 'reads', now, costOfList(query));
    if (isServed) void this.respond(query, exchange);
    else handOver(exchange);
  }

  private async respond(query: JobListQuery, exchange: Exchange): Promise<void> {
    const { request, response, caller, claim } = exchange;
    try {
      const page = await this.lister.list(query, caller);
      const fields = { 'Content-Type': JSON_TYPE, 'Content-Length': String(page.length) };
      response.writeHead(200, { ...claim?.fields, ...answerHeaders(ROUTE), ...fields });
      response.end(page);
      this.counters.lists += 1;
      this.log.note(caller, ROUTE, this.log.addressOf(request));
    } catch {
      handOver(exchange);
    }
  }
}

/** null: the query is invalid, which the framework reports. */
function parseUrl(url: string): JobListQuery | null {
  try {
    // As the framework's own parser does it.
    return parseJobListQuery(parse(url.slice(ROUTE.length + 1)));
  } catch (error) {
    if (error instanceof ProblemException) return null;
    throw error;
  }
}
