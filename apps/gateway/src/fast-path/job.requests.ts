import type { Caller } from '#libs/access';
import { parseJobId, type JobAddress } from '#libs/jobs';
import { isStoreFailure } from '#libs/store';
import type { Socket } from 'node:net';
import type { Origin, ReadLog } from '../audit/read.log.js';
import type { ReaderDemand } from '../demand/reader.demand.js';
import { cacheStatus } from '../http/cache-status.js';
import type { JobAddresses } from '../jobs/job.addresses.js';
import type { Claim, Quotas } from '../quota/quotas.js';
import type { CachedJob } from '../read-path/in-process/cached-job.js';
import type { ReadThroughCache } from '../read-path/read-through.cache.js';
import { hasRevision, JobResponseWriter } from '../read-path/response/job-response.writer.js';
import { claimQuota, handOver, type Exchange } from './exchange.js';
import type { FastPathCounters } from './fast-path.counters.js';
import type { PlainRequest } from './plain-request.js';

/** As the API document writes it. */
const ROUTE = '/jobs/{id}';
const NO_HEADERS = {};
const UNREACHABLE = cacheStatus({ detail: 'store-unreachable' });
/** How long Redis may take where an older answer is cached, */
const TIMEOUT_MS = 250;
/** and where none is; the framework then asks Redis once more. */
const FIRST_TIMEOUT_MS = 1_000;
/** After a failure Redis is not asked again for so long: of a Redis Cluster, for jobs of that connection alone. */
const SUSPENDED_MS = 1_000;

/** A plain request that came over a connection in front of Node.js's parser. */
interface PlainExchange {
  id: string;
  request: PlainRequest;
  caller: Caller;
  socket: Socket;
}

/** `GET` and `HEAD` of a job in front of the framework: from the cache of this process, else from Redis. */
export class JobRequests {
  private readonly writer = new JobResponseWriter();
  /** By connection; each may lie on another node. */
  private readonly suspendedUntil = new Map<string, number>();

  constructor(
    private readonly addresses: JobAddresses,
    private readonly cache: ReadThroughCache,
    private readonly demand: ReaderDemand,
    private readonly quotas: Quotas,
    private readonly log: ReadLog,
    private readonly counters: FastPathCounters,
    /** The time that records are stamped with. */
    private readonly now: () => number,
  ) {}

  serve(id: string, exchange: Exchange, now: number): void {
    const { caller } = exchange;
    const cached = this.cached(id, now);
    const job = cached === null ? this.addressed(id, caller, now) : null;
    const isServed = cached === null ? job !== null : this.isVisible(cached, caller);
    if (!isServed || !claimQuota(this.quotas, exchange, 'polls', now)) handOver(exchange);
    else if (cached === null) void this.readAndRespond(id, job!, null, exchange);
    else if (isValid(cached, now)) this.respond(cached, exchange, now, true);
    else if (this.isSuspended(cached.source.connection, now)) this.respondUnreachable(cached, exchange);
    else void this.readAndRespond(id, parseJobId(id)!, cached, exchange);
  }

  /**
   * All bytes of the response to a plain `GET` on a connection that stays open, each as one character; a promise where Redis
   * has to be asked. null: Node.js has to serve the request.
   */
  plainResponse(exchange: PlainExchange, now: number): string | Promise<string | null> | null {
    const { id, caller } = exchange;
    const cached = this.cached(id, now);
    if (cached !== null && isValid(cached, now)) {
      return this.isVisible(cached, caller) ? this.respondPlain(cached, exchange, now, true) : null;
    }
    const job = this.addressed(id, caller, now);
    if (job === null || this.quotas.isUsedUp(caller, 'polls', now)) return null;
    return this.readAndRespondPlain(job, exchange);
  }

  /** null: none, or one of a job that has expired. */
  private cached(id: string, now: number): CachedJob | null {
    const cached = this.cache.cached(id);
    return cached === undefined || cached.endsAt <= now ? null : cached;
  }

  /** A connection may have been removed from the configuration since the job was cached. */
  private isVisible({ source }: CachedJob, caller: Caller): boolean {
    return this.addresses.connection(source.connection, caller) !== null;
  }

  /** The job that an id names, if the caller sees it and it can be read; null leaves the request to the framework. */
  private addressed(id: string, caller: Caller, now: number): JobAddress | null {
    const address = parseJobId(id);
    if (address === null || this.isSuspended(address.connection, now)) return null;
    // A job that is named by a former name of its connection is answered under its present id.
    const isPresent = this.addresses.present(address).connection === address.connection;
    return isPresent && this.addresses.isJob(address, caller) ? address : null;
  }

  /** `older`: the answer if Redis fails. */
  private async readAndRespond(id: string, job: JobAddress, older: CachedJob | null, exchange: Exchange) {
    try {
      const read = await withTimeout(this.cache.read(id, job), older === null ? FIRST_TIMEOUT_MS : TIMEOUT_MS);
      if (read === null || read.isDormant) handOver(exchange);
      else this.respond(read, exchange, this.now(), false);
    } catch (error) {
      const isAway = error === TIMED_OUT || isStoreFailure(error);
      if (isAway) this.suspend(job.connection);
      if (isAway && older !== null) this.respondUnreachable(older, exchange);
      else handOver(exchange);
    }
  }

  private async readAndRespondPlain(job: JobAddress, exchange: PlainExchange): Promise<string | null> {
    try {
      const read = await withTimeout(this.cache.read(exchange.id, job), TIMEOUT_MS);
      return read === null || read.isDormant ? null : this.respondPlain(read, exchange, this.now(), false);
    } catch (error) {
      // The framework reports it. A caller for whom an older answer is cached has waited long enough.
      const isAway = error === TIMED_OUT || isStoreFailure(error);
      if (isAway && this.cache.cached(exchange.id) !== undefined) this.suspend(job.connection);
      return null;
    }
  }

  private respond(cached: CachedJob, exchange: Exchange, now: number, isHit: boolean): void {
    const isNotModified = this.writer.write(cached, exchange, now);
    this.record(cached, exchange.caller, exchange.request, now, isHit, isNotModified);
  }

  private respondPlain(cached: CachedJob, exchange: PlainExchange, now: number, isHit: boolean): string | null {
    const { request, caller, socket } = exchange;
    let claim: Claim | null = null;
    if (this.quotas.limit('polls') !== null) {
      claim = this.quotas.claimNow(caller, 'polls', now);
      if (!claim?.isGranted) return null;
    }
    const headers = request.forwardedFor === undefined ? NO_HEADERS : { 'x-forwarded-for': request.forwardedFor };
    const isNotModified = hasRevision(request.ifNoneMatch, cached);
    this.record(cached, caller, { socket, headers }, now, isHit, isNotModified);
    return this.writer.plainResponse(cached, isNotModified, claim, now);
  }

  private respondUnreachable(cached: CachedJob, exchange: Exchange): void {
    this.counters.staleJobs += 1;
    this.log.note(exchange.caller, ROUTE, this.log.addressOf(exchange.request));
    this.writer.writeWithCacheStatus(cached, exchange, this.now(), UNREACHABLE);
  }

  private record({ id, nextCheckAt }: CachedJob, caller: Caller, origin: Origin, now: number, ...counted: Counted) {
    this.counters.count(...counted);
    this.log.note(caller, ROUTE, this.log.addressOf(origin));
    this.demand.countRead(id, nextCheckAt, now);
  }

  private suspend(connection: string): void {
    this.suspendedUntil.set(connection, this.now() + SUSPENDED_MS);
  }

  private isSuspended(connection: string, now: number): boolean {
    return now < (this.suspendedUntil.get(connection) ?? 0);
  }
}

type Counted = Parameters<FastPathCounters['count']>;

/** A read of a dormant pointer has it checked, which the framework does. */
const isValid = (cached: CachedJob, now: number): boolean => !cached.isDormant && cached.isValid(now);

const TIMED_OUT = new Error('Redis takes too long.');

function withTimeout<Value>(value: Promise<Value>, forMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, forMs, TIMED_OUT);
    void value.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
