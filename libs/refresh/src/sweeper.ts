import { pause } from '#libs/upstream';
import type { StoredJob } from '#libs/store';
import { NO_METER } from './care-meter.js';
import type { Canceler } from './commands/canceler.js';
import type { ConnectionContext } from './connection-context.js';
import { ClaimedJobs, type ClaimedJob } from './polling/claimed-jobs.js';
import type { JobPoller } from './polling/poll.js';
import { UnreadableJobs } from './polling/unreadable-jobs.js';

/** A claimed job comes back by itself after this time, when nobody extends its lease. */
const LEASE_MS = 10_000;
const EXTEND_EVERY_MS = 3_000;
/** How long a sweep sleeps at most before it looks at the schedule again: jobs arrive in it at any time. */
const LONGEST_NAP_MS = 200;
/** Jobs that fall due within this time are claimed together. */
const SHORTEST_NAP_MS = 5;
const LEAST_CHUNK = 8;
const LARGEST_CHUNK = 100;
const FORGET_EVERY_MS = 30_000;
const FORGET_AT_ONCE = 200;

/** `stopping`: claim nothing more. `abandoning`: give up what is under way. */
export interface SweepSignals {
  stopping: AbortSignal;
  abandoning: AbortSignal;
}

/** Claims due jobs of one connection while there is room for more, and has them observed. A slow one keeps its own place only. */
export class Sweeper {
  private readonly claimed: ClaimedJobs;
  private readonly unreadable: UnreadableJobs;
  /** How many jobs are claimed at once. */
  private readonly chunk: number;
  /** With no more than so many claimed jobs there is room for more: enough that calls wait for places, never places for calls. */
  private readonly mark: number;
  private isSweeping = false;

  constructor(
    private readonly context: ConnectionContext,
    private readonly poller: JobPoller,
    private readonly canceler: Canceler,
  ) {
    const { concurrency } = context.settings.limits;
    this.chunk = Math.min(LARGEST_CHUNK, Math.max(LEAST_CHUNK, concurrency * 4));
    this.mark = Math.max(concurrency, this.chunk / 2);
    this.claimed = new ClaimedJobs(context);
    this.unreadable = new UnreadableJobs(context);
  }

  /**
   * Sweeps until `stopping`, or until something fails; returns at once when a sweep is under way already. Ends when all
   * that it has begun has ended, also after a failure: no sweep runs on behind the next one's back.
   */
  async sweep({ stopping, abandoning }: SweepSignals): Promise<void> {
    if (this.isSweeping) return;
    this.isSweeping = true;
    const failing = new AbortController();
    const fail = (error: unknown) => failing.abort(error);
    const looks = new Set<Promise<void>>();
    const signals = { stopping: AbortSignal.any([stopping, failing.signal]), abandoning };
    const extending = setInterval(() => void this.extendLeases(), EXTEND_EVERY_MS);
    const begin = (jobs: readonly StoredJob[], leaseUntil: number) => {
      const look: Promise<void> = this.look(jobs, leaseUntil, signals)
        .catch(fail)
        .finally(() => looks.delete(look));
      looks.add(look);
    };
    await this.claimWhileThereIsRoom(begin, signals.stopping).catch(fail);
    await Promise.all(looks);
    clearInterval(extending);
    this.isSweeping = false;
    failing.signal.throwIfAborted();
  }

  /** Gives claimed jobs back at once, so that another worker need not wait for their leases to end. */
  async giveBack(): Promise<void> {
    await this.claimed.moveAll(this.context.now());
    this.claimed.clear();
  }

  private async claimWhileThereIsRoom(
    begin: (jobs: readonly StoredJob[], leaseUntil: number) => void,
    stopping: AbortSignal,
  ): Promise<void> {
    const { store, settings, planning, now } = this.context;
    let forgetAt = now();
    while (!stopping.aborted) {
      const { finished } = this.claimed;
      if (now() >= forgetAt) {
        forgetAt = now() + FORGET_EVERY_MS;
        await this.forgetExpired();
      }
      const at = now();
      const leaseUntil = at + LEASE_MS;
      const { jobs, unreadable, nextDueAt } = await store.schedule.claim(settings.name, at, leaseUntil, this.chunk);
      await this.unreadable.park(unreadable, leaseUntil, planning?.meter ?? NO_METER);
      planning?.intervals.claimed(jobs, at);
      if (jobs.length > 0) begin(jobs, leaseUntil);
      if (jobs.length < this.chunk) await this.nap((nextDueAt ?? Infinity) - at, finished, stopping);
      while (this.claimed.count > this.mark && !stopping.aborted) await this.claimed.nextFinished(stopping);
    }
  }

  /** Until the next job is due, also where that is known only when a look ends that was not over when `finished` was read. */
  private async nap(dueInMs: number, finished: number, stopping: AbortSignal): Promise<void> {
    await pause(SHORTEST_NAP_MS, stopping).catch(() => undefined);
    const rest = Math.min(LONGEST_NAP_MS, dueInMs) - SHORTEST_NAP_MS;
    if (rest > 0 && this.claimed.finished === finished) await this.claimed.nextFinished(stopping, rest);
  }

  private async look(jobs: readonly StoredJob[], leaseUntil: number, signals: SweepSignals): Promise<void> {
    const { stopping, abandoning } = signals;
    const claimed = this.claimed.add(jobs, leaseUntil);
    const byKey = new Map(claimed.map((job) => [job.record.key, job]));
    // After the look: where the upstream is away, or the job has ended, there is no need to ask.
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
    // A lease that could not be extended ends: the job is looked at twice, which does no harm.
    await this.claimed.moveAll(this.context.now() + LEASE_MS).catch(() => undefined);
  }

  private async forgetExpired(): Promise<void> {
    const { store, settings, now } = this.context;
    while ((await store.jobs.removeExpired(settings.name, now(), FORGET_AT_ONCE)) === FORGET_AT_ONCE);
  }
}
