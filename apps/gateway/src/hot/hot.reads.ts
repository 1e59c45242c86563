import type { Access, Caller } from '#libs/access';
import { parseJobId, type JobAddress } from '#libs/jobs';
import { isStoreFailure } from '#libs/store';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cacheStatus } from '../http/cache-status.js';
import { namesTag } from '../http/entity-tags.js';
import type { JobListWish } from '../jobs/job-list.query.js';
import type { JobAddresses } from '../jobs/job.addresses.js';
import type { ReaderInterest } from '../jobs/reader.interest.js';
import { ProblemException } from '../problems/problem.exception.js';
import type { Claim, Quotas } from '../quota/quotas.js';
import type { Budget } from '../quota/quota.budget.js';
import { HEADERS_OF_BODY, type HotAnswer } from './hot-answer.js';
import { isListUrl, type HotLists } from './hot.lists.js';
import type { HotShelf } from './hot.shelf.js';
import { plainRequestOf, type PlainRequest } from './plain-request.js';
import { headOf, replay } from './prepared-head.js';

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

const PATH = '/jobs/';
const UNREACHABLE = cacheStatus({ detail: 'store-unreachable' });
/** Whoever could have an older answer at once waits no longer than this for a younger one. */
const PATIENCE_MS = 250;
/** Whoever has nothing else to wait for; the framework then asks the store once more. */
const FIRST_PATIENCE_MS = 1_000;
/** A store that could not be read is not asked again for so long, nor while it is known to be away. */
const REST_MS = 1_000;

/**
 * Answers `GET` and `HEAD` of a stored job without wishes, and `GET` of the list, before the framework sees them: from what
 * this process holds, else from the store. Everything else is left to the framework, and so is every refusal.
 */
export class HotReads {
  private unreadableUntil = 0;

  constructor(
    private readonly access: Access,
    private readonly addresses: JobAddresses,
    private readonly shelf: HotShelf,
    private readonly lists: HotLists,
    private readonly interest: Pick<ReaderInterest, 'read'>,
    /** Where requests are counted; null: nowhere. */
    private readonly quotas: Quotas | null,
    /** Whether a head that was composed once can be sent again. */
    private readonly replays: boolean,
    private readonly now: () => number = Date.now,
  ) {}

  /** Answers, or hands the request over to `next`. */
  serve(request: IncomingMessage, response: ServerResponse, next: Listener): void {
    const { method, url } = request;
    const isList = method === 'GET' && isListUrl(url!);
    const isJob = (method === 'GET' || method === 'HEAD') && url!.startsWith(PATH);
    if (!isList && !isJob) return next(request, response);
    const asked = plainRequestOf(request.rawHeaders);
    if (asked === null) return next(request, response);
    const caller = this.admitted(asked);
    if (caller === null) return next(request, response);
    const exchange: Exchange = { request, response, next, ifNoneMatch: asked.ifNoneMatch, claim: null };
    if (isList) this.serveList(url!, caller, exchange);
    else this.serveJob(url!.slice(PATH.length), caller, exchange);
  }

  private serveJob(id: string, caller: Caller, exchange: Exchange): void {
    const { request, response, next } = exchange;
    const held = this.shelf.held(id);
    const now = this.now();
    const answer = held === undefined || held.endsAt <= now ? null : held;
    const job = answer === null ? this.addressed(id, caller, now) : null;
    if (answer === null ? job === null : !caller.sees(answer.source.connection)) return next(request, response);
    if (this.quotas !== null && !this.isWithin(this.quotas, caller, 'polls', exchange)) return next(request, response);
    if (answer === null) void this.answerRead(id, job!, null, exchange);
    else if (!this.shelf.isGood(answer, now)) this.answerOlder(id, answer, exchange, now);
    else {
      this.writeHot(answer, exchange, now);
      this.interest.read(answer.id, answer.nextCheckAt);
    }
  }

  private serveList(url: string, caller: Caller, exchange: Exchange): void {
    const { request, response, next } = exchange;
    const wish = this.now() < this.unreadableUntil ? null : this.lists.wishOf(url);
    if (wish === null) return next(request, response);
    if (this.quotas !== null && !this.isWithin(this.quotas, caller, 'reads', exchange)) return next(request, response);
    void this.answerList(wish, caller, exchange);
  }

  /** Who asks, if they may read jobs; null leaves the answer to the framework. */
  private admitted(asked: PlainRequest): Caller | null {
    const authentication = this.access.authenticate(asked);
    return 'caller' in authentication && authentication.caller.may('jobs:read') ? authentication.caller : null;
  }

  /** A refusal is the framework's, and so is a claim that takes a question to the store. */
  private isWithin(quotas: Quotas, caller: Caller, budget: Budget, exchange: Exchange): boolean {
    const claim = quotas.claimNow(caller, budget);
    if (claim === null || !claim.isGranted) return false;
    const { next } = exchange;
    exchange.claim = claim;
    exchange.next = (request, response) => {
      quotas.remember(request, claim);
      next(request, response);
    };
    return true;
  }

  /** The head is composed once for as long as it stays the same. */
  private writeHot(answer: HotAnswer, exchange: Exchange, now: number): void {
    const { request, response, ifNoneMatch, claim } = exchange;
    const isNotModified = hasAlready(answer, ifNoneMatch);
    const isUsual =
      this.replays && response.shouldKeepAlive && request.httpVersion === '1.1' && request.method === 'GET';
    const text = isUsual ? answer.textAt(now, isNotModified) : null;
    if (text !== null) return replay(response, claim === null ? text : withFields(text, claim.fields));
    write(exchange, answer, answer.headersAt(now));
    const composed = isUsual ? headOf(response) : null;
    if (composed !== null) {
      answer.keepText(claim === null ? composed : withoutFields(composed, claim.fields), now, isNotModified);
    }
  }

  /** What is held may no longer be all that is known: only if nothing younger can be had, it is the answer. */
  private answerOlder(id: string, older: HotAnswer, exchange: Exchange, now: number): void {
    if (now < this.unreadableUntil) return this.writeUnreachable(older, exchange);
    const { connection } = older.source;
    const job = { connection, key: parseJobId(id)!.key };
    void this.answerRead(id, job, older, exchange);
  }

  private async answerRead(id: string, job: JobAddress, older: HotAnswer | null, exchange: Exchange): Promise<void> {
    const { request, response, next } = exchange;
    try {
      const reading = this.shelf.read(id, job);
      const answer = await withPatience(reading, older === null ? FIRST_PATIENCE_MS : PATIENCE_MS);
      if (answer === null) return next(request, response);
      write(exchange, answer, answer.headersAt(this.now()));
      this.interest.read(answer.id, answer.nextCheckAt);
    } catch (error) {
      const isAway = error === OUT_OF_PATIENCE || isStoreFailure(error);
      if (isAway) this.unreadableUntil = this.now() + REST_MS;
      if (isAway && older !== null) this.writeUnreachable(older, exchange);
      else next(request, response);
    }
  }

  private async answerList(wish: JobListWish, caller: Caller, exchange: Exchange): Promise<void> {
    const { request, response, next, claim } = exchange;
    try {
      const page = await this.lists.page(wish, caller);
      response.writeHead(200, [...(claim?.fields ?? []), ...this.lists.headersOf(page)]);
      response.end(page);
    } catch (error) {
      if (isStoreFailure(error)) this.unreadableUntil = this.now() + REST_MS;
      next(request, response);
    }
  }

  private writeUnreachable(answer: HotAnswer, exchange: Exchange): void {
    write(exchange, answer, answer.headersAt(this.now(), UNREACHABLE));
  }

  /** The job that an id names, if the caller sees it and it can be read; null leaves the answer to the framework. */
  private addressed(id: string, caller: Caller, now: number): JobAddress | null {
    if (parseJobId(id) === null || now < this.unreadableUntil) return null;
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
  /** Of the caller's quota; null where there is none. */
  claim: Claim | null;
}

function write(exchange: Exchange, answer: HotAnswer, ofAnswer: readonly string[]): void {
  const { request, response, ifNoneMatch, claim } = exchange;
  const headers = claim === null ? ofAnswer : [...claim.fields, ...ofAnswer];
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

/** Fields of one caller in what is kept for all: they come and go right behind the status line. */
function withFields(text: string, fields: readonly string[]): string {
  const start = text.indexOf('\r\n') + 2;
  return text.slice(0, start) + linesOf(fields) + text.slice(start);
}

function withoutFields(head: string, fields: readonly string[]): string {
  return head.replace(linesOf(fields), '');
}

function linesOf([firstName, first, secondName, second]: readonly string[]): string {
  return `${firstName}: ${first}\r\n${secondName}: ${second}\r\n`;
}

const OUT_OF_PATIENCE = new Error('The store takes too long.');

function withPatience<Value>(value: Promise<Value>, forMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => (timer = setTimeout(() => reject(OUT_OF_PATIENCE), forMs)));
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
}
