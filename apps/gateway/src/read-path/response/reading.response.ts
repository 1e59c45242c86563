import type { Response } from 'express';
import { namesTag } from '../../http/entity-tags.js';
import type { JobDto, MinimalJobDto } from '../../jobs/job.dto.js';
import type { JobViews } from '../../jobs/job.views.js';
import { ProblemException } from '../../problems/problem.exception.js';
import type { Reading } from '../reading.js';
import type { StoredJobReader } from '../redis/stored-job.reader.js';
import { etagOf, jobHeaders } from './job.headers.js';

const PENDING_RETRY_SECONDS = 2;

/** Writes a reading as a response of the framework. */
export class ReadingResponse {
  constructor(
    private readonly views: JobViews,
    private readonly stored: StoredJobReader,
  ) {}

  /** Sets status and headers; returns the body, undefined with status 304. */
  async write(
    reading: Reading,
    response: Response,
    view: string | undefined,
    ifNoneMatch: string | undefined,
  ): Promise<JobDto | MinimalJobDto | undefined> {
    if (reading.kind === 'absent') throw new ProblemException('job-not-found');
    if (reading.kind === 'too-old') {
      throw new ProblemException('fresh-answer-unavailable', `No observation that is fresh enough: ${reading.why}.`, {
        headers: { 'Cache-Status': reading.cacheStatus },
      });
    }
    const { record, cacheStatus } = reading;
    if (reading.kind === 'pending') {
      const seconds = Math.max(PENDING_RETRY_SECONDS, Math.ceil((reading.retryAfterMs ?? 0) / 1000));
      response.status(202).set({
        Location: `/jobs/${record.id}`,
        'Retry-After': String(seconds),
        'Cache-Status': cacheStatus,
      });
      return this.views.ofUntracked(view, record);
    }
    response.set(jobHeaders(record, cacheStatus, this.stored.now()));
    if (!namesTag(ifNoneMatch, etagOf(record))) return this.views.named(view)(record);
    response.status(304);
    return undefined;
  }
}
