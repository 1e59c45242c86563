import { namesTag } from '../http/entity-tags.js';
import { canReplay, ComposedTail, headOf, linesOf, replay } from './composed-head.js';
import type { Exchange } from './exchange.js';
import type { HotAnswer } from './hot-answer.js';

/** Writes answers about jobs, nearly all of them as one text whose parts were composed before. */
export class HotWriter {
  private readonly whole = new ComposedTail('HTTP/1.1 200 OK\r\n');
  private readonly notModified = new ComposedTail('HTTP/1.1 304 Not Modified\r\n');

  constructor(
    /** Whether this version of Node.js sends what is composed here. */
    private readonly replays = canReplay(),
  ) {}

  /** Whether all that was said is that nothing had changed. */
  write(answer: HotAnswer, exchange: Exchange, now: number): boolean {
    const { request, response, claim } = exchange;
    const isNotModified = hasAlready(answer, exchange.ifNoneMatch);
    const isUsual =
      this.replays && response.shouldKeepAlive && request.httpVersion === '1.1' && request.method === 'GET';
    const composed = isNotModified ? this.notModified : this.whole;
    const tail = isUsual ? composed.tailAt(now) : null;
    if (tail !== null) {
      const { statusLine } = composed;
      const text = isNotModified ? answer.shortText(now, statusLine, tail) : answer.wholeText(now, statusLine, tail);
      // What is said to this caller stands in front of what is said to all.
      replay(response, claim === null ? text : statusLine + linesOf(claim.fields) + text.slice(statusLine.length));
      return isNotModified;
    }
    const fields = writeAnew(answer, exchange, isNotModified, answer.fieldsAt(now));
    if (isUsual) composed.learn(headOf(response), linesOf(fields), now);
    return isNotModified;
  }

  /** With another `Cache-Status` than usual. */
  writeMarked(answer: HotAnswer, exchange: Exchange, now: number, cacheStatus: string): void {
    writeAnew(answer, exchange, hasAlready(answer, exchange.ifNoneMatch), answer.fieldsAt(now, cacheStatus));
  }
}

/** Lets Node.js compose the head; returns the fields in it. */
function writeAnew(answer: HotAnswer, exchange: Exchange, isNotModified: boolean, ofAnswer: Record<string, string>) {
  const { request, response, claim } = exchange;
  const fields = { ...claim?.fields, ...ofAnswer, ...(isNotModified ? {} : answer.fieldsOfBody) };
  response.writeHead(isNotModified ? 304 : 200, fields);
  if (isNotModified || request.method === 'HEAD') response.end();
  else response.end(answer.body, 'latin1');
  return fields;
}

function hasAlready({ etag }: HotAnswer, ifNoneMatch: string | undefined): boolean {
  return ifNoneMatch !== undefined && (ifNoneMatch === etag || namesTag(ifNoneMatch, etag));
}
