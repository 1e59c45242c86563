import type { Observation, Trouble } from '#libs/jobs';
import type { OperationResult, Fetched, TranslateContext, UpstreamRef } from '#libs/providers';
import type { Session, UpstreamConnection, UpstreamLimits } from '#libs/upstream';
import type { Play, Player } from './scripted-reply.js';
import type { CommandCase, ProviderHarness, ReceivedRequest, Script } from './provider-harness.js';
import { ScriptedUpstream } from './scripted-upstream.js';
import { startAndFollow } from './start-and-follow.js';
import {
  expectNoSecret,
  expectWellFormedExchange,
  expectWellFormedObservation,
  expectWellFormedTrouble,
} from './well-formed.js';

/** When every scripted answer arrives. Expectations that depend on the clock count from here. */
export const OBSERVED_AT = Date.UTC(2026, 10, 21, 8, 0, 0);

export type Seen = { ref: UpstreamRef; fetched: Fetched<unknown>; observation?: Observation; trouble?: Trouble };

/** One provider in front of one scripted upstream, with the upstream's door (log-on and credentials) already played. */
export class Stage {
  logOns = 0;
  /** Credentials with a lower number than this have expired. */
  oldestValid = 1;
  /** What callers with an outdated credential get. */
  whenExpired: Player = () => this.harness.logOn!.expired[0]!;
  whenLoggingOn: Player = () => this.harness.logOn!.grant(this.logOns);
  readonly calls: ReceivedRequest[] = [];
  private opened: Session | null = null;

  private constructor(
    readonly harness: ProviderHarness,
    readonly upstream: ScriptedUpstream,
    private readonly limits: Partial<UpstreamLimits>,
    /** What calls with a valid credential get. */
    public whenCalled: Player,
  ) {}

  static async open(
    harness: ProviderHarness,
    whenCalled: Player | Script | Play,
    limits: Partial<UpstreamLimits> = {},
  ): Promise<Stage> {
    const upstream = await ScriptedUpstream.start(() => ({ play: 'silence' }));
    const player: Player = typeof whenCalled === 'function' ? whenCalled : () => whenCalled;
    const stage = new Stage(harness, upstream, limits, player);
    upstream.player = (request) => stage.receive(request);
    return stage;
  }

  get connection(): UpstreamConnection {
    const connection = this.harness.connection(this.upstream.url);
    const limits = { concurrency: 20, requestsPerSecond: null, timeoutMs: 5_000, maxResponseBytes: 1_000_000 };
    return { ...connection, limits: { ...limits, ...this.limits } };
  }

  get session(): Session {
    this.opened ??= this.harness.provider.openSession(this.connection);
    return this.opened;
  }

  ref(key: string = this.harness.keys.asked): UpstreamRef {
    const parsed = this.harness.provider.descriptor.parseKey(key);
    if (!parsed) throw new Error(`${key} is no key of ${this.harness.provider.descriptor.name}.`);
    return { key, kind: parsed.kind };
  }

  /** Polls one job once. */
  async poll(key?: string, signal?: AbortSignal): Promise<Seen> {
    const [seen] = await this.pollAll([this.ref(key)], signal);
    return seen!;
  }

  /** The failure of a poll; throws if it succeeded. */
  async pollFailing(key?: string): Promise<Trouble> {
    const { trouble, observation } = await this.poll(key);
    if (!trouble) throw new Error(`Expected trouble, not the state ${observation?.state}.`);
    return trouble;
  }

  /** The observation of a poll; throws if it failed. */
  async pollOk(key?: string): Promise<Observation> {
    const { trouble, observation } = await this.poll(key);
    if (!observation) throw new Error(`Expected an observation, not the trouble ${trouble?.kind} ${trouble?.code}.`);
    return observation;
  }

  /** One fetch of several jobs, each outcome translated and held to what holds for all. */
  async pollAll(refs: readonly UpstreamRef[], signal = new AbortController().signal): Promise<Seen[]> {
    const seen: Seen[] = [];
    for await (const fetched of this.harness.provider.fetch(this.session, refs, signal)) {
      seen.push(this.translate(fetched));
    }
    expect(seen.map(({ ref }) => ref.key).sort()).toEqual(refs.map(({ key }) => key).sort());
    return seen;
  }

  /** The job of a command. */
  keyOf({ call, key }: CommandCase): string {
    return key ?? (call === 'runs' ? this.harness.keys.pointer! : this.harness.keys.run);
  }

  /** Asks the upstream to do something, once. */
  execute(row: CommandCase, signal: AbortSignal): Promise<OperationResult<unknown>> {
    const { provider } = this.harness;
    switch (row.call) {
      case 'cancel':
      case 'delete':
        return provider[row.call]!(this.session, this.ref(this.keyOf(row)), signal);
      case 'runs':
        return provider.runs!(this.session, this.ref(this.keyOf(row)), { offset: 0, limit: 20 }, signal);
      case 'list':
        return provider.list!(this.session, signal);
      case 'start': {
        const [step] = provider.descriptor.start!.steps(row.body ?? this.harness.commands.startBody!);
        // As a queue carries it.
        return startAndFollow(provider, this.session, JSON.parse(JSON.stringify(step)), signal);
      }
    }
  }

  async close(): Promise<void> {
    await this.opened?.close();
    await this.upstream.stop();
  }

  private translate(fetched: Fetched<unknown>): Seen {
    const { ref } = fetched;
    const { secrets, provider } = this.harness;
    expectWellFormedExchange(fetched.exchange);
    expectNoSecret(fetched.exchange, secrets);
    if ('isUnchanged' in fetched) throw new Error('An answer was called the known one although none was named.');
    const translated =
      'trouble' in fetched ? fetched : provider.translate(fetched.raw, ref, contextOf(this.connection));
    if ('trouble' in translated) expectWellFormedTrouble(translated.trouble, ref.key);
    else expectWellFormedObservation(translated.observation);
    // Only the raw answer behind an observation is ever kept.
    expectNoSecret('observation' in translated ? [translated, fetched] : translated, secrets);
    return 'trouble' in translated
      ? { ref, fetched, trouble: translated.trouble }
      : { ref, fetched, observation: translated.observation };
  }

  private receive(request: ReceivedRequest): Play {
    const { logOn } = this.harness;
    if (logOn?.matches(request)) {
      this.logOns += 1;
      return this.whenLoggingOn(request);
    }
    this.calls.push(request);
    return logOn && !this.isAdmitted(request) ? this.whenExpired(request) : this.whenCalled(request);
  }

  private isAdmitted(request: ReceivedRequest): boolean {
    for (let nth = this.oldestValid; nth <= this.logOns; nth += 1) {
      if (this.harness.logOn?.carries(request, nth)) return true;
    }
    return false;
  }
}

export function contextOf(connection: UpstreamConnection): TranslateContext {
  return { observedAt: OBSERVED_AT, timeZone: connection.timeZone, connection: connection.name, previous: null };
}
