import { CallLog, type CallReport } from './call.log.js';
import type { JobSnapshot, ScriptedJob } from './job.snapshot.js';
import type { JobChange, JobScript } from './job.script.js';
import { Outage } from './outage.js';
import type { PushAction } from './push.port.js';
import type { Random } from './random.js';
import { changeSettings } from './settings.js';
import { FaultInjector } from './fault.injector.js';
import type { FaultScript } from './fault.script.js';
import type { Upstream } from './upstream.js';
import { WireServer } from './wire.server.js';

/** The ids of added jobs, and the keys under which the gateway knows them, in the order of the scripts. */
export interface AddedJobs<Id> {
  ids: Id[];
  keys: string[];
}

/** A script and its true visible state. */
export interface JobView {
  id: string;
  key: string;
  state: JobSnapshot['phase'];
  ended: boolean;
  fraction: number;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  cancelRequestedAt: number | null;
  script: JobScript;
}

/** What became of a job, from its beginning. */
export interface JobTimeline {
  key: string;
  phases: { phase: JobSnapshot['phase']; from: number }[];
  cancelRequestedAt: number | null;
  script: JobScript;
}

const RESPONSE_GRACE_MS = 50;

/** Everything that can be done to one simulated upstream from outside its wire. */
export class UpstreamControl<Id = unknown, Settings extends object = object> {
  private readonly log = new CallLog();
  private readonly faults: FaultInjector;
  private readonly server: WireServer;
  private readonly outage: Outage;

  constructor(
    private readonly upstream: Upstream<Id> & { settings: Settings },
    now: () => number,
    random: Random,
  ) {
    this.faults = new FaultInjector(now, random);
    this.server = new WireServer({ ...upstream, log: this.log, faults: this.faults });
    this.outage = new Outage(this.server);
  }

  get url(): string {
    return this.server.url;
  }

  /** Where the upstream pushes notifications; null if it does not. */
  get pushUrl(): string | null {
    return this.upstream.push?.url ?? null;
  }

  async listen(host: string, port: number, pushPort = 0): Promise<void> {
    await this.server.listen(host, port);
    await this.upstream.push?.listen(host, pushPort);
  }

  async close(): Promise<void> {
    await this.outage.end();
    await this.upstream.push?.close();
    await this.server.close();
  }

  add(scripts: JobScript | readonly JobScript[]): AddedJobs<Id> {
    const added: AddedJobs<Id> = { ids: [], keys: [] };
    for (const script of Array.isArray(scripts) ? (scripts as readonly JobScript[]) : [scripts as JobScript]) {
      for (let copy = 0; copy < (script.copies ?? 1); copy += 1) {
        const job = this.upstream.add(script);
        added.ids.push(this.upstream.idOf(job));
        added.keys.push(this.upstream.keyOf(job));
      }
    }
    return added;
  }

  jobs(limit = 100): JobView[] {
    const views: JobView[] = [];
    for (const job of this.upstream.jobs.all()) {
      if (views.length >= limit) break;
      views.push(this.view(job));
    }
    return views;
  }

  /** All jobs from their beginning, in the order in which they were added. */
  timelines(): JobTimeline[] {
    const { jobs } = this.upstream;
    return [...jobs.all()].map((job) => ({
      key: this.upstream.keyOf(job),
      phases: jobs.timelineOf(job),
      cancelRequestedAt: job.cancelRequestedAt,
      script: job.script,
    }));
  }

  jobCount(): number {
    return this.upstream.jobs.size;
  }

  /** Also a job that the upstream itself no longer shows. */
  job(id: string): JobView | undefined {
    const job = this.find(id);
    return job && this.view(job);
  }

  forget(id: string): boolean {
    const job = this.find(id);
    return job !== undefined && this.upstream.forget(job.id);
  }

  change(id: string, change: JobChange): JobView | undefined {
    const job = this.find(id);
    if (!job) return undefined;
    this.upstream.jobs.change(job, change);
    return this.view(job);
  }

  /** `deny-jobs` denies every job, for its duration. An unlimited or timed `refuse-connections` gives the port up; with count or probability connections are reset instead. */
  async injectFault(script: FaultScript): Promise<void> {
    if (script.kind === 'deny-jobs') {
      this.upstream.jobs.denyAll(script.durationMs ?? Number.POSITIVE_INFINITY);
      return;
    }
    const givesPortUp =
      script.kind === 'refuse-connections' && script.count === undefined && script.probability === undefined;
    if (!givesPortUp) {
      this.faults.add(script);
      return;
    }
    await this.outage.begin(script.durationMs);
  }

  /** For a restart that was asked for over the wire: its own answer still goes out. */
  takeOffline(milliseconds: number): void {
    if (milliseconds > 0) this.outage.beginAfter(RESPONSE_GRACE_MS, milliseconds);
  }

  activeFaults(): FaultScript[] {
    return [
      ...this.faults.list(),
      ...(this.outage.isOn ? [{ kind: 'refuse-connections' } as const] : []),
      ...(this.upstream.jobs.isDenying ? [{ kind: 'deny-jobs' } as const] : []),
    ];
  }

  async clearFaults(): Promise<void> {
    this.faults.clear();
    this.upstream.jobs.denyAll(0);
    await this.outage.over();
  }

  /** False if the upstream has no push. */
  push(action: PushAction): boolean {
    this.upstream.push?.act(action);
    return this.upstream.push !== undefined;
  }

  expireSessions(): number {
    return this.upstream.expireSessions?.() ?? 0;
  }

  /** With the calls for one job, named by id or key, or with those for `all`. */
  calls(select: { job?: string; all?: boolean } = {}): CallReport {
    const report = this.log.report();
    if (select.all) return { ...report, perJob: this.log.countByJob() };
    if (select.job === undefined) return report;
    return { ...report, perJob: { [select.job]: this.log.count(this.find(select.job)?.id ?? select.job) } };
  }

  resetCalls(): void {
    this.log.reset();
  }

  settings(): Settings {
    return this.upstream.settings;
  }

  /** Answers what is wrong with the change; nothing is changed then. */
  changeSettings(change: Partial<Settings>): string[] {
    return changeSettings(this.upstream.settings, change);
  }

  private find(id: string): ScriptedJob | undefined {
    return this.upstream.jobs.scripted(id) ?? this.upstream.jobs.scripted(id.slice(id.indexOf('.') + 1));
  }

  private view(job: ScriptedJob): JobView {
    const { phase, ...snapshot } = this.upstream.jobs.snapshotOf(job);
    return {
      id: job.id,
      key: this.upstream.keyOf(job),
      state: phase,
      ...snapshot,
      createdAt: job.createdAt,
      cancelRequestedAt: job.cancelRequestedAt,
      script: job.script,
    };
  }
}
