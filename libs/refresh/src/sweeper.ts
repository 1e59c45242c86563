import { pause } from '#libs/upstream';
import type { Canceler } from './commands/canceler.js';
import type { ConnectionContext } from './connection-context.js';
import { NO_METER } from './care-meter.js';
import type { Observer } from './observer.js';
import { UnreadableJobs } from './polling/unreadable-jobs.js';

/** A claimed job comes back by itself after this time, when nobody extends its lease. */
const LEASE_MS = 10_000;
const EXTEND_EVERY_MS = 3_000;
/** How long a sweep sleeps at most before it looks at the schedule again: jobs arrive in it at any time. */
const LONGEST_NAP_MS = 200;
/** Two chunks are in hand at a time, so that one slow answer does not leave the connection idle. */
const CHUNKS_AT_ONCE = 2;
const LARGEST_CHUNK = 100;
const FORGET_AT_ONCE = 200;

/** `stopping`: claim nothing more. `abandoning`: give up what is under way. */
export interface SweepSignals {
  stopping: AbortSignal;
  abandoning: AbortSignal;
}

interface ClaimedChunk {
  keys: string[];
  leaseUntil: number;
}

/** Claims due jobs of one connection in chunks and has them observed. */
export class Sweeper {
  /** The chunks that this process has claimed and not finished. */
  private readonly inHand = new Set<ClaimedChunk>();
  private readonly unreadable: UnreadableJobs;
  private isSweeping = false;

  constructor(
    private readonly context: ConnectionContext,
    private readonly observer: Observer,
    private readonly canceler: Canceler,
  ) {
    this.unreadable = new UnreadableJobs(context);
  }

  /** Sweeps for up to `forMs` milliseconds; returns at once when a sweep is under way already. */
  async sweep(forMs: number, signals: SweepSignals): Promise<void> {
    if (this.isSweeping) return;
    this.isSweeping = true;
    const extending = setInterval(() => void this.extendLeases(), EXTEND_EVERY_MS);
    try {
      const until = this.context.now() + forMs;
      await this.forgetExpired();
      await this.sweepUntil(until, signals);
    } finally {
      clearInterval(extending);
      this.isSweeping = false;
    }
  }

  /** Gives claimed jobs back at once, so that another worker need not wait for their leases to end. */
  async giveBack(): Promise<void> {
    await this.moveAll(this.context.now());
    this.inHand.clear();
  }

  /** Ends when all that it has begun has ended, also after a failure: no sweep runs on behind the next one's back. */
  private async sweepUntil(until: number, { stopping, abandoning }: SweepSignals): Promise<void> {
    const failing = new AbortController();
    const signals = { stopping: AbortSignal.any([stopping, failing.signal]), abandoning };
    const sweeps = Array.from({ length: CHUNKS_AT_ONCE }, () =>
      this.sweepChunks(until, signals).catch((error: unknown) => {
        failing.abort(error);
        throw error;
      }),
    );
    await Promise.allSettled(sweeps);
    await Promise.all(sweeps);
  }

  private async sweepChunks(until: number, { stopping, abandoning }: SweepSignals): Promise<void> {
    const { store, settings, planning, now } = this.context;
    const chunk = Math.min(LARGEST_CHUNK, Math.max(8, settings.limits.concurrency * 4));
    while (!stopping.aborted && now() < until) {
      const at = now();
      const leaseUntil = at + LEASE_MS;
      const { jobs, unreadable, nextDueAt } = await store.schedule.claim(settings.name, at, leaseUntil, chunk);
      await this.unreadable.park(unreadable, leaseUntil, planning?.meter ?? NO_METER);
      planning?.pace.claimed(jobs, at);
      if (jobs.length === 0) {
        const nap = Math.min(LONGEST_NAP_MS, Math.max(1, (nextDueAt ?? Infinity) - at));
        await pause(nap, stopping).catch(() => undefined);
        continue;
      }
      const claimed: ClaimedChunk = { keys: jobs.map(({ record }) => record.key), leaseUntil };
      this.inHand.add(claimed);
      try {
        const subjects = jobs.map((stored) => ({ key: stored.record.key, known: stored }));
        await this.observer.observe(subjects, 'poll', abandoning);
        // After the look: where the upstream is away, or the job has ended, there is no need to ask.
        if (!stopping.aborted) for (const { record } of jobs) this.canceler.notice(record);
      } finally {
        if (!abandoning.aborted) this.inHand.delete(claimed);
      }
    }
  }

  private async extendLeases(): Promise<void> {
    // A lease that could not be extended ends: the job is looked at twice, which does no harm.
    await this.moveAll(this.context.now() + LEASE_MS).catch(() => undefined);
  }

  private async moveAll(to: number): Promise<void> {
    const { store, settings } = this.context;
    await Promise.all(
      [...this.inHand].map(async (chunk) => {
        const from = chunk.leaseUntil;
        chunk.leaseUntil = to;
        await store.schedule.move(settings.name, chunk.keys, from, to);
      }),
    );
  }

  private async forgetExpired(): Promise<void> {
    const { store, settings, now } = this.context;
    while ((await store.jobs.forgetExpired(settings.name, now(), FORGET_AT_ONCE)) === FORGET_AT_ONCE);
  }
}
