import {
  UPSTREAM_NAMES,
  type CallReport,
  type JobChange,
  type JobScript,
  type JobTimeline,
  type JobView,
  type PortName,
  type PushAction,
  type FaultScript,
  type UpstreamName,
} from '../../apps/simulator/src/index.js';
import { callHttp } from './http-call.js';
import type { Reaper } from './reaper.js';
import { entryOf } from './repository.js';
import { StageProcess } from './stage.process.js';

const START_LINE = /^\{.*"control":.*\}$/;

/** The five simulated upstreams in a process of their own, by their control API. */
export class StageSimulator {
  private constructor(
    readonly process: StageProcess,
    readonly urls: Readonly<Record<Exclude<PortName, 'control'>, string>>,
    readonly controlUrl: string,
  ) {}

  static async start(reaper: Reaper): Promise<StageSimulator> {
    const process = new StageProcess({
      name: 'simulator',
      command: globalThis.process.execPath,
      args: [entryOf('simulator')],
      reaper,
    });
    const line = await process.line((text) => START_LINE.test(text) && text);
    const { control, ...urls } = JSON.parse(line) as Record<PortName, string>;
    return new StageSimulator(process, urls, control);
  }

  of(name: UpstreamName): UpstreamHandle {
    return new UpstreamHandle(`${this.controlUrl}/upstreams/${name}`);
  }

  async clearFaults(): Promise<void> {
    await Promise.all(UPSTREAM_NAMES.map((name) => this.of(name).clearFaults()));
  }

  async kill(signal?: NodeJS.Signals): Promise<void> {
    await this.process.kill(signal);
  }
}

/** One upstream of the simulator. */
export class UpstreamHandle {
  constructor(private readonly url: string) {}

  /** Adds one job; answers the key under which the gateway knows it. */
  async add(script: JobScript): Promise<string> {
    return (await this.addAll([script]))[0]!;
  }

  /** The keys in the order of the scripts, copies included. */
  async addAll(scripts: readonly JobScript[]): Promise<string[]> {
    return (await this.ask<{ keys: string[] }>('POST', '/jobs', scripts)).keys;
  }

  /** The same with the upstream's own ids, whose form differs from upstream to upstream. */
  async addWithIds<Id>(scripts: readonly JobScript[]): Promise<{ ids: Id[]; keys: string[] }> {
    return this.ask('POST', '/jobs', scripts);
  }

  /** All jobs in their true states, in the order in which they were added. */
  async jobs(limit = 1_000): Promise<JobView[]> {
    return (await this.ask<{ jobs: JobView[] }>('GET', `/jobs?limit=${limit}`)).jobs;
  }

  /** All jobs, with when they were in which phase. */
  async timelines(): Promise<JobTimeline[]> {
    return (await this.ask<{ jobs: JobTimeline[] }>('GET', '/timelines')).jobs;
  }

  /** A job by id or key, in its true state. */
  job(id: string): Promise<JobView> {
    return this.ask('GET', `/jobs/${encodeURIComponent(id)}`);
  }

  change(id: string, change: JobChange | { rawStatus: null }): Promise<JobView> {
    return this.ask('PATCH', `/jobs/${encodeURIComponent(id)}`, change);
  }

  async forget(id: string): Promise<void> {
    await this.ask('DELETE', `/jobs/${encodeURIComponent(id)}`);
  }

  async injectFault(script: FaultScript): Promise<void> {
    await this.ask('POST', '/trouble', script);
  }

  async clearFaults(): Promise<void> {
    await this.ask('DELETE', '/trouble');
  }

  async expireSessions(): Promise<number> {
    return (await this.ask<{ expired: number }>('POST', '/expire-sessions')).expired;
  }

  calls(): Promise<CallReport> {
    return this.ask('GET', '/calls');
  }

  /** How often one job was asked for since the last reset. */
  async callsFor(key: string): Promise<number> {
    const report = await this.ask<CallReport>('GET', `/calls?job=${encodeURIComponent(key)}`);
    return report.perJob?.[key] ?? 0;
  }

  /** Acts on the port on which it pushes notifications. */
  async push(action: PushAction): Promise<void> {
    await this.ask('POST', '/push', { action });
  }

  async resetCalls(): Promise<void> {
    await this.ask('DELETE', '/calls');
  }

  async changeSettings(settings: Record<string, unknown>): Promise<void> {
    await this.ask('PATCH', '/settings', settings);
  }

  private async ask<Content>(method: string, path: string, body?: unknown): Promise<Content> {
    const answer = await callHttp(this.url + path, { method, body });
    if (answer.status >= 400) throw new Error(`${method} ${this.url}${path}: ${answer.status} ${answer.text}`);
    return (answer.text === '' ? undefined : JSON.parse(answer.text)) as Content;
  }
}
