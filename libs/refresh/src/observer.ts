import {
  isAddressable,
  isFrozen,
  isTerminal,
  trouble,
  type JobRecord,
  type ObservationSource,
  type TargetSight,
} from '#libs/jobs';
import type { Fetched, Translated, UpstreamRef } from '#libs/providers';
import type { ObserveOutcome } from '#libs/requests';
import type { StoredJob } from '#libs/store';
import { secretsOf, type Exchange } from '#libs/upstream';
import { Committer, type Subject } from './committer.js';
import type { ConnectionContext } from './connection-context.js';
import { lastAnswer } from './last-answer.js';

/** Looks at jobs of one connection: fetch, translate, apply, commit. */
export class Observer {
  private readonly committer: Committer;
  private readonly secrets: string[];

  constructor(private readonly context: ConnectionContext) {
    this.committer = new Committer(context);
    this.secrets = secretsOf(context.settings.auth);
  }

  /** Looks at every subject and commits what came of it. Throws only when the store is away, or on a bug. */
  async observe(
    subjects: readonly Subject[],
    source: ObservationSource,
    signal: AbortSignal,
  ): Promise<Map<string, ObserveOutcome>> {
    const outcomes = new Map<string, ObserveOutcome>();
    const groups = this.groupByAsked(subjects);
    if (groups.size === 0) return outcomes;
    const isProbing = this.context.gate.admission() === 'probe';
    const [first, ...others] = [...groups.keys()];
    const asked = isProbing ? [first!] : [...groups.keys()];
    await this.look(asked, groups, source, signal, outcomes);
    if (isProbing && others.length > 0 && !signal.aborted) await this.look(others, groups, source, signal, outcomes);
    return outcomes;
  }

  /** Runs that can only be seen through a pointer are looked at by asking for the pointer, once for all of them. */
  private groupByAsked(subjects: readonly Subject[]): Map<string, Subject[]> {
    const groups = new Map<string, Subject[]>();
    for (const subject of subjects) {
      const parsed = this.context.provider.descriptor.parseKey(subject.key);
      if (parsed === null) continue;
      const asked = parsed.seenThrough ?? subject.key;
      groups.set(asked, [...(groups.get(asked) ?? []), subject]);
    }
    return groups;
  }

  private async look(
    asked: readonly string[],
    groups: ReadonlyMap<string, readonly Subject[]>,
    source: ObservationSource,
    signal: AbortSignal,
    outcomes: Map<string, ObserveOutcome>,
  ): Promise<void> {
    const { gate, provider, session } = this.context;
    const obstacle = gate.obstacle();
    const settle = (fetched: Fetched<unknown>) =>
      this.settle(fetched, groups.get(fetched.ref.key) ?? [], source, signal);
    const settling: Promise<Map<string, ObserveOutcome>>[] = [];
    const refs = asked.map((key): UpstreamRef => ({ key, kind: provider.descriptor.parseKey(key)!.kind }));
    if (obstacle) {
      settling.push(...refs.map((ref) => settle({ ref, trouble: obstacle, exchange: null })));
    } else {
      for await (const fetched of provider.fetch(session, refs, signal)) settling.push(settle(fetched));
    }
    for (const settled of await Promise.all(settling)) for (const [key, outcome] of settled) outcomes.set(key, outcome);
  }

  /** Translates and commits one fetched answer for all the subjects that asked for it. */
  private async settle(
    fetched: Fetched<unknown>,
    subjects: readonly Subject[],
    source: ObservationSource,
    signal: AbortSignal,
  ): Promise<Map<string, ObserveOutcome>> {
    const { gate, session, now } = this.context;
    const outcomes = new Map<string, ObserveOutcome>();
    if ('trouble' in fetched && signal.aborted) return outcomes;
    const at = now();
    const own = subjects.find((subject) => subject.key === fetched.ref.key);
    const known = await this.committer.known(own ?? { key: fetched.ref.key });
    const translated = this.translate(fetched, known, at);
    const problem = 'trouble' in translated ? translated.trouble : null;
    if (problem?.code !== 'circuit-open') gate.record(problem, fetched.exchange, session.busy);
    if ('trouble' in translated) {
      for (const subject of subjects) {
        outcomes.set(subject.key, await this.committer.trouble(subject, translated.trouble, at, source));
      }
      return outcomes;
    }
    const answer = 'raw' in fetched ? lastAnswer(fetched.raw, fetched.exchange, this.secrets, at) : null;
    await this.committer.observation({ key: fetched.ref.key, known }, translated.observation, at, source, answer);
    outcomes.set(fetched.ref.key, { result: 'observed' });
    const target = translated.observation.target ?? null;
    if (fetched.ref.kind === 'pointer') {
      await this.followPointer(fetched.ref.key, known?.record ?? null, target, at, signal, fetched.exchange);
    }
    for (const subject of subjects) {
      if (subject.key !== fetched.ref.key)
        outcomes.set(subject.key, await this.settleSeenThrough(subject, target, at, source));
    }
    return outcomes;
  }

  private translate(fetched: Fetched<unknown>, known: StoredJob | null, at: number): Translated {
    if ('trouble' in fetched) return { trouble: fetched.trouble };
    const { provider, settings, logger } = this.context;
    const record = known?.record;
    try {
      return provider.translate(fetched.raw, fetched.ref, {
        observedAt: at,
        timeZone: settings.timeZone,
        connection: settings.name,
        previous: record ? { state: record.state, operation: record.operation, targetKey: record.targetKey } : null,
      });
    } catch (error) {
      logger.error({ error, connection: settings.name, key: fetched.ref.key }, 'translation failed');
      return { trouble: trouble('malformed', 'translation-failed', 'The answer could not be translated.') };
    }
  }

  /** The run behind a pointer is tracked as well, and what it replaced can no longer be seen. */
  private async followPointer(
    pointerKey: string,
    before: JobRecord | null,
    target: TargetSight | null,
    at: number,
    signal: AbortSignal,
    exchange: Exchange | null,
  ): Promise<void> {
    const replaced = before?.targetKey ?? null;
    if (replaced !== null && replaced !== target?.key && this.isSeenThrough(replaced, pointerKey)) {
      await this.committer.superseded({ key: replaced }, at, 'pointer');
    }
    if (target === null || !this.isKey(target.key)) return;
    const known = await this.committer.known({ key: target.key });
    if (known && known.record.state === target.observation.state && isFrozen(known.record.state)) return;
    const hasEnded = isTerminal(target.observation.state ?? 'unknown');
    if (target.partial && hasEnded) {
      // The first sight of an end captures result and times in the same pass: upstreams forget.
      await this.observe([{ key: target.key, known }], 'pointer', signal);
      return;
    }
    const answer = exchange === null ? null : lastAnswer(null, exchange, this.secrets, at);
    await this.committer.observation({ key: target.key, known }, target.observation, at, 'pointer', answer);
  }

  /** What the look at a pointer says of a run that can only be seen through it. */
  private async settleSeenThrough(
    subject: Subject,
    target: TargetSight | null,
    at: number,
    source: ObservationSource,
  ): Promise<ObserveOutcome> {
    if (target?.key === subject.key) return { result: 'observed' };
    const stored = await this.committer.superseded(subject, at, source);
    return stored === null ? this.committer.absent(subject.key) : { result: 'observed' };
  }

  private isKey(key: string): boolean {
    const { provider, settings } = this.context;
    return provider.descriptor.parseKey(key) !== null && isAddressable({ connection: settings.name, key });
  }

  private isSeenThrough(key: string, pointerKey: string): boolean {
    return this.context.provider.descriptor.parseKey(key)?.seenThrough === pointerKey;
  }
}
