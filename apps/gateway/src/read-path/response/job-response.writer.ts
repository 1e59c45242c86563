import type { Exchange } from '../../fast-path/exchange.js';
import { namesTag } from '../../http/entity-tags.js';
import type { Claim } from '../../quota/quotas.js';
import type { CachedJob } from '../in-process/cached-job.js';
import { headerLines } from './header-lines.js';
import { sendRawResponse, supportsRawResponses } from './raw-response.js';
import { KEEP_ALIVE_MS } from '../../http/keep-alive.js';

const OK = 'HTTP/1.1 200 OK\r\n';
const NOT_MODIFIED = 'HTTP/1.1 304 Not Modified\r\n';

/** Writes cached jobs as responses, nearly all of them as one prepared text. */
export class JobResponseWriter {
  private readonly trailing = new TrailingHeaders();

  constructor(
    /** Whether this version of Node.js sends prepared texts. */
    private readonly sendsRaw = supportsRawResponses(),
  ) {}

  /** All of the response to a `GET` on a connection that stays open, each byte as one character. */
  plainResponse(cached: CachedJob, isNotModified: boolean, claim: Claim | null, now: number): string {
    const end = this.trailing.at(now);
    const statusLine = isNotModified ? NOT_MODIFIED : OK;
    const text = isNotModified ? cached.shortText(now, statusLine, end) : cached.wholeText(now, statusLine, end);
    // The fields for this caller come before those for all.
    return claim === null ? text : statusLine + headerLines(claim.fields) + text.slice(statusLine.length);
  }

  /** Returns whether the response is a 304. */
  write(cached: CachedJob, exchange: Exchange, now: number): boolean {
    const { request, response, claim } = exchange;
    const isNotModified = hasRevision(exchange.ifNoneMatch, cached);
    const isUsual =
      this.sendsRaw && response.shouldKeepAlive && request.httpVersion === '1.1' && request.method === 'GET';
    if (isUsual) sendRawResponse(response, this.plainResponse(cached, isNotModified, claim, now));
    else writeByNode(cached, exchange, isNotModified, cached.fieldsAt(now));
    return isNotModified;
  }

  writeWithCacheStatus(cached: CachedJob, exchange: Exchange, now: number, cacheStatus: string): void {
    writeByNode(cached, exchange, hasRevision(exchange.ifNoneMatch, cached), cached.fieldsAt(now, cacheStatus));
  }
}

/** Whether the client has this revision. */
export function hasRevision(ifNoneMatch: string | undefined, { etag }: CachedJob): boolean {
  return ifNoneMatch !== undefined && (ifNoneMatch === etag || namesTag(ifNoneMatch, etag));
}

function writeByNode(cached: CachedJob, exchange: Exchange, isNotModified: boolean, fields: Record<string, string>) {
  const { request, response, claim } = exchange;
  const fieldsOfBody = isNotModified ? {} : cached.fieldsOfBody;
  response.writeHead(isNotModified ? 304 : 200, { ...claim?.fields, ...fields, ...fieldsOfBody });
  if (isNotModified || request.method === 'HEAD') response.end();
  else response.end(cached.body, 'latin1');
}

/**
 * The end of a head, from the date to the empty line, as Node.js writes it behind the fields that it is given where the
 * connection stays open. The same for all that is written within a second.
 */
class TrailingHeaders {
  private text = '';
  private from = 0;
  private until = 0;

  at(now: number): string {
    if (now < this.from || now >= this.until) {
      this.from = Math.floor(now / 1000) * 1000;
      this.until = this.from + 1000;
      this.text = `Date: ${new Date(now).toUTCString()}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${KEEP_ALIVE_MS / 1000}\r\n\r\n`;
    }
    return this.text;
  }
}
