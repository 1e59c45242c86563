import type { Access, Caller } from '#libs/access';
import { parseJobId, type JobAddress } from '#libs/jobs';
import { isStoreFailure } from '#libs/store';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ServedHosts } from '../access/served.hosts.js';
import type { ReadLog } from '../audit/read.log.js';
import { cacheStatus } from '../http/cache-status.js';
import type { JobListQuery } from '../jobs/job-list.query.js';
import type { JobAddresses } from '../jobs/job.addresses.js';
import type { ReaderDemand } from '../demand/reader.demand.js';
import type { Claim, Quotas } from '../quota/quotas.js';
import type { Budget } from '../quota/quota.budget.js';
import { costOfList } from '../quota/quota.costs.js';
import type { Exchange, Listener } from './exchange.js';
import type { CachedJob } from '../read-path/in-process/cached-job.js';
import { isListUrl, type ListRequests } from './list.requests.js';
import type { ReadThroughCache } from '../read-path/read-through.cache.js';
import { FastPathCounters } from './fast-path.counters.js';
import { hasAlready, JobResponseWriter } from '../read-path/response/job-response.writer.js';
import { parsePlainHeaders, type PlainRequest } from './plain-request.js';

const PATH = '/jobs/';
/** Routes, as the API document writes them. */
const JOB = '/jobs/{id}';
const LIST = '/jobs';
const NO_HEADERS = {};
const UNREACHABLE = cacheStatus({ detail: 'store-unreachable' });
/** Whoever could have an older answer at once waits no longer than this for a younger one. */
const PATIENCE_MS = 250;
/** Whoever has nothing else to wait for; the framework then asks the store once more. */
const FIRST_PATIENCE_MS = 1_000;
/** What could not be read is not asked for again for so long: of a Redis Cluster, the jobs of that connection alone. */
const REST_MS = 1_000;

interface Asker {
  caller: Caller;
  socket: Socket;
}

/**
 * Answers `GET` and `HEAD` of a stored job without wishes, and `GET` of the list, before the framework sees them: from what
 * this process holds, else from the store. Everything else is left to the framework, and so is every refusal.
 */
export class FastPathHandler {
  readonly tally = new FastPathCounters();
  private readonly writer = new JobResponseWriter();
  /** By connection; each may lie on another node. */
  private readonly unreadableUntil = new Map<string, number>();

  constructor(
    private readonly access: Access,
    private readonly addresses: JobAddresses,
    private readonly shelf: ReadThroughCache,
    private readonly lists: ListRequests,
    private readonly interest: Pick<ReaderDemand, 'read'>,
    /** Where requests are counted; null: nowhere, whatever the configuration says. */
    private readonly quotas: Quotas | null,
    private readonly trace: Pick<ReadLog, 'note' | 'addressOf'>,
    /** The time that records are stamped with. */
    private readonly now: () => number,
    private readonly hosts: Pick<ServedHosts, 'serves'>,
  ) {}

  /** Answers, or hands the request over to `next`. Asking for the time costs as much as all else here: it is done once. */
  serve(request: IncomingMessage, response: ServerResponse, next: Listener): void {
    const { method, url } = request;
    const isList = method === 'GET' && isListUrl(url!);
    const isJob = (method === 'GET' || method === 'HEAD') && url!.startsWith(PATH);
    if (!isList && !isJob) return next(request, response);
    const asked = parsePlainHeaders(request.rawHeaders);
    if (asked === null) return next(request, response);
    const now = this.now();
    const caller = this.admitted(asked);
    if (caller === null) return next(request, response);
    const exchange: Exchange = { request, response, caller, next, ifNoneMatch: asked.ifNoneMatch, claim: null };
    if (isList) this.serveList(url!, caller, exchange, now);
    else this.serveJob(url!.slice(PATH.length), caller, exchange, now);
  }

  /**
   * All bytes of the answer to a plain `GET` of a job on a connection that stays open, each as one character; a promise where
   * the store has to be asked. null: the request has to be served in another way.
   */
  plainResponse(id: string, asked: PlainRequest, socket: Socket): string | Promise<string | null> | null {
    const now = this.now();
    const caller = this.admitted(asked);
    if (caller === null) return null;
    const held = this.shelf.held(id);
    const answer = held !== undefined && held.endsAt > now && this.isGood(held, now) ? held : null;
    const job = answer === null ? this.addressed(id, caller, now) : null;
    if (answer === null ? job === null : !this.isSeen(answer.source.connection, caller)) return null;
    if (answer !== null) return this.textFrom(answer, asked, { caller, socket }, now, true);
    if (this.quotas?.isUsedUp(caller, 'polls', now)) return null;
    return this.textRead(id, job!, asked, { caller, socket });
  }

  private async textRead(id: string, job: JobAddress, asked: PlainRequest, from: Asker): Promise<string | null> {
    try {
      const answer = await withPatience(this.shelf.read(id, job), PATIENCE_MS);
      return answer === null || answer.isDormant ? null : this.textFrom(answer, asked, from, this.now(), false);
    } catch (error) {
      // Whoever serves it then says so, and who could have an older answer has waited long enough.
      const isAway = error === OUT_OF_PATIENCE || isStoreFailure(error);
      if (isAway && this.shelf.held(id) !== undefined) this.letRest(job.connection);
      return null;
    }
  }

  private textFrom(answer: CachedJob, asked: PlainRequest, from: Asker, now: number, isHit: boolean): string | null {
    const { caller, socket } = from;
    let claim: Claim | null = null;
    if (this.quotas !== null && this.quotas.limit('polls') !== null) {
      claim = this.quotas.claimNow(caller, 'polls', now);
      if (claim === null || !claim.isGranted) return null;
    }
    const isNotModified = hasAlready(answer, asked.ifNoneMatch);
    this.tally.count(isHit, isNotModified);
    const headers = asked.forwardedFor === undefined ? NO_HEADERS : { 'x-forwarded-for': asked.forwardedFor };
    this.trace.note(caller, JOB, this.trace.addressOf({ socket, headers }));
    this.interest.read(answer.id, answer.nextCheckAt, now);
    return this.writer.plainResponse(answer, isNotModified, claim, now);
  }

  private serveJob(id: string, caller: Caller, exchange: Exchange, now: number): void {
    const { request, response, next } = exchange;
    const held = this.shelf.held(id);
    const answer = held === undefined || held.endsAt <= now ? null : held;
    const job = answer === null ? this.addressed(id, caller, now) : null;
    if (answer === null ? job === null : !this.isSeen(answer.source.connection, caller)) return next(request, response);
    if (this.quotas !== null && !this.isWithin(this.quotas, caller, 'polls', exchange, now))
      return next(request, response);
    if (answer === null) void this.answerRead(id, job!, null, exchange);
    else if (!this.isGood(answer, now)) this.answerOlder(id, answer, exchange, now);
    else {
      this.tally.count(true, this.writer.write(answer, exchange, now));
      this.note(exchange, JOB);
      this.interest.read(answer.id, answer.nextCheckAt, now);
    }
  }

  private serveList(url: string, caller: Caller, exchange: Exchange, now: number): void {
    const { request, response, next } = exchange;
    const wish = this.lists.wishOf(url);
    if (wish === null) return next(request, response);
    if (this.quotas !== null && !this.isWithin(this.quotas, caller, 'reads', exchange, now, costOfList(wish)))
      return next(request, response);
    void this.answerList(wish, caller, exchange);
  }

  /** Who asks, if they may read jobs; null leaves the answer to the framework. Credentials expire by the local clock. */
  private admitted(asked: PlainRequest): Caller | null {
    if (!this.hosts.serves(asked.host)) return null;
    const authentication = this.access.authenticate(asked);
    return 'caller' in authentication && authentication.caller.may('jobs:read') ? authentication.caller : null;
  }

  /** A refusal is the framework's, and so is a claim that takes a question to the store. */
  private isWithin(quotas: Quotas, caller: Caller, budget: Budget, exchange: Exchange, now: number, cost = 1): boolean {
    if (quotas.limit(budget) === null) return true;
    const claim = quotas.claimNow(caller, budget, now, cost);
    if (claim === null || !claim.isGranted) return false;
    const { next } = exchange;
    exchange.claim = claim;
    exchange.next = (request, response) => {
      quotas.remember(request, claim);
      next(request, response);
    };
    return true;
  }

  /** Whoever reads a dormant pointer has it checked, which takes the way through the framework. */
  private isGood(answer: CachedJob, now: number): boolean {
    return !answer.isDormant && this.shelf.isGood(answer, now);
  }

  /** A connection may have been taken out of the configuration since its answer was kept. */
  private isSeen(connection: string, caller: Caller): boolean {
    return this.addresses.connection(connection, caller) !== null;
  }

  /** What is held may no longer be all that is known: only if nothing younger can be had, it is the answer. */
  private answerOlder(id: string, older: CachedJob, exchange: Exchange, now: number): void {
    const { connection } = older.source;
    if (this.isResting(connection, now)) return this.writeUnreachable(older, exchange);
    const job = { connection, key: parseJobId(id)!.key };
    void this.answerRead(id, job, older, exchange);
  }

  private async answerRead(id: string, job: JobAddress, older: CachedJob | null, exchange: Exchange): Promise<void> {
    const { request, response, next } = exchange;
    try {
      const reading = this.shelf.read(id, job);
      const answer = await withPatience(reading, older === null ? FIRST_PATIENCE_MS : PATIENCE_MS);
      if (answer === null || answer.isDormant) return next(request, response);
      const now = this.now();
      this.tally.count(false, this.writer.write(answer, exchange, now));
      this.note(exchange, JOB);
      this.interest.read(answer.id, answer.nextCheckAt, now);
    } catch (error) {
      const isAway = error === OUT_OF_PATIENCE || isStoreFailure(error);
      if (isAway) this.letRest(job.connection);
      if (isAway && older !== null) this.writeUnreachable(older, exchange);
      else next(request, response);
    }
  }

  private async answerList(wish: JobListQuery, caller: Caller, exchange: Exchange): Promise<void> {
    const { request, response, next, claim } = exchange;
    try {
      const page = await this.lists.page(wish, caller);
      response.writeHead(200, { ...claim?.fields, ...this.lists.fieldsOf(page) });
      response.end(page);
      this.tally.lists += 1;
      this.note(exchange, LIST);
    } catch {
      next(request, response);
    }
  }

  private note({ caller, request }: Exchange, route: string): void {
    this.trace.note(caller, route, this.trace.addressOf(request));
  }

  private letRest(connection: string): void {
    this.unreadableUntil.set(connection, this.now() + REST_MS);
  }

  private isResting(connection: string, now: number): boolean {
    const until = this.unreadableUntil.get(connection);
    return until !== undefined && now < until;
  }

  private writeUnreachable(answer: CachedJob, exchange: Exchange): void {
    this.tally.staleJobs += 1;
    this.note(exchange, JOB);
    this.writer.writeMarked(answer, exchange, this.now(), UNREACHABLE);
  }

  /** The job that an id names, if the caller sees it and it can be read; null leaves the answer to the framework. */
  private addressed(id: string, caller: Caller, now: number): JobAddress | null {
    const address = parseJobId(id);
    if (address === null || this.isResting(address.connection, now)) return null;
    // A job that is named by a former name of its connection is answered under its present id.
    const isPresent = this.addresses.present(address).connection === address.connection;
    return isPresent && this.addresses.isJob(address, caller) ? address : null;
  }
}

const OUT_OF_PATIENCE = new Error('The store takes too long.');

function withPatience<Value>(value: Promise<Value>, forMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, forMs, OUT_OF_PATIENCE);
    value.then(
      (known) => {
        clearTimeout(timer);
        resolve(known);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error as Error);
      },
    );
  });
}
