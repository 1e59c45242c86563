import type { Caller } from '#libs/access';
import type { ServerResponse } from 'node:http';
import { retryLater } from '../problems/problem.exception.js';

/** Concurrent requests of one caller at this gateway; null: no limit. */
export interface OpenLimits {
  /** Of events, as streams or pages. */
  streams: number | null;
  /** Long polls. */
  waits: number | null;
}

/** Of all callers. Of 10,000 sockets by default, 2,000 are left for other requests. */
const MAX = { streams: 6_000, waits: 2_000 };
const PROBLEMS = { streams: 'too-many-streams', waits: 'too-many-waits' } as const;
const RETRY_SECONDS = 5;

/**
 * Counts the requests that stay open, of each caller and of all. At this gateway alone: what they take is the memory and the
 * sockets of this process, and whatever it counts is right again when it is gone.
 */
export class OpenRequests {
  private readonly counts = { streams: new Map<string, number>(), waits: new Map<string, number>() };
  private readonly totals = { streams: 0, waits: 0 };

  constructor(private limits: OpenLimits) {}

  /** Open requests stay open. */
  applyConfig(limits: OpenLimits): void {
    this.limits = limits;
  }

  /**
   * Counts one more until its answer has ended, or its caller is gone. Throws `too-many-streams` or `too-many-waits`, and
   * `gateway-full` where all callers together have too many.
   */
  enter(kind: keyof OpenLimits, { name }: Caller, response: ServerResponse): void {
    if (response.destroyed) return;
    const open = this.counts[kind].get(name) ?? 0;
    if (open >= (this.limits[kind] ?? Infinity)) throw retryLater(PROBLEMS[kind], RETRY_SECONDS);
    if (this.totals[kind] >= MAX[kind]) throw retryLater('gateway-full', RETRY_SECONDS);
    this.counts[kind].set(name, open + 1);
    this.totals[kind] += 1;
    response.once('close', () => this.leave(kind, name));
  }

  private leave(kind: keyof OpenLimits, name: string): void {
    const counts = this.counts[kind];
    const left = counts.get(name)! - 1;
    if (left === 0) counts.delete(name);
    else counts.set(name, left);
    this.totals[kind] -= 1;
  }
}
