import {
  applyDescription,
  applyObservation,
  applySuperseded,
  applyTrouble,
  confirmObservation,
  isConfirmable,
  isFrozen,
  isPastDeadline,
  newRecord,
  withoutFutureTimes,
  trouble,
  type JobRecord,
  type Moment,
  type NewJob,
  type Observation,
  type ObservationSource,
  type Revised,
  type Trouble,
} from '#libs/jobs';
import type { Started } from '#libs/providers';
import type { ObserveOutcome } from '#libs/requests';
import type { LastResponse, StoredJob } from '#libs/store';
import { randomBytes } from 'node:crypto';
import type { ConnectionContext } from './connection-context.js';
import { CheckPlanner } from './planning/check-planner.js';
import type { Polled } from './planning/run-evidence.js';

/** A job to be looked at, with what is known of it: undefined, not read yet; null, not tracked. */
export interface Subject {
  key: string;
  known?: StoredJob | null;
  /** When the look began: what was learned of the job since then stands, whatever the answer says. */
  began?: Moment;
}

/** What was committed of a pointer or run, and what stood there before. */
export interface CommittedObservation {
  observation: Observation;
  before: StoredJob | null;
  /** False: untracked while it was being looked at, so that nothing was written. */
  isTracked: boolean;
}

/** How long "there is no such job" is remembered for jobs that are not tracked. */
const ABSENCE_MEMORY_MS = 5_000;

const LETTERS_OF_READER = 6;

const MASS_ABSENCE = trouble(
  'not-found',
  'mass-absence',
  'The upstream knows neither this job nor most of the others that it knew a moment ago: it is the upstream that is in doubt.',
);

/** Writes down what came of a look at a job, with the time of the next one. */
export class Committer {
  /** Names this process in records: what another one made of an answer, by another mapping perhaps, is not taken over. */
  private readonly reader = randomBytes(LETTERS_OF_READER).toString('base64url').slice(0, LETTERS_OF_READER);
  private readonly checks: CheckPlanner;

  constructor(private readonly context: ConnectionContext) {
    this.checks = new CheckPlanner(context);
  }

  /** Fingerprint of the answer that would say nothing but what the record says already; undefined: none would. */
  knownAnswer({ known }: Subject): string | undefined {
    return known?.reader === this.reader && isConfirmable(known.record) ? known.fingerprint : undefined;
  }

  /** Writes down that the known answer came again. False where it has to be read: somebody else changed the record. */
  confirm({ known, began }: Subject & { known: StoredJob }, at: Moment, source: ObservationSource): Promise<boolean> {
    const { record } = known;
    if (isPastDeadline(record, at)) return Promise.resolve(false);
    const { observedAt, attemptedAt, source: by } = confirmObservation(record, at, source);
    const { nextCheckAt, check } = this.checks.next(record, null, null, at);
    return this.context.store.jobs
      .confirm(known, { observedAt, attemptedAt, nextCheckAt, source: by, check })
      .then((outcome) => {
        if (outcome.committed) this.context.planning?.polled({ before: record, after: record, transition: null, at });
        return outcome.committed || outcome.current === null || isOvertaken(outcome.current, began, at);
      });
  }

  /**
   * Commits an observation, which may depend on what stands in the store; the job is tracked if it was not.
   * `isRepeatable`: the same answer says the same at any time.
   */
  async observation(
    subject: Subject,
    observationFor: (current: StoredJob | null) => Observation,
    at: number,
    source: ObservationSource,
    answer: LastResponse | null,
    isRepeatable = false,
  ): Promise<CommittedObservation> {
    const { settings, store, tracking, provider, now } = this.context;
    const address = { connection: settings.name, key: subject.key };
    const wasTracked = subject.known != null;
    let committed = { observation: observationFor(subject.known ?? null), before: subject.known ?? null };
    const unreadSince = await this.unreadSince(subject.known ?? null, at);
    const polls: Polled[] = [];
    const { written } = await store.jobs.update(
      address,
      (current) => {
        // Untracked while it was being looked at: its tracker wants to hear no more of it.
        if (current === null && wasTracked) return null;
        if (isOvertaken(current, subject.began, at)) return null;
        const kind = provider.descriptor.parseKey(subject.key)?.kind ?? 'run';
        const record = current
          ? withoutFutureTimes(current.record, now(), at)
          : newRecord({ ...address, provider: settings.provider, kind, trackedAt: at });
        committed = { observation: observationFor(current), before: current };
        const { resultText, ...revised } = applyObservation(record, committed.observation, {
          at,
          source,
          retentionMs: tracking.retentionMs,
        });
        const { record: after, transition } = revised;
        polls.length = 0;
        if (after.observation.observedAt === at) polls.push({ before: record, after, transition, at });
        const reader = isRepeatable && after.observation.observedAt === at ? this.reader : undefined;
        const planned = this.checks.planned(revised, at, null, source, unreadSince);
        return { revised: planned, resultText, lastResponse: answer, reader };
      },
      subject.known,
    );
    for (const polled of written ? polls : []) this.learn(polled, committed.before);
    return { ...committed, isTracked: written };
  }

  private learn(polled: Polled, before: StoredJob | null): void {
    const { after, transition, at } = polled;
    const hasEnded = transition !== null && isFrozen(after.state) && !isFrozen(transition.from);
    if (hasEnded) this.context.push?.ended(after.key, before?.record ?? null, at);
    this.context.planning?.polled(polled);
  }

  /** Tracks a run that this gateway has just started, with what the answer said of it. */
  async started({ key, kind, observation }: Started, labels: Record<string, string>, at: number): Promise<void> {
    const { settings, store, tracking } = this.context;
    const address = { connection: settings.name, key };
    await store.jobs.acknowledge(address, (current) => {
      const birth = { ...address, provider: settings.provider, kind, trackedAt: at, labels };
      const described = current ? applyDescription(current.record, { labels }, at) : bornByStart(birth);
      if (observation === null) return described.hasChanged ? { revised: described } : null;
      const context = { at, source: 'start' as const, retentionMs: tracking.retentionMs };
      const { resultText, ...seen } = applyObservation(described.record, observation, context);
      const revised = current && described.hasChanged ? asOneChange(current.record, seen) : seen;
      return { revised: this.checks.planned(revised, at, null, 'start'), resultText };
    });
  }

  async trouble(subject: Subject, problem: Trouble, at: number, source: ObservationSource): Promise<ObserveOutcome> {
    const { settings, store, tracking, provider, admission, logger } = this.context;
    const address = { connection: settings.name, key: subject.key };
    const known = await this.known(subject);
    const unreadSince = await this.unreadSince(known, at);
    let isDoubtful = false;
    const { stored } = await store.jobs.update(
      address,
      (current) => {
        if (current === null || isOvertaken(current, subject.began, at)) return null;
        isDoubtful = problem.kind === 'not-found' && admission.presence.isDenialDoubtful(current.record, at);
        const revised = applyTrouble(current.record, isDoubtful ? MASS_ABSENCE : problem, {
          at,
          source,
          retentionMs: tracking.retentionMs,
          lostAfter: tracking.lostAfter,
          isConnectionTrusted: admission.isCircuitClosed && !isDoubtful,
          remembersEndedForMs: provider.descriptor.remembersEndedForMs,
        });
        return { revised: this.checks.planned(revised, at, problem, source, unreadSince) };
      },
      known,
    );
    if (isDoubtful) admission.reportTrouble(MASS_ABSENCE);
    if (problem.code !== 'circuit-open') {
      logger.warn(
        {
          connection: settings.name,
          key: subject.key,
          kind: problem.kind,
          code: problem.code,
          status: problem.upstreamStatus,
        },
        'observation failed',
      );
    }
    if (stored === null && problem.kind === 'not-found') return this.absent(subject.key);
    return { result: 'trouble', kind: problem.kind, code: problem.code, retryAfterMs: problem.retryAfterMs };
  }

  /** Declares a run lost because another took its place; null when it is not tracked. */
  async superseded(subject: Subject, at: number, source: ObservationSource): Promise<StoredJob | null> {
    const { settings, store, tracking, now } = this.context;
    const { stored } = await store.jobs.update({ connection: settings.name, key: subject.key }, (current) => {
      if (current === null) return null;
      const record = withoutFutureTimes(current.record, now(), at);
      const revised = applySuperseded(record, { at, source, retentionMs: tracking.retentionMs });
      return { revised: this.checks.planned(revised, at, null, source) };
    });
    return stored;
  }

  /** Remembers that the upstream knows no such job. */
  async absent(key: string): Promise<ObserveOutcome> {
    await this.context.store.jobs.cacheAbsence({ connection: this.context.settings.name, key }, ABSENCE_MEMORY_MS);
    return { result: 'not-found' };
  }

  /** Since when nobody reads a pointer that is tracked; null: it is a run, or new. */
  private async unreadSince(known: StoredJob | null, at: Moment): Promise<Moment | null> {
    const isPointer = known !== null && known.record.kind === 'pointer';
    return isPointer ? ((await this.context.readers?.unreadSince(known.record, at)) ?? null) : null;
  }

  /** What the store holds of a job. */
  async known(subject: Subject): Promise<StoredJob | null> {
    if (subject.known !== undefined) return subject.known;
    return this.context.store.jobs.read({ connection: this.context.settings.name, key: subject.key });
  }
}

function bornByStart(job: NewJob): Revised {
  const record = newRecord(job);
  const observation = { ...record.observation, source: 'start' as const };
  return { record: { ...record, observation }, hasChanged: true, transition: null };
}

/** What two changes made of a record, as the single new revision that they are. */
function asOneChange(before: JobRecord, { record, transition }: Revised): Revised {
  const revision = before.revision + 1;
  return { hasChanged: true, record: { ...record, revision }, transition: transition && { ...transition, revision } };
}

/**
 * Whether somebody asked later and learned something meanwhile: another worker, when this process stood still for longer
 * than its care of the connection lasts. What was learned at `at` itself was learned by this look.
 */
function isOvertaken(current: StoredJob | null, began: Moment | undefined, at: Moment): boolean {
  const attemptedAt = current?.record.observation.attemptedAt ?? null;
  return began !== undefined && attemptedAt !== null && attemptedAt > began && attemptedAt !== at;
}
