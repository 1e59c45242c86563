import {
  isAddressable,
  isFrozen,
  isTerminal,
  trouble,
  type JobRecord,
  type Moment,
  type Observation,
  type ObservationSource,
  type TargetSight,
  type Trouble,
} from '#libs/jobs';
import type { Fetched, UpstreamRef } from '#libs/providers';
import type { ObserveOutcome } from '#libs/requests';
import type { LastAnswer, StoredJob } from '#libs/store';
import { redactorOf, secretsOf, type Exchange, type Redactor } from '#libs/upstream';
import { setMaxListeners } from 'node:events';
import { Committer, type Subject } from './committer.js';
import type { ConnectionContext } from './connection-context.js';
import { Flight, type Sighting } from './flight.js';
import { lastAnswer } from './last-answer.js';
import { Translator, type Answered } from './translator.js';

const OBSERVED: ObserveOutcome = { result: 'observed' };
const NOT_A_KEY = trouble('malformed', 'not-a-key', 'The key is not one of this connection.');

/** Looks at jobs of one connection: fetch, translate, apply, commit. */
export class Observer {
  private readonly committer: Committer;
  /** Looks under way, by the key that is asked for: whoever wants the same waits for them. */
  private readonly flights = new Map<string, Flight>();
  /** Ends what is being fetched, each with the reason why no call may be made any more. */
  private readonly aloft = new Set<(obstacle: Trouble) => void>();
  private readonly redactor: Redactor;
  private readonly translator: Translator;

  constructor(private readonly context: ConnectionContext) {
    this.committer = new Committer(context);
    this.translator = new Translator(context);
    this.redactor = redactorOf(secretsOf(context.settings.auth));
  }

  /** Looks at every subject and commits what came of it. Throws only when the store is away, or on a bug. */
  async observe(
    subjects: readonly Subject[],
    source: ObservationSource,
    signal: AbortSignal,
  ): Promise<Map<string, ObserveOutcome>> {
    const outcomes = new Map<string, ObserveOutcome>();
    const { gate, now } = this.context;
    const { flights, strangers } = this.planFlights(subjects);
    for (const stranger of strangers) {
      outcomes.set(stranger.key, await this.committer.trouble(stranger, NOT_A_KEY, now(), source));
    }
    let waiting = flights;
    while (waiting.length > 0 && !signal.aborted) {
      const admitted = gate.admission() === 'probe' ? 1 : waiting.length;
      await this.look(waiting.slice(0, admitted), source, signal, outcomes);
      waiting = waiting.slice(admitted);
    }
    return outcomes;
  }

  /** Runs that can only be seen through a pointer are looked at by asking for the pointer, once for all of them. */
  private planFlights(subjects: readonly Subject[]): { flights: Flight[]; strangers: Subject[] } {
    const { descriptor } = this.context.provider;
    const flights = new Map<string, Flight>();
    const strangers: Subject[] = [];
    for (const subject of subjects) {
      const parsed = descriptor.parseKey(subject.key);
      if (parsed === null) {
        strangers.push(subject);
        continue;
      }
      const asked = parsed.seenThrough ?? subject.key;
      let flight = flights.get(asked);
      if (!flight) {
        const kind = parsed.seenThrough === null ? parsed.kind : descriptor.parseKey(asked)!.kind;
        flights.set(asked, (flight = new Flight(asked, kind)));
      }
      flight.subjects.push(subject);
    }
    return { flights: [...flights.values()], strangers };
  }

  private async look(
    wanted: readonly Flight[],
    source: ObservationSource,
    signal: AbortSignal,
    outcomes: Map<string, ObserveOutcome>,
  ): Promise<void> {
    const flights: Flight[] = [];
    const joined: Promise<void>[] = [];
    for (const flight of wanted) {
      const other = this.flights.get(flight.asked);
      if (other) joined.push(handledLater(this.join(other, flight.subjects, source, outcomes)));
      else {
        this.flights.set(flight.asked, flight);
        flights.push(flight);
      }
    }
    try {
      await this.fly(flights, source, signal, outcomes);
    } finally {
      for (const flight of flights) this.landed(flight, null);
    }
    await Promise.all(joined);
  }

  private landed(flight: Flight, sighting: Sighting | null): void {
    if (this.flights.get(flight.asked) === flight) this.flights.delete(flight.asked);
    flight.land(sighting);
  }

  /** Takes over what another one's look brings. */
  private async join(
    flight: Flight,
    subjects: readonly Subject[],
    source: ObservationSource,
    outcomes: Map<string, ObserveOutcome>,
  ): Promise<void> {
    const sighting = await flight.landed;
    if (sighting !== null) await this.settleAll(subjects, flight.asked, sighting, source, outcomes);
  }

  private async settleAll(
    subjects: readonly Subject[],
    asked: string,
    sighting: Sighting,
    source: ObservationSource,
    outcomes: Map<string, ObserveOutcome>,
  ): Promise<void> {
    for (const subject of subjects) outcomes.set(subject.key, await this.settle(subject, asked, sighting, source));
  }

  /** Fetches, and commits what each answer says of the job that was asked for. One look at a job at a time. */
  private async fly(
    flights: readonly Flight[],
    source: ObservationSource,
    signal: AbortSignal,
    outcomes: Map<string, ObserveOutcome>,
  ): Promise<void> {
    const { gate, provider, session, now } = this.context;
    if (flights.length === 0) return;
    let began = now();
    const byKey = new Map(flights.map((flight) => [flight.asked, flight]));
    const commits: Promise<void>[] = [];
    let again: UpstreamRef[] = [];
    // One answer may close the gate: then the calls that still wait for their turn are not made, nor those of others.
    const pass = gate.enter();
    const closing = new AbortController();
    let closedBecause = 'obstacle' in pass ? pass.obstacle : null;
    const close = (obstacle: Trouble) => {
      closedBecause ??= obstacle;
      closing.abort(new Error('the gate has closed'));
    };
    const closeIfNeeded = () => {
      const obstacle = closedBecause === null ? gate.obstacle() : null;
      if (obstacle) for (const closeOne of this.aloft) closeOne(obstacle);
    };
    const land = async (fetched: Answered, flight: Flight) => {
      const seen =
        closedBecause && isGivenUp(fetched) ? { ref: fetched.ref, trouble: closedBecause, exchange: null } : fetched;
      // Before anything is waited for: as many more calls would begin as have failed at the same moment.
      if ('trouble' in seen && seen.exchange !== null && !signal.aborted) {
        gate.record(seen.trouble, seen.exchange, session.busy);
      }
      closeIfNeeded();
      const sighting = await this.commit(seen, flight.subjects, source, signal, began);
      this.landed(flight, sighting);
      if (sighting !== null) await this.settleAll(flight.subjects, flight.asked, sighting, source, outcomes);
    };
    const confirm = ({ ref, exchange }: Fetched<unknown>, flight: Flight): Promise<void> => {
      const at = now();
      gate.record(null, exchange, session.busy);
      closeIfNeeded();
      const subject = { key: ref.key, known: flight.subjects[0]!.known!, began };
      return this.committer.confirm(subject, at, source).then((isSettled) => {
        if (!isSettled) return void again.push({ key: ref.key, kind: ref.kind });
        this.landed(flight, { at, targetKey: null });
        outcomes.set(flight.asked, OBSERVED);
      });
    };
    const take = (fetched: Fetched<unknown>) => {
      const flight = byKey.get(fetched.ref.key);
      if (flight)
        commits.push(handledLater('isUnchanged' in fetched ? confirm(fetched, flight) : land(fetched, flight)));
    };
    const either = AbortSignal.any([signal, closing.signal]);
    // Every call under way listens to it.
    setMaxListeners(0, either);
    this.aloft.add(close);
    try {
      let refs = flights.map((flight) => this.refOf(flight));
      if ('obstacle' in pass) for (const ref of refs) take({ ref, trouble: pass.obstacle, exchange: null });
      else {
        for (; refs.length > 0; refs = again, again = [], began = now()) {
          for await (const fetched of provider.fetch(session, refs, either)) take(fetched);
          await Promise.all(commits.splice(0));
        }
      }
      await Promise.all(commits);
    } finally {
      this.aloft.delete(close);
      if ('leave' in pass) pass.leave();
    }
  }

  /** What to ask for; where the known answer would bring nothing new, with that in it. */
  private refOf({ asked, kind, subjects }: Flight): UpstreamRef {
    const answer = subjects[0]!.key === asked ? this.committer.knownAnswer(subjects[0]!) : undefined;
    return answer === undefined ? { key: asked, kind } : { key: asked, kind, answer };
  }

  /** Translates and commits one fetched answer. null: given up before there was one. */
  private async commit(
    fetched: Answered,
    subjects: readonly Subject[],
    source: ObservationSource,
    signal: AbortSignal,
    began: Moment,
  ): Promise<Sighting | null> {
    const { gate, session, now } = this.context;
    if ('trouble' in fetched && signal.aborted) return null;
    const { key } = fetched.ref;
    const at = now();
    const known = await this.committer.known(subjects.find((subject) => subject.key === key) ?? { key });
    const { translated, isRepeatable } = this.translator.translate(fetched, known ?? latestOf(subjects), at);
    const problem = 'trouble' in translated ? translated.trouble : null;
    if (!('trouble' in fetched)) gate.record(problem, fetched.exchange, session.busy);
    if ('trouble' in translated) {
      const outcome = await this.committer.trouble({ key, known, began }, translated.trouble, at, source);
      return { at, trouble: translated.trouble, outcome };
    }
    const answer = isKept(fetched, known) ? null : this.lastAnswer(fetched, at);
    // Whoever wrote in between changes what a pointer's answer means: it is translated again, against what stands there.
    const observationFor = (current: StoredJob | null): Observation => {
      if (current === known) return translated.observation;
      const { translated: again } = this.translator.translate(fetched, current ?? latestOf(subjects), at);
      return 'observation' in again ? again.observation : translated.observation;
    };
    const subject = { key, known, began };
    const committed = await this.committer.observation(subject, observationFor, at, source, answer, isRepeatable);
    if (fetched.ref.kind === 'pointer') {
      const target = committed.observation.target ?? null;
      if (committed.isTracked) {
        await this.followPointer(key, committed.before?.record ?? null, target, at, signal, fetched.exchange);
      }
      return { at, targetKey: target?.key ?? null };
    }
    return { at, targetKey: null };
  }

  private lastAnswer(fetched: Answered, at: number): LastAnswer | null {
    return 'raw' in fetched ? lastAnswer(fetched.raw, fetched.exchange, this.redactor, at) : null;
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
    if (subject.key === asked || subject.key === sighting.targetKey) return OBSERVED;
    const stored = await this.committer.superseded(subject, sighting.at, source);
    return stored === null ? this.committer.absent(subject.key) : OBSERVED;
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
    if (target.partial && hasEnded && !this.isSeenThrough(target.key, pointerKey)) {
      // The first sight of an end captures result and times in the same pass: upstreams forget.
      await this.observe([{ key: target.key, known }], 'pointer', signal);
      return;
    }
    const answer =
      exchange === null ? null : lastAnswer(null, { ...exchange, fingerprint: undefined }, this.redactor, at);
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

/** Whether the store holds this very answer already. */
function isKept({ exchange }: Answered, known: StoredJob | null): boolean {
  return exchange?.fingerprint !== undefined && exchange.fingerprint === known?.fingerprint;
}

/** What stands in for a pointer that is not tracked: the run last seen of those that are seen through it. */
function latestOf(subjects: readonly Subject[]): StoredJob | null {
  const seenAt = (job: StoredJob) => job.record.observation.observedAt ?? 0;
  const tracked = subjects.flatMap(({ known }) => (known ? [known] : []));
  return tracked.reduce<StoredJob | null>((last, job) => (last && seenAt(last) >= seenAt(job) ? last : job), null);
}

/** Its failure is met where it is awaited; until then it is not one that nobody handles, which would end the process. */
function handledLater<Value>(work: Promise<Value>): Promise<Value> {
  work.catch(() => undefined);
  return work;
}

/** Whether a call was not made, or not waited for, because it was told so. */
function isGivenUp(fetched: Answered): boolean {
  return 'trouble' in fetched && fetched.trouble.code === 'aborted';
}
