/** What the upstreams know of themselves, by ids as callers spell them. */
export interface Truth {
  jobs: Readonly<Record<string, TrueJob>>;
  /** Each start that an upstream carried out, in order. */
  starts: readonly TrueStart[];
  /** Which connections each caller may see, whatever the time. */
  visible: Readonly<Record<string, readonly string[]>>;
}

export type TruePhase = 'absent' | 'queued' | 'running' | 'canceling' | 'succeeded' | 'warning' | 'failed' | 'canceled';

export interface TrueJob {
  provider: string;
  /** In order; each lasts until the next. Before the first one there was no such job. */
  phases: readonly { phase: TruePhase; from: number }[];
  cancelRequestedAt: number | null;
}

export interface TrueStart {
  /** What was started, as the request named it: `dm-prod/88`. */
  resource: string;
  /** The job that came of it. */
  id: string;
  at: number;
}

/** States that say no more than the phase allows. An upstream need not tell waiting from running. */
const SHOWN_AS: Readonly<Record<TruePhase, readonly string[]>> = {
  absent: ['lost'],
  queued: ['queued', 'running'],
  running: ['running'],
  canceling: ['canceling', 'running', 'queued'],
  succeeded: ['succeeded'],
  warning: ['succeeded'],
  failed: ['failed'],
  canceled: ['canceled'],
};

/** States in which a job may rightly be known, having been asked for between the two times. */
export function statesBetween(job: TrueJob, from: number, until: number): ReadonlySet<string> {
  const states = new Set<string>();
  job.phases.forEach(({ phase, from: begins }, index) => {
    const ends = job.phases[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    if (begins <= until && ends >= from) for (const state of SHOWN_AS[phase]) states.add(state);
  });
  return states;
}
