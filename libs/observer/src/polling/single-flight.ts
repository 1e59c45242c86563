import { withoutFutureTimes, type JobKind, type Moment } from '#libs/jobs';
import type { StoredJob } from '#libs/store';
import type { ConnectionContext } from '../connection-context.js';
import type { PollResult } from './publish.js';

/** A job to poll. `known`: what is stored of it; undefined: not read yet; null: not tracked. */
export interface PollSubject {
  key: string;
  known?: StoredJob | null;
}

/** One question to the upstream, and the subjects that its answer is for. */
export class InFlightPoll {
  readonly subjects: PollSubject[] = [];
  /** null: given up before there was an answer. */
  readonly result: Promise<PollResult | null>;
  /** The first call of either decides. */
  settle!: (result: PollResult | null | Promise<PollResult | null>) => void;
  fail!: (error: unknown) => void;

  constructor(
    readonly key: string,
    readonly kind: JobKind,
  ) {
    this.result = new Promise((resolve, reject) => {
      this.settle = resolve;
      this.fail = reject;
    });
    // Those who wait for it get the failure; without any, it is none that ends the process.
    this.result.catch(() => undefined);
  }

  /** What is stored of the job that is asked for; undefined: not read yet. */
  get known(): StoredJob | null | undefined {
    return this.subjects.find(({ key }) => key === this.key)?.known;
  }

  /** In place of a pointer that is not tracked: the latest of the runs found through it. */
  get latest(): StoredJob | null {
    const seenAt = (job: StoredJob) => job.record.observation.observedAt ?? 0;
    const tracked = this.subjects.flatMap(({ known }) => known ?? []);
    return tracked.reduce<StoredJob | null>((last, job) => (last && seenAt(last) >= seenAt(job) ? last : job), null);
  }
}

/** One poll for each question at a time: others who ask it meanwhile get the same result. */
export class SingleFlight {
  private readonly inFlight = new Map<string, InFlightPoll>();

  /** The polls that are to be made now, by key; the others are settled by the one under way, with null if it fails. */
  enter(polls: readonly InFlightPoll[]): Map<string, InFlightPoll> {
    const entered = new Map<string, InFlightPoll>();
    for (const poll of polls) {
      const other = this.inFlight.get(poll.key);
      if (other) poll.settle(other.result.catch(() => null));
      else entered.set(poll.key, this.begin(poll));
    }
    return entered;
  }

  private begin(poll: InFlightPoll): InFlightPoll {
    const end = () => this.inFlight.delete(poll.key);
    this.inFlight.set(poll.key, poll);
    poll.result.then(end, end);
    return poll;
  }
}

/** Groups subjects by question: a run that is only seen through a pointer is polled by asking for the pointer. */
export function groupByQuestion(
  subjects: readonly PollSubject[],
  { provider: { descriptor }, now }: Pick<ConnectionContext, 'provider' | 'now'>,
): InFlightPoll[] {
  const polls = new Map<string, InFlightPoll>();
  for (const subject of subjects) {
    const parsed = descriptor.parseKey(subject.key);
    const key = parsed?.seenThrough ?? subject.key;
    const kind = parsed?.seenThrough ? descriptor.parseKey(key)!.kind : (parsed?.kind ?? 'run');
    const poll = polls.get(key) ?? new InFlightPoll(key, kind);
    polls.set(key, poll);
    poll.subjects.push(asKnownAt(subject, now()));
  }
  return [...polls.values()];
}

/** Times that a wrong clock wrote before the poll began must not count as learned since. */
function asKnownAt(subject: PollSubject, now: Moment): PollSubject {
  if (!subject.known) return subject;
  const record = withoutFutureTimes(subject.known.record, now);
  return record === subject.known.record ? subject : { ...subject, known: { ...subject.known, record } };
}
