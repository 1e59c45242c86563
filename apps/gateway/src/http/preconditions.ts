import type { IncomingHttpHeaders } from 'node:http';
import { ProblemException } from '../problems/problem.exception.js';
import { namesTag } from './entity-tags.js';
import { parseHttpDate } from './http-date.js';

/** The present state of what a request changes. */
export interface Changeable {
  /** Weak; null: it has none. */
  etag: string | null;
  /** Epoch milliseconds. */
  changedAt: number;
}

/** A list to which something is added: it always exists, and has neither a tag nor a date. */
export const COLLECTION: Changeable = { etag: null, changedAt: -Infinity };

/**
 * What a request wants to be true of what it changes (RFC 9110 §13). To be checked in the step that makes the change, and
 * only where it would be made otherwise.
 */
export class Preconditions {
  constructor(private readonly headers: IncomingHttpHeaders) {}

  /** Throws `precondition-failed`. null: it does not exist. In the order of RFC 9110 §13.2.2. */
  check(current: Changeable | null): void {
    const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = this.headers;
    if (ifMatch === undefined) this.checkDate(current);
    else if (current === null || ifMatch.trim() !== '*') {
      throw failed(
        'If-Match holds with * alone, where there is something: all tags are weak, and it compares strongly.',
      );
    }
    if (current === null || ifNoneMatch === undefined) return;
    if (ifNoneMatch.trim() === '*' || (current.etag !== null && namesTag(ifNoneMatch, current.etag))) {
      throw failed('What If-None-Match excludes is there.');
    }
  }

  /** In whole seconds, as `Last-Modified` is. Malformed dates are ignored. */
  private checkDate(current: Changeable | null): void {
    const since = parseHttpDate(this.headers['if-unmodified-since'] ?? '');
    if (current === null || since === null) return;
    if (Math.floor(current.changedAt / 1000) * 1000 > since)
      throw failed('There was a change after If-Unmodified-Since.');
  }
}

const failed = (detail: string): ProblemException => new ProblemException('precondition-failed', detail);
