import { namesTag } from '../../http/entity-tags.js';
import type { Claim } from '../../quota/quotas.js';
import type { Exchange } from '../../fast-path/exchange.js';
import { TrailingHeaders } from './trailing-headers.js';
import { headerLines } from './header-lines.js';
import type { CachedJob } from '../in-process/cached-job.js';
import { supportsRawResponses, replay } from './raw-response.js';

const OK = 'HTTP/1.1 200 OK\r\n';
const NOT_MODIFIED = 'HTTP/1.1 304 Not Modified\r\n';

/** Writes answers about jobs, nearly all of them as one text whose parts were composed before. */
export class JobResponseWriter {
  private readonly trailingHeaders = new TrailingHeaders();

  constructor(
    /** Whether this version of Node.js sends what is composed here. */
    private readonly replays = supportsRawResponses(),
  ) {}

  /** All of an answer to a `GET` on a connection that stays open, each byte as one character. */
  plainResponse(answer: CachedJob, isNotModified: boolean, claim: Claim | null, now: number): string {
    const end = this.trailingHeaders.at(now);
    const statusLine = isNotModified ? NOT_MODIFIED : OK;
    const text = isNotModified ? answer.shortText(now, statusLine, end) : answer.wholeText(now, statusLine, end);
    // What is said to this caller stands in front of what is said to all.
    return claim === null ? text : statusLine + headerLines(claim.fields) + text.slice(statusLine.length);
  }

  /** Whether all that was said is that nothing had changed. */
  write(answer: CachedJob, exchange: Exchange, now: number): boolean {
    const { request, response, claim } = exchange;
    const isNotModified = hasAlready(answer, exchange.ifNoneMatch);
    const isUsual =
      this.replays && response.shouldKeepAlive && request.httpVersion === '1.1' && request.method === 'GET';
    if (isUsual) replay(response, this.plainResponse(answer, isNotModified, claim, now));
    else writeAnew(answer, exchange, isNotModified, answer.fieldsAt(now));
    return isNotModified;
  }

  /** With another `Cache-Status` than usual. */
  writeMarked(answer: CachedJob, exchange: Exchange, now: number, cacheStatus: string): void {
    writeAnew(answer, exchange, hasAlready(answer, exchange.ifNoneMatch), answer.fieldsAt(now, cacheStatus));
  }
}

/** Whether the requester has this revision. */
export function hasAlready({ etag }: CachedJob, ifNoneMatch: string | undefined): boolean {
  return ifNoneMatch !== undefined && (ifNoneMatch === etag || namesTag(ifNoneMatch, etag));
}

/** Lets Node.js compose the head. */
function writeAnew(answer: CachedJob, exchange: Exchange, isNotModified: boolean, fields: Record<string, string>) {
  const { request, response, claim } = exchange;
  const fieldsOfBody = isNotModified ? {} : answer.fieldsOfBody;
  response.writeHead(isNotModified ? 304 : 200, { ...claim?.fields, ...fields, ...fieldsOfBody });
  if (isNotModified || request.method === 'HEAD') response.end();
  else response.end(answer.body, 'latin1');
}
