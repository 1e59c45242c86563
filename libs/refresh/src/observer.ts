import { trouble, withoutFutureTimes, type Moment, type ObservationSource } from '#libs/jobs';
import type { ObserveOutcome } from '#libs/requests';
import { AnswerRecorder } from './answer-recorder.js';
import { Committer, type Subject } from './committer.js';
import type { ConnectionContext } from './connection-context.js';
import { FetchRound } from './fetch-round.js';
import { Flight, type Sighting } from './flight.js';
import { handledLater } from './handled-later.js';
import { allUnlessUnreadable, unlessUnreadable } from './polling/unless-unreadable.js';

type Settle = (key: string, outcome: ObserveOutcome) => void;

const OBSERVED: ObserveOutcome = { result: 'observed' };
const NOT_A_KEY = trouble('malformed', 'not-a-key', 'The key is not one of this connection.');

/** Looks at jobs of one connection, and tells each who asked what came of it. */
export class Observer {
  private readonly committer: Committer;
  private readonly recorder: AnswerRecorder;
  /** Looks under way, by the key that is asked for: whoever wants the same waits for them. */
  private readonly flights = new Map<string, Flight>();
  private readonly aloft = new Set<FetchRound>();

  constructor(private readonly context: ConnectionContext) {
    this.committer = new Committer(context);
    this.recorder = new AnswerRecorder(context, this.committer, (run, signal) =>
      this.observe([run], 'pointer', signal),
    );
  }

  /**
   * Looks at every subject and commits what came of it. Throws only when the store is away, or on a bug. `settled` is
   * called with each key as soon as its outcome is there, and not at all for what is given up.
   */
  async observe(
    subjects: readonly Subject[],
    source: ObservationSource,
    signal: AbortSignal,
    settled?: (key: string) => void,
  ): Promise<Map<string, ObserveOutcome>> {
    const outcomes = new Map<string, ObserveOutcome>();
    const settle: Settle = (key, outcome) => {
      outcomes.set(key, outcome);
      settled?.(key);
    };
    const { admission, now } = this.context;
    const { flights, strangers } = this.planFlights(subjects.map((subject) => asKnownAt(subject, now())));
    for (const stranger of strangers) {
      const outcome = await unlessUnreadable(this.committer.trouble(stranger, NOT_A_KEY, now(), source));
      if (outcome !== null) settle(stranger.key, outcome);
    }
    let waiting = flights;
    while (waiting.length > 0 && !signal.aborted) {
      const admitted = admission.state() === 'probe' ? 1 : waiting.length;
      await this.look(waiting.slice(0, admitted), source, signal, settle);
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
    settle: Settle,
  ): Promise<void> {
    const flights: Flight[] = [];
    const joined: Promise<void>[] = [];
    for (const flight of wanted) {
      const other = this.flights.get(flight.asked);
      if (other) joined.push(handledLater(this.join(other, flight.subjects, source, settle)));
      else {
        this.flights.set(flight.asked, flight);
        flights.push(flight);
      }
    }
    const settleFlight = ({ asked, subjects }: Flight, sighting: Sighting): Promise<void> | void => {
      const isAlone = subjects.length === 1 && subjects[0]!.key === asked && !('trouble' in sighting);
      if (!isAlone) return this.settleAll(subjects, asked, sighting, source, settle);
      settle(asked, OBSERVED);
    };
    const { committer, recorder, aloft } = this;
    const party = { committer, recorder, aloft, landed: this.landed, settle: settleFlight };
    try {
      if (flights.length > 0) await new FetchRound(this.context, party, flights, source, signal).run();
    } finally {
      for (const flight of flights) this.landed(flight, null);
    }
    await allUnlessUnreadable(joined);
  }

  private readonly landed = (flight: Flight, sighting: Sighting | null): void => {
    if (this.flights.get(flight.asked) === flight) this.flights.delete(flight.asked);
    flight.land(sighting);
  };

  /** Takes over what another one's look brings. */
  private async join(
    flight: Flight,
    subjects: readonly Subject[],
    source: ObservationSource,
    settle: Settle,
  ): Promise<void> {
    const sighting = await flight.landed;
    if (sighting !== null) await this.settleAll(subjects, flight.asked, sighting, source, settle);
  }

  private async settleAll(
    subjects: readonly Subject[],
    asked: string,
    sighting: Sighting,
    source: ObservationSource,
    settle: Settle,
  ): Promise<void> {
    for (const subject of subjects) {
      const outcome = await unlessUnreadable(this.outcomeFor(subject, asked, sighting, source));
      if (outcome !== null) settle(subject.key, outcome);
    }
  }

  /** What one look means for one of those who waited for it. */
  private async outcomeFor(
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
}

/** What was written by a wrong clock before the look began must not pass for what somebody learned since. */
function asKnownAt(subject: Subject, now: Moment): Subject {
  if (!subject.known) return subject;
  const record = withoutFutureTimes(subject.known.record, now);
  return record === subject.known.record ? subject : { ...subject, known: { ...subject.known, record } };
}
