import {
  isAddressable,
  isFrozen,
  isTerminal,
  trouble,
  type JobRecord,
  type Observation,
  type ObservationSource,
  type TargetSight,
} from '#libs/jobs';
import type { Fetched, Translated, UpstreamRef } from '#libs/providers';
import type { ObserveOutcome } from '#libs/requests';
import type { StoredJob } from '#libs/store';
import { secretsOf, type Exchange } from '#libs/upstream';
import { Committer, type Subject } from './committer.js';
import type { ConnectionContext } from './connection-context.js';
import { Landing, type Sighting } from './landing.js';
import { lastAnswer } from './last-answer.js';

interface Flight {
  asked: string;
  known: StoredJob | null | undefined;
  landing: Landing;
}

/** Looks at jobs of one connection: fetch, translate, apply, commit. */
export class Observer {
  private readonly committer: Committer;
  /** Looks under way, by the key that is asked for: whoever wants the same waits for them. */
  private readonly flights = new Map<string, Promise<Sighting | null>>();
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
    const all = [...groups];
    const isProbing = this.context.gate.admission() === 'probe';
    await this.look(new Map(isProbing ? all.slice(0, 1) : all), source, signal, outcomes);
    const others = isProbing ? all.slice(1) : [];
    if (others.length > 0 && !signal.aborted) await this.look(new Map(others), source, signal, outcomes);
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
    groups: ReadonlyMap<string, readonly Subject[]>,
    source: ObservationSource,
    signal: AbortSignal,
    outcomes: Map<string, ObserveOutcome>,
  ): Promise<void> {
    const fresh = [...groups.keys()].filter((asked) => !this.flights.has(asked));
    const joined = [...groups.keys()].filter((asked) => this.flights.has(asked));
    const settleGroup = async (asked: string, flight: Promise<Sighting | null>) => {
      const sighting = await flight;
      if (sighting === null) return;
      for (const subject of groups.get(asked) ?? []) {
        outcomes.set(subject.key, await this.settle(subject, asked, sighting, source));
      }
    };
    const settling = joined.map((asked) => settleGroup(asked, this.flights.get(asked)!));
    const flights = fresh.map((asked) => {
      const known = groups.get(asked)?.find((subject) => subject.key === asked)?.known;
      return { asked, known, landing: new Landing() };
    });
    for (const { asked, landing } of flights) {
      this.flights.set(asked, landing.promise);
      settling.push(settleGroup(asked, landing.promise));
    }
    try {
      await this.fly(flights, source, signal);
    } finally {
      for (const { asked, landing } of flights) {
        this.flights.delete(asked);
        landing.resolve(null);
      }
    }
    await Promise.all(settling);
  }

  /** Fetches, and commits what each answer says of the job that was asked for. One look at a job at a time. */
  private async fly(flights: readonly Flight[], source: ObservationSource, signal: AbortSignal): Promise<void> {
    const { gate, provider, session } = this.context;
    if (flights.length === 0) return;
    const byKey = new Map(flights.map((flight) => [flight.asked, flight]));
    const commits: Promise<void>[] = [];
    const land = async (fetched: Fetched<unknown>) => {
      const flight = byKey.get(fetched.ref.key);
      if (!flight) return;
      const sighting = await this.commit(fetched, flight.known, source, signal);
      this.flights.delete(flight.asked);
      flight.landing.resolve(sighting);
    };
    const refs = flights.map(({ asked }): UpstreamRef => ({
      key: asked,
      kind: provider.descriptor.parseKey(asked)!.kind,
    }));
    const obstacle = gate.obstacle();
    if (obstacle) commits.push(...refs.map((ref) => land({ ref, trouble: obstacle, exchange: null })));
    else for await (const fetched of provider.fetch(session, refs, signal)) commits.push(land(fetched));
    await Promise.all(commits);
  }

  /** Translates and commits one fetched answer. null: given up before there was one. */
  private async commit(
    fetched: Fetched<unknown>,
    claimed: StoredJob | null | undefined,
    source: ObservationSource,
    signal: AbortSignal,
  ): Promise<Sighting | null> {
    const { gate, session, now } = this.context;
    if ('trouble' in fetched && signal.aborted) return null;
    const { key } = fetched.ref;
    const at = now();
    const known = await this.committer.known({ key, known: claimed });
    const translated = this.translate(fetched, known, at);
    const problem = 'trouble' in translated ? translated.trouble : null;
    if (problem?.code !== 'circuit-open') gate.record(problem, fetched.exchange, session.busy);
    if ('trouble' in translated) {
      const outcome = await this.committer.trouble({ key, known }, translated.trouble, at, source);
      return { at, trouble: translated.trouble, outcome };
    }
    const answer = 'raw' in fetched ? lastAnswer(fetched.raw, fetched.exchange, this.secrets, at) : null;
    // Whoever wrote in between changes what a pointer's answer means: it is translated again, against what stands there.
    const observationFor = (current: StoredJob | null): Observation => {
      const again = current === known ? translated : this.translate(fetched, current, at);
      return 'observation' in again ? again.observation : translated.observation;
    };
    const committed = await this.committer.observation({ key, known }, observationFor, at, source, answer);
    if (fetched.ref.kind === 'pointer') {
      const target = committed.observation.target ?? null;
      await this.followPointer(key, committed.before?.record ?? null, target, at, signal, fetched.exchange);
      return { at, targetKey: target?.key ?? null };
    }
    return { at, targetKey: null };
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

  /** What one look means for one of those who waited for it. */
  private async settle(
    subject: Subject,
    asked: string,
    sighting: Sighting,
    source: ObservationSource,
  ): Promise<ObserveOutcome> {
    if ('trouble' in sighting) {
      if (subject.key === asked) return sighting.outcome;
      return this.committer.trouble(subject, sighting.trouble, sighting.at, source);
    }
    if (subject.key === asked || subject.key === sighting.targetKey) return { result: 'observed' };
    const stored = await this.committer.superseded(subject, sighting.at, source);
    return stored === null ? this.committer.absent(subject.key) : { result: 'observed' };
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
    await this.committer.observation({ key: target.key, known }, () => target.observation, at, 'pointer', answer);
  }

  private isKey(key: string): boolean {
    const { provider, settings } = this.context;
    return provider.descriptor.parseKey(key) !== null && isAddressable({ connection: settings.name, key });
  }

  private isSeenThrough(key: string, pointerKey: string): boolean {
    return this.context.provider.descriptor.parseKey(key)?.seenThrough === pointerKey;
  }
}
