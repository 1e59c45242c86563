import {
  isAddressable,
  isFrozen,
  isTerminal,
  type JobRecord,
  type Moment,
  type Observation,
  type ObservationSource,
  type TargetObservation,
} from '#libs/jobs';
import type { LastResponse, StoredJob } from '#libs/store';
import { createRedactor, secretsOf, type Exchange, type Redactor } from '#libs/upstream';
import type { Committer, Subject } from './committer.js';
import type { ConnectionContext } from './connection-context.js';
import type { Sighting } from './flight.js';
import { lastAnswer } from './last-answer.js';
import { unlessUnreadable } from './polling/unless-unreadable.js';
import { Translator, type Answered } from './translator.js';

/** How a look went on from which an answer came. */
export interface LookFacts {
  source: ObservationSource;
  signal: AbortSignal;
  began: Moment;
}

/** Has answers translated, and what they say written down: of what was asked for, and of the run behind a pointer. */
export class AnswerRecorder {
  private readonly redactor: Redactor;
  private readonly translator: Translator;

  constructor(
    private readonly context: ConnectionContext,
    private readonly committer: Committer,
    /** Looks at a run that a pointer has told of, but not all of it. */
    private readonly lookAt: (run: Subject, signal: AbortSignal) => Promise<unknown>,
  ) {
    this.translator = new Translator(context);
    this.redactor = createRedactor(secretsOf(context.settings.auth));
  }

  /** Translates and commits one fetched answer. null: given up before there was one. */
  async record(fetched: Answered, subjects: readonly Subject[], look: LookFacts): Promise<Sighting | null> {
    const { admission, session, now } = this.context;
    const { source, signal, began } = look;
    if ('trouble' in fetched && signal.aborted) return null;
    const { key } = fetched.ref;
    const at = now();
    const known = await this.committer.known(subjects.find((subject) => subject.key === key) ?? { key });
    const { translated, isRepeatable } = this.translator.translate(fetched, known ?? latestOf(subjects), at);
    const problem = 'trouble' in translated ? translated.trouble : null;
    if (!('trouble' in fetched)) admission.record(problem, fetched.exchange, session.busy, key);
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
    if (fetched.ref.kind !== 'pointer') return { at, targetKey: null };
    const target = committed.observation.target ?? null;
    if (committed.isTracked) {
      const before = committed.before?.record ?? null;
      await unlessUnreadable(this.followPointer(key, before, target, at, signal, fetched.exchange));
    }
    return { at, targetKey: target?.key ?? null };
  }

  private lastAnswer(fetched: Answered, at: number): LastResponse | null {
    return 'raw' in fetched ? lastAnswer(fetched.raw, fetched.exchange, this.redactor, at) : null;
  }

  /** The run behind a pointer is tracked as well, and what it replaced can no longer be seen. */
  private async followPointer(
    pointerKey: string,
    before: JobRecord | null,
    target: TargetObservation | null,
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
      await this.lookAt({ key: target.key, known }, signal);
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
