import type { Access, Caller } from '#libs/access';
import { parseJobId, type JobAddress } from '#libs/jobs';
import { isStoreFailure } from '#libs/store';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cacheStatus } from '../http/cache-status.js';
import { namesTag } from '../http/entity-tags.js';
import type { JobAddresses } from '../jobs/job.addresses.js';
import type { ReaderInterest } from '../jobs/reader.interest.js';
import { ProblemException } from '../problems/problem.exception.js';
import { HEADERS_OF_BODY, type HotAnswer } from './hot-answer.js';
import type { HotShelf } from './hot.shelf.js';
import { plainRequestOf, type PlainRequest } from './plain-request.js';
import { headOf, replay } from './prepared-head.js';

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

const PATH = '/jobs/';
const UNREACHABLE = cacheStatus({ detail: 'store-unreachable' });
/** Whoever could have an older answer at once waits no longer than this for a younger one. */
const PATIENCE_MS = 250;
/** A store that could not be read is not asked again for so long, nor while it is known to be away. */
const REST_MS = 1_000;

/**
 * Answers `GET` and `HEAD` of a stored job without wishes, before the framework sees them: from what this process holds,
 * else from the store. Everything else is left to the framework, and so is every refusal.
 */
export class HotReads {
  private unreadableUntil = 0;

  constructor(
    private readonly access: Access,
    private readonly addresses: JobAddresses,
    private readonly shelf: HotShelf,
    private readonly interest: Pick<ReaderInterest, 'read'>,
    /** Whether a head that was composed once can be sent again. */
    private readonly replays: boolean,
    private readonly now: () => number = Date.now,
  ) {}

  /** Answers, or hands the request over to `next`. */
  serve(request: IncomingMessage, response: ServerResponse, next: Listener): void {
    const { method, url } = request;
    if ((method !== 'GET' && method !== 'HEAD') || !url!.startsWith(PATH)) return next(request, response);
    const asked = plainRequestOf(request.rawHeaders);
    if (asked === null) return next(request, response);
    const caller = this.admitted(asked);
    if (caller === null) return next(request, response);

    const id = url!.slice(PATH.length);
    const answer = this.shelf.held(id);
    const now = this.now();
    if (answer === undefined || answer.endsAt <= now) {
      const job = this.addressed(id, caller);
      if (job === null || now < this.unreadableUntil) return next(request, response);
      void this.answerRead(id, job, null, { request, response, next, ifNoneMatch: asked.ifNoneMatch });
    } else if (!caller.sees(answer.source.connection)) {
      next(request, response);
    } else if (this.shelf.isGood(answer, now)) {
      this.writeHot(request, response, asked.ifNoneMatch, answer, now);
      this.interest.read(answer.id, answer.nextCheckAt);
    } else {
      this.answerOlder(id, answer, { request, response, next, ifNoneMatch: asked.ifNoneMatch }, now);
    }
  }

  /** Who asks, if they may read jobs; null leaves the answer to the framework. */
  private admitted(asked: PlainRequest): Caller | null {
    const authentication = this.access.authenticate(asked);
    return 'caller' in authentication && authentication.caller.may('jobs:read') ? authentication.caller : null;
  }

  /** The head is composed once for as long as it stays the same. */
  private writeHot(
    request: IncomingMessage,
    response: ServerResponse,
    ifNoneMatch: string | undefined,
    answer: HotAnswer,
    now: number,
  ): void {
    const isNotModified = hasAlready(answer, ifNoneMatch);
    const isUsual =
      this.replays && response.shouldKeepAlive && request.httpVersion === '1.1' && request.method === 'GET';
    const text = isUsual ? answer.textAt(now, isNotModified) : null;
    if (text !== null) return replay(response, text);
    write(request, response, ifNoneMatch, answer, answer.headersAt(now));
    const composed = isUsual ? headOf(response) : null;
    if (composed !== null) answer.keepText(composed, now, isNotModified);
  }

  /** What is held may no longer be all that is known: only if nothing younger can be had, it is the answer. */
  private answerOlder(id: string, older: HotAnswer, exchange: Exchange, now: number): void {
    if (now < this.unreadableUntil) return this.writeUnreachable(older, exchange);
    const { connection } = older.source;
    const job = { connection, key: parseJobId(id)!.key };
    void this.answerRead(id, job, older, exchange);
  }

  private async answerRead(id: string, job: JobAddress, older: HotAnswer | null, exchange: Exchange): Promise<void> {
    const { request, response, next, ifNoneMatch } = exchange;
    try {
      const reading = this.shelf.read(id, job);
      const answer = older === null ? await reading : await withPatience(reading);
      if (answer === null) return next(request, response);
      write(request, response, ifNoneMatch, answer, answer.headersAt(this.now()));
      this.interest.read(answer.id, answer.nextCheckAt);
    } catch (error) {
      const isAway = error === OUT_OF_PATIENCE || isStoreFailure(error);
      if (isAway) this.unreadableUntil = this.now() + REST_MS;
      if (isAway && older !== null) this.writeUnreachable(older, exchange);
      else next(request, response);
    }
  }

  private writeUnreachable(answer: HotAnswer, { request, response, ifNoneMatch }: Exchange): void {
    write(request, response, ifNoneMatch, answer, answer.headersAt(this.now(), UNREACHABLE));
  }

  /** The job that an id names, if the caller sees it; null leaves the answer to the framework. */
  private addressed(id: string, caller: Caller): JobAddress | null {
    if (parseJobId(id) === null) return null;
    try {
      return this.addresses.ofId(id, caller);
    } catch (error) {
      if (error instanceof ProblemException) return null;
      throw error;
    }
  }
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  next: Listener;
  ifNoneMatch: string | undefined;
}

function write(
  request: IncomingMessage,
  response: ServerResponse,
  ifNoneMatch: string | undefined,
  answer: HotAnswer,
  headers: readonly string[],
): void {
  if (hasAlready(answer, ifNoneMatch)) {
    response.writeHead(304, headers.slice(0, -HEADERS_OF_BODY));
    response.end();
  } else {
    response.writeHead(200, headers as string[]);
    if (request.method === 'HEAD') response.end();
    else response.end(answer.body, 'latin1');
  }
}

function hasAlready({ etag }: HotAnswer, ifNoneMatch: string | undefined): boolean {
  return ifNoneMatch !== undefined && (ifNoneMatch === etag || namesTag(ifNoneMatch, etag));
}

const OUT_OF_PATIENCE = new Error('The store takes too long.');

function withPatience<Value>(value: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>(
    (_resolve, reject) => (timer = setTimeout(() => reject(OUT_OF_PATIENCE), PATIENCE_MS)),
  );
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
}
