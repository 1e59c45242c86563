import type { JobRecord } from '#libs/jobs';
import type { ObserveOutcome } from '#libs/requests';
import { Store } from '#libs/store';
import { pino } from 'pino';
import type { Play } from '../../../test/contract/scripted-reply.js';
import type { ProviderHarness, ReceivedRequest } from '../../../test/contract/provider-harness.js';
import { ScriptedUpstream } from '../../../test/contract/scripted-upstream.js';
import type { RedisServer } from '../../../test/stage/redis-server.js';
import type { ConnectionContext, ConnectionSettings, TrackingRules } from '../src/connection-context.js';
import { AdmissionControl } from '../src/admission/admission-control.js';
import { JobPoller, type PollOptions } from '../src/polling/poll.js';
import type { PollSubject } from '../src/polling/single-flight.js';
import { PointerDemand, type PointerSubscribers } from '../src/pointers/pointer-demand.js';

export const BEGIN = Date.UTC(2026, 10, 21, 8, 0, 0);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

const TRACKING: TrackingRules = {
  retentionMs: 24 * HOUR,
  lostAfter: { answers: 3, spreadMs: MINUTE, graceMs: 30 * SECOND },
};

// In an ES module Jest hands its object over here: https://jestjs.io/docs/ecmascript-modules
const { jest: settings } = import.meta as unknown as { jest: typeof jest };
// Servers are started and waited for: on a busy machine that takes its time.
settings.setTimeout(40_000);

let scenes = 0;

/** One connection to a scripted upstream over HTTP, run by one process, with a clock that does not advance. */
export class PollingScene {
  now = BEGIN;
  /** What the upstream does with a call, by its target. */
  readonly plays = new Map<string, Play>();
  readonly log: Record<string, unknown>[] = [];
  /** Who is told of jobs without asking. */
  readonly subscribers: PointerSubscribers = {
    version: () => Promise.resolve('0'),
    matching: () => Promise.resolve(() => false),
    isNamed: () => Promise.resolve(false),
  };
  readonly store: Store;
  readonly settings: ConnectionSettings;
  readonly poller: JobPoller;
  private readonly contexts: ConnectionContext[] = [];
  private readonly prefix = `scene${++scenes}`;

  private constructor(
    private readonly harness: ProviderHarness,
    readonly upstream: ScriptedUpstream,
    private readonly redis: RedisServer,
    settings: Partial<ConnectionSettings>,
  ) {
    const limits = { concurrency: 20, requestsPerSecond: null, timeoutMs: 5_000, maxResponseBytes: 1_000_000 };
    this.store = Store.connect(redis.location, this.prefix);
    this.settings = {
      ...harness.connection(upstream.url),
      limits,
      refresh: { minMs: SECOND, maxMs: MINUTE },
      ...settings,
    };
    this.poller = this.anotherProcess();
  }

  static async open(
    harness: ProviderHarness,
    redis: RedisServer,
    settings: Partial<ConnectionSettings> = {},
  ): Promise<PollingScene> {
    const upstream = await ScriptedUpstream.start(() => ({ play: 'silence' }));
    const scene = new PollingScene(harness, upstream, redis, settings);
    upstream.player = (request) => scene.play(request);
    await scene.store.formats.load();
    return scene;
  }

  /** Another store, session, admission control and poller for the same connection, as in another worker. */
  anotherProcess(): JobPoller {
    return new JobPoller(this.openContext());
  }

  openContext(store = this.store, settings: ConnectionSettings = this.settings): ConnectionContext {
    const { provider } = this.harness;
    const context: ConnectionContext = {
      settings,
      tracking: TRACKING,
      provider,
      session: provider.openSession({ ...settings, accounts: store.authenticationFailures, now: () => this.now }),
      store,
      admission: new AdmissionControl(settings.name, store.connectionStatus, () => this.now),
      readers: new PointerDemand({
        connection: settings.name,
        store,
        subscribers: this.subscribers,
        tracking: TRACKING,
      }),
      logger: pino({ level: 'debug' }, { write: (line) => this.log.push(JSON.parse(line) as Record<string, unknown>) }),
      now: () => this.now,
      random: () => 0.5,
    };
    this.contexts.push(context);
    return context;
  }

  /** That of the first process. */
  get context(): ConnectionContext {
    return this.contexts[0]!;
  }

  get admission(): AdmissionControl {
    return this.context.admission;
  }

  anotherStore(): Store {
    return Store.connect(this.redis.location, this.prefix);
  }

  address(key: string) {
    return { connection: this.settings.name, key };
  }

  /** One poll of one job, as a reader or the schedule would have it. */
  async poll(key: string, poller = this.poller) {
    const known = await this.store.jobs.read(this.address(key));
    const outcomes = await this.pollAll([{ key, known }], { source: 'demand' }, poller);
    return outcomes.get(key);
  }

  /** Polls jobs together; returns the outcomes of those that have one. */
  async pollAll(subjects: readonly PollSubject[], options: Partial<PollOptions> = {}, poller = this.poller) {
    const polled = poller.poll(subjects, { source: 'poll', signal: never(), ...options });
    const outcomes = new Map<string, ObserveOutcome>();
    for (const { key, outcome } of polled) {
      const ended = await outcome;
      if (ended !== null) outcomes.set(key, ended);
    }
    return outcomes;
  }

  /** The record, or null when the job is not tracked. */
  async record(key: string): Promise<JobRecord | null> {
    return (await this.store.jobs.read(this.address(key)))?.record ?? null;
  }

  /** What the record holds; throws when there is none. */
  async job(key: string): Promise<JobRecord> {
    const record = await this.record(key);
    if (record === null) throw new Error(`${key} is not tracked.`);
    return record;
  }

  history(key: string) {
    return this.store.jobs.history(this.address(key));
  }

  /** When the job is polled next; null: never. */
  async scheduledAt(key: string): Promise<number | null> {
    const score = await this.store.redis.zscore(this.store.keys.schedule(this.settings.name), key);
    return score === null ? null : Number(score);
  }

  /** The targets that were called since the last time, log-ons left out. */
  calls(): string[] {
    const calls = this.upstream.received.filter((request) => !this.harness.logOn?.matches(request));
    this.upstream.received.length = 0;
    return calls.map(({ target }) => target);
  }

  async close(): Promise<void> {
    await Promise.all(this.contexts.map(({ session }) => session.close()));
    await this.upstream.stop();
    await this.store.close();
  }

  private play(request: ReceivedRequest): Play {
    const { logOn } = this.harness;
    if (logOn?.matches(request)) return logOn.grant(1);
    return this.plays.get(request.target) ?? { status: 404, body: '' };
  }
}

export const never = (): AbortSignal => new AbortController().signal;

/** A promise with the function that fulfils it. */
export function latch(): { opened: Promise<void>; open: () => void } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
