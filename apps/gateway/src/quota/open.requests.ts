import type { Caller } from '#libs/access';
import type { ServerResponse } from 'node:http';
import { ProblemException } from '../problems/problem.exception.js';

/** How many requests of one caller may be open at this gateway at once; null: as many as they like. */
export interface OpenLimits {
  /** Of events, as a stream or page by page. */
  streams: number | null;
  /** Reads of one job that wait. */
  waits: number | null;
}

const PROBLEMS = { streams: 'too-many-streams', waits: 'too-many-waits' } as const;
/** One of them may end at any time. */
const RETRY_SECONDS = '5';

/**
 * Counts the requests of each caller that stay open. At this gateway alone: what they take is the memory and the sockets of
 * this process, and whatever it counts is right again when it is gone.
 */
export class OpenRequests {
  private readonly counts = { streams: new Map<string, number>(), waits: new Map<string, number>() };

  constructor(private limits: OpenLimits) {}

  /** From now on these hold. What is open stays open. */
  adopt(limits: OpenLimits): void {
    this.limits = limits;
  }

  /** Counts one more until its answer has ended, or its caller is gone. Throws `too-many-streams` or `too-many-waits`. */
  enter(kind: keyof OpenLimits, { name }: Caller, response: ServerResponse): void {
    if (response.destroyed) return;
    const counts = this.counts[kind];
    const open = counts.get(name) ?? 0;
    if (open >= (this.limits[kind] ?? Infinity)) {
      throw new ProblemException(PROBLEMS[kind], undefined, { headers: { 'Retry-After': RETRY_SECONDS } });
    }
    counts.set(name, open + 1);
    response.once('close', () => this.leave(counts, name));
  }

  private leave(counts: Map<string, number>, name: string): void {
    const left = counts.get(name)! - 1;
    if (left === 0) counts.delete(name);
    else counts.set(name, left);
  }
}
