import type { Moment, ObservationSource, Trouble } from '#libs/jobs';
import type { Fetched, UpstreamRef } from '#libs/providers';
import { setMaxListeners } from 'node:events';
import type { AnswerRecorder } from './answer-recorder.js';
import type { Committer } from './committer.js';
import type { ConnectionContext } from './connection-context.js';
import type { Flight, Sighting } from './flight.js';
import { handledLater } from './handled-later.js';
import { allUnlessUnreadable } from './polling/unless-unreadable.js';
import type { Answered } from './translator.js';

/** Who waits for what a round brings. */
export interface RoundParty {
  committer: Committer;
  recorder: AnswerRecorder;
  /** All rounds under way: an answer to one may end what the others have not asked yet. */
  aloft: Set<FetchRound>;
  /** One flight has landed: null, given up before there was an answer. */
  landed(flight: Flight, sighting: Sighting | null): void;
  /** What has been written down of one flight means something for each who waited for it. */
  settle(flight: Flight, sighting: Sighting): Promise<void> | void;
}

/** Fetches, and has written down what each answer says of the job that was asked for. One look at a job at a time. */
export class FetchRound {
  private readonly byKey: ReadonlyMap<string, Flight>;
  /** One answer may close the circuit: then the calls that still wait for their turn are not made. */
  private readonly closing = new AbortController();
  private readonly ending: AbortSignal;
  private closedBecause: Trouble | null = null;

  constructor(
    private readonly context: ConnectionContext,
    private readonly party: RoundParty,
    private readonly flights: readonly Flight[],
    private readonly source: ObservationSource,
    private readonly signal: AbortSignal,
  ) {
    this.byKey = new Map(flights.map((flight) => [flight.asked, flight]));
    this.ending = AbortSignal.any([signal, this.closing.signal]);
    // Every call under way listens to it.
    setMaxListeners(0, this.ending);
  }

  async run(): Promise<void> {
    const { aloft } = this.party;
    const { admission, now } = this.context;
    const began = now();
    const pass = admission.enter();
    if ('obstacle' in pass) this.closedBecause = pass.obstacle;
    aloft.add(this);
    try {
      const refs = this.flights.map((flight) => this.refOf(flight));
      if ('obstacle' in pass) {
        const { obstacle } = pass;
        await allUnlessUnreadable(refs.map((ref) => this.take({ ref, trouble: obstacle, exchange: null }, began)));
      } else await this.fetch(refs, began);
    } finally {
      aloft.delete(this);
      if ('leave' in pass) pass.leave();
    }
  }

  /** No call may be made any more. */
  close(obstacle: Trouble): void {
    this.closedBecause ??= obstacle;
    this.closing.abort(new Error('no call may be made any more'));
  }

  private async fetch(refs: UpstreamRef[], began: Moment): Promise<void> {
    const { provider, session } = this.context;
    const commits: Promise<void>[] = [];
    for await (const fetched of provider.fetch(session, refs, this.ending)) {
      commits.push(handledLater(this.take(fetched, began)));
    }
    await allUnlessUnreadable(commits);
  }

  /** What to ask for; where the known answer would bring nothing new, with that in it. */
  private refOf({ asked, kind, subjects }: Flight): UpstreamRef {
    const answer = subjects[0]!.key === asked ? this.party.committer.knownAnswer(subjects[0]!) : undefined;
    return answer === undefined ? { key: asked, kind } : { key: asked, kind, knownFingerprint: answer };
  }

  private take(fetched: Fetched<unknown>, began: Moment): Promise<void> {
    const flight = this.byKey.get(fetched.ref.key);
    if (!flight) return Promise.resolve();
    return 'isUnchanged' in fetched ? this.confirm(fetched, flight, began) : this.land(fetched, flight, began);
  }

  private async land(fetched: Answered, flight: Flight, began: Moment): Promise<void> {
    const { source, signal, party, closedBecause: trouble } = this;
    const { admission, session } = this.context;
    const seen = trouble && isGivenUp(fetched) ? { ref: fetched.ref, trouble, exchange: null } : fetched;
    // Before anything is waited for: as many more calls would begin as have failed at the same moment.
    if ('trouble' in seen && seen.exchange !== null && !signal.aborted) {
      admission.record(seen.trouble, seen.exchange, session.busy, seen.ref.key);
    }
    this.closeIfNeeded();
    const sighting = await party.recorder.record(seen, flight.subjects, { source, signal, began });
    party.landed(flight, sighting);
    if (sighting !== null) await party.settle(flight, sighting);
  }

  /** The known answer came again. Promises are few here: nearly all looks end like this. */
  private confirm({ ref, exchange }: Fetched<unknown>, flight: Flight, began: Moment): Promise<void> {
    const { admission, session, now } = this.context;
    const at = now();
    admission.record(null, exchange, session.busy, ref.key);
    this.closeIfNeeded();
    const subject = { key: ref.key, known: flight.subjects[0]!.known!, began };
    return this.party.committer.confirm(subject, at, this.source).then((isSettled) => {
      // At once: the others of the round may take long.
      if (!isSettled) return this.fetch([{ key: ref.key, kind: ref.kind }], now());
      const sighting = { at, targetKey: null };
      this.party.landed(flight, sighting);
      return this.party.settle(flight, sighting);
    });
  }

  private closeIfNeeded(): void {
    const obstacle = this.closedBecause === null ? this.context.admission.obstacle() : null;
    if (obstacle) for (const round of this.party.aloft) round.close(obstacle);
  }
}

/** Whether a call was not made, or not waited for, because it was told so. */
function isGivenUp(fetched: Answered): boolean {
  return 'trouble' in fetched && fetched.trouble.code === 'aborted';
}
