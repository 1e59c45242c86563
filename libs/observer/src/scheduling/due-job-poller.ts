import type { StoredJob } from '#libs/store';
import { NO_METRICS } from '../connection-metrics.js';
import type { Canceler } from '../commands/canceler.js';
import type { ConnectionContext } from '../connection-context.js';
import { ClaimedJobs, type ClaimedJob } from './claimed-jobs.js';
import { claim, LEASE_MS } from '../polling/claim.js';
import type { JobPoller } from '../polling/poll.js';
import { UnreadableJobs } from './unreadable-jobs.js';

const EXTEND_EVERY_MS = 3_000;
/** How long a poller sleeps at most where processes of an earlier version write, which signal nothing. */
const LONGEST_NAP_WITHOUT_SIGNALS_MS = 200;
const LONGEST_NAP_MS = 3_600_000;
const LONGEST_TIMER_MS = 1_000;
/** Pollers of all connections wake up at multiples of this time, so that their commands share round trips to Redis. */
const TICK_MS = 10;
const LEAST_CHUNK = 8;
const LARGEST_CHUNK = 100;
const CLEAN_UP_EVERY_MS = 30_000;
const REMOVED_AT_ONCE = 200;

type Begin = (jobs: readonly StoredJob[], leaseUntil: number) => void;

/** `stopping`: claim nothing more. `abandoning`: give up what is under way. */
export interface PollSignals {
  stopping: AbortSignal;
  abandoning: AbortSignal;
}

/**
 * Claims due jobs of one connection while there is room for more, and has them polled; sleeps until the next one is due. A slow
 * job keeps its own place only.
 */
export class DueJobPoller {
  private readonly claimed: ClaimedJobs;
  private readonly unreadable: UnreadableJobs;
  /** How many jobs are claimed at once. */
  private readonly chunk: number;
  /** With no more than so many claimed jobs there is room for more: enough that calls wait for places, never places for calls. */
  private readonly mark: number;
  private isPolling = false;
  /** When the next job is due, as far as is known; Infinity: none is. */
  private nextDueAt = Infinity;
  private wakeUp: () => void = () => undefined;
  /** When expired jobs are removed next. */
  private cleanUpAt: number;

  constructor(
    private readonly context: ConnectionContext,
    private readonly poller: JobPoller,
    private readonly canceler: Canceler,
  ) {
    const { concurrency } = context.settings.limits;
    this.chunk = Math.min(LARGEST_CHUNK, Math.max(LEAST_CHUNK, concurrency * 4));
    this.mark = Math.max(concurrency, this.chunk / 2);
    this.cleanUpAt = context.now();
    this.claimed = new ClaimedJobs(context);
    this.unreadable = new UnreadableJobs(context);
  }

  /**
   * Polls until `stopping`, or until something fails; returns at once when it is polling already. Ends when all that it has
   * begun has ended, also after a failure.
   */
  async poll({ stopping, abandoning }: PollSignals): Promise<void> {
    if (this.isPolling) return;
    this.isPolling = true;
    const failing = new AbortController();
    const fail = (error: unknown) => failing.abort(error);
    const polls = new Set<Promise<void>>();
    const signals = { stopping: AbortSignal.any([stopping, failing.signal]), abandoning };
    signals.stopping.addEventListener('abort', () => this.wakeUp(), { once: true });
    const extending = setInterval(() => void this.extendLeases(), EXTEND_EVERY_MS);
    const begin: Begin = (jobs, leaseUntil) => {
      const polling: Promise<void> = this.pollClaimed(jobs, leaseUntil, signals)
        .catch(fail)
        .finally(() => polls.delete(polling));
      polls.add(polling);
    };
    await this.claimWhileThereIsRoom(begin, signals.stopping).catch(fail);
    await Promise.all(polls);
    clearInterval(extending);
    this.isPolling = false;
    failing.signal.throwIfAborted();
  }

  /** Gives claimed jobs back at once, so that another worker need not wait for their leases to end. */
  async giveBack(): Promise<void> {
    await this.claimed.moveAll(this.context.now());
    this.claimed.clear();
  }

  /** A job is due then: a longer sleep ends. */
  dueAt(at: number): void {
    if (at >= this.nextDueAt) return;
    this.nextDueAt = at;
    this.wakeUp();
  }

  /** Reads when the next job is due: a signal of another process may have been lost. */
  async verify(): Promise<void> {
    const { store, settings, now } = this.context;
    const dueAt = await store.schedule.nextDueAt(settings.name);
    if (dueAt !== null) this.dueAt(dueAt);
    if (now() >= this.cleanUpAt) this.wakeUp();
  }

  private async claimWhileThereIsRoom(begin: Begin, stopping: AbortSignal): Promise<void> {
    const { now } = this.context;
    while (!stopping.aborted) {
      if (now() >= this.cleanUpAt) {
        this.cleanUpAt = now() + CLEAN_UP_EVERY_MS;
        await this.removeExpired();
      }
      const count = await this.claimOnce(begin);
      if (count < this.chunk) await this.sleep(stopping);
      while (this.claimed.count > this.mark && !stopping.aborted) await this.claimed.nextFinished(stopping);
    }
  }

  /** Returns how many jobs were claimed: the loop holds no record while it sleeps. */
  private async claimOnce(begin: Begin): Promise<number> {
    // What is signaled from now on is not in the answer.
    this.nextDueAt = Infinity;
    const { jobs, unreadable, leaseUntil, nextDueAt } = await claim(this.context, this.chunk);
    this.nextDueAt = Math.min(this.nextDueAt, nextDueAt);
    await this.unreadable.park(unreadable, leaseUntil, this.context.planning?.meter ?? NO_METRICS);
    if (jobs.length > 0) begin(jobs, leaseUntil);
    return jobs.length;
  }

  /** Until the next job is due, but at least until the next tick. */
  private async sleep(stopping: AbortSignal): Promise<void> {
    const { store, now } = this.context;
    const hasSignals = (await store.formats.of('ownership')) > 1;
    const wakesAt = now() + (hasSignals ? LONGEST_NAP_MS : LONGEST_NAP_WITHOUT_SIGNALS_MS);
    const toTickMs = TICK_MS - (now() % TICK_MS);
    if (this.restMs(wakesAt) <= toTickMs) return this.untilWoken(toTickMs);
    for (let restMs = this.restMs(wakesAt); restMs > 0 && !stopping.aborted; restMs = this.restMs(wakesAt)) {
      // Clocks are set, and processes stand still.
      await this.untilWoken(Math.min(restMs, LONGEST_TIMER_MS));
      if (now() >= this.cleanUpAt) return;
    }
  }

  private restMs(wakesAt: number): number {
    return Math.ceil(Math.min(this.nextDueAt, wakesAt) / TICK_MS) * TICK_MS - this.context.now();
  }

  private untilWoken(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async pollClaimed(jobs: readonly StoredJob[], leaseUntil: number, signals: PollSignals): Promise<void> {
    const { stopping, abandoning } = signals;
    const claimed = this.claimed.add(jobs, leaseUntil);
    const byKey = new Map(claimed.map((job) => [job.record.key, job]));
    // After the poll: where the upstream is away, or the job has ended, there is no need to ask.
    const finish = (job: ClaimedJob) => {
      if (this.claimed.finish(job) && !stopping.aborted) this.canceler.resume(job.record);
    };
    try {
      const subjects = jobs.map((stored) => ({ key: stored.record.key, known: stored }));
      const polled = this.poller.poll(subjects, { source: 'poll', signal: abandoning });
      const finishing = polled.map(({ key, outcome }) => outcome.then((one) => one && finish(byKey.get(key)!)));
      for (const ended of await Promise.allSettled(finishing)) if (ended.status === 'rejected') throw ended.reason;
      if (!abandoning.aborted) claimed.forEach(finish);
    } finally {
      if (!abandoning.aborted) for (const job of claimed) this.claimed.finish(job);
    }
  }

  private async extendLeases(): Promise<void> {
    // A lease that could not be extended ends: the job is polled twice, which does no harm.
    await this.claimed.moveAll(this.context.now() + LEASE_MS).catch(() => undefined);
  }

  private async removeExpired(): Promise<void> {
    const { store, settings, now } = this.context;
    while ((await store.jobs.removeExpired(settings.name, now(), REMOVED_AT_ONCE)) === REMOVED_AT_ONCE);
  }
}
