import { snapshotOf, timelineOf, type JobSnapshot, type JobPhase, type ScriptedJob } from './job.snapshot.js';
import type { JobChange, JobScript } from './job.script.js';

/** A job and its present state. */
export interface VisibleJob {
  readonly job: ScriptedJob;
  readonly snapshot: JobSnapshot;
}

const CLEANUP_EVERY = 10_000;

/** All scripted jobs of one upstream, by id. */
export class JobStore {
  private readonly jobs = new Map<string, ScriptedJob>();
  private additions = 0;
  /** Until then the upstream says of every job that there is none. */
  private deniedUntil = 0;

  constructor(
    private readonly now: () => number,
    private readonly vendorRetainMs: () => number,
    private readonly makeId: (script: JobScript, createdAt: number) => string,
    /** Called for every job that is added or whose script is changed. */
    private readonly changed: (job: ScriptedJob) => void = () => undefined,
  ) {}

  get size(): number {
    return this.jobs.size;
  }

  /** Adds one job. An id that is taken replaces the job that had it. */
  add(script: JobScript): ScriptedJob {
    if (++this.additions % CLEANUP_EVERY === 0) this.removeExpired();
    const job = this.create(script, this.now());
    this.jobs.delete(job.id);
    this.jobs.set(job.id, job);
    this.changed(job);
    return job;
  }

  /** The job in its present state; undefined if the upstream would not find it. */
  visible(id: string): VisibleJob | undefined {
    const job = this.jobs.get(id);
    if (!job || this.isDenying) return undefined;
    const snapshot = this.snapshotOf(job);
    return snapshot.phase === 'absent' ? undefined : { job, snapshot };
  }

  /** The job even if the upstream shows it no longer (or not yet). */
  scripted(id: string): ScriptedJob | undefined {
    return this.jobs.get(id);
  }

  /** Jobs in the order in which they were added. */
  all(): IterableIterator<ScriptedJob> {
    return this.jobs.values();
  }

  /** A sub-job's id is asked for like any other's. */
  snapshotOf(job: ScriptedJob): JobSnapshot {
    return snapshotOf(job, this.now(), this.vendorRetainMs());
  }

  timelineOf(job: ScriptedJob): { phase: JobPhase; from: number }[] {
    return timelineOf(job, this.vendorRetainMs());
  }

  get isDenying(): boolean {
    return this.now() < this.deniedUntil;
  }

  /** Has every job denied for so long, as a back end does that is restored or half started. 0: no longer. */
  denyAll(durationMs: number): void {
    this.deniedUntil = this.now() + durationMs;
  }

  forget(id: string): boolean {
    return this.jobs.delete(id);
  }

  change(job: ScriptedJob, change: JobChange): void {
    const { endsInMs, ...fields } = change;
    job.script = { ...job.script, ...fields };
    if (endsInMs !== undefined) this.moveEnd(job, endsInMs, fields);
    this.changed(job);
  }

  private moveEnd(job: ScriptedJob, endsInMs: number, fields: Partial<JobScript>): void {
    const lasts = Math.max(0, this.now() + endsInMs - job.createdAt);
    const queuedMs = Math.min(job.script.queuedMs ?? 0, lasts);
    const outcome = job.script.outcome === 'stuck' && fields.outcome === undefined ? 'succeeded' : job.script.outcome;
    job.script = { ...job.script, outcome, queuedMs, durationMs: lasts - queuedMs };
  }

  /** Drops every job that the upstream would no longer show, so that a long run stays bounded. */
  removeExpired(): void {
    const now = this.now();
    for (const job of this.jobs.values()) {
      if (job.createdAt <= now && this.snapshotOf(job).phase === 'absent') this.jobs.delete(job.id);
    }
  }

  private create(script: JobScript, now: number): ScriptedJob {
    const createdAt = now + (script.startsInMs ?? 0);
    return {
      id: script.id ?? this.makeId(script, createdAt),
      script,
      createdAt,
      cancelRequestedAt: null,
      children: (script.children ?? []).map((child) => this.create(child, createdAt)),
    };
  }
}
