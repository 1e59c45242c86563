import type { Moment, ObservationSource } from '#libs/jobs';
import type { Fetched } from '#libs/providers';
import type { StoredJob } from '#libs/store';
import { applyRulesFor } from '../apply-rules.js';
import type { ConnectionContext } from '../connection-context.js';
import { followUpsOf } from '../pointers/pointer-follow-ups.js';
import { apply } from './apply.js';
import { commit, confirm, type Target } from './commit.js';
import { fetchResponses } from './fetch.js';
import { PollScheduler } from './plan.js';
import { polledJob, publish, type PolledJob, type PollResult } from './publish.js';
import { groupByQuestion, InFlightPoll, SingleFlight, type PollSubject } from './single-flight.js';
import { ResponseMapper, type Translation } from './translate.js';

/** `signal`: give up what is under way. */
export interface PollOptions {
  source: ObservationSource;
  signal: AbortSignal;
}

/**
 * Polls jobs of one connection: PollSubject → single flight → InFlightPoll → admission, fetch → Fetched → translate →
 * Translation → apply → Applied → plan → Change → commit → Committed → publish → PollResult → PolledJob.
 */
export class JobPoller {
  private readonly singleFlight = new SingleFlight();
  private readonly mapper: ResponseMapper;
  private readonly scheduler: PollScheduler;

  constructor(private readonly context: ConnectionContext) {
    this.mapper = new ResponseMapper(context);
    this.scheduler = new PollScheduler(context);
  }

  /** Each outcome comes as soon as it is there; it rejects only when the store is away, or on a bug. */
  poll(subjects: readonly PollSubject[], options: PollOptions): PolledJob[] {
    const polls = groupByQuestion(subjects, this.context);
    void this.run([...polls], options);
    return polls.flatMap((poll) =>
      poll.subjects.map((subject) => polledJob(subject, this.share(poll.result, subject, options.source))),
    );
  }

  private async run(waiting: InFlightPoll[], options: PollOptions): Promise<void> {
    while (waiting.length > 0 && !options.signal.aborted) {
      const batch = waiting.splice(0, this.context.admission.batchSize(waiting.length));
      await this.ask(this.singleFlight.enter(batch), options);
      await Promise.allSettled(batch.map(({ result }) => result));
    }
    for (const poll of waiting) poll.settle(null);
  }

  /** Settles each poll with what came of its response; null: it was given up. */
  private async ask(polls: ReadonlyMap<string, InFlightPoll>, options: PollOptions): Promise<void> {
    const refs = [...polls.values()].map((poll) => this.mapper.refOf(poll));
    const began = this.context.now();
    try {
      for await (const fetched of fetchResponses(this.context, refs, options.signal)) {
        const poll = polls.get(fetched.ref.key);
        poll?.settle(this.receive(fetched, poll, began, options));
      }
      for (const poll of polls.values()) poll.settle(null);
    } catch (error) {
      for (const poll of polls.values()) poll.fail(error);
    }
  }

  /** Translates a response and writes what it says, of the run behind a pointer as well. */
  private async receive(fetched: Fetched<unknown>, poll: InFlightPoll, began: Moment, options: PollOptions) {
    if ('trouble' in fetched && options.signal.aborted) return null;
    const { admission, session, now } = this.context;
    const { key, kind, latest } = poll;
    const at = now();
    const known = await this.read(poll);
    const translate = (current: StoredJob | null) => this.mapper.translate(fetched, current ?? latest, at);
    const translation = translate(known);
    const { trouble = null } = translation.finding;
    if (fetched.exchange !== null) admission.record(trouble, fetched.exchange, session.busy, key);
    const { outcome, change } = await this.write({ key, known, began }, translation, options.source, translate);
    if (outcome === null) return this.askAgain(new InFlightPoll(key, kind), options);
    const { finding } = change ?? translation;
    const lastResponse = this.mapper.sharedResponse(fetched.exchange, at);
    const isFollowed = kind === 'pointer' && change !== null;
    for (const next of isFollowed ? await followUpsOf(this.context, { ...change, at, lastResponse }) : []) {
      const [source, { signal }] = ['pointer' as const, options];
      await (next.found ? this.write(next, next.found, source) : this.poll([next], { source, signal })[0]!.outcome);
    }
    return { key, at, outcome, trouble, targetKey: finding.observation?.target?.key ?? null };
  }

  private async askAgain(poll: InFlightPoll, options: PollOptions): Promise<PollResult | null> {
    await this.ask(new Map([[poll.key, poll]]), options);
    return poll.result;
  }

  /** What the result of a poll means for one of those who share it. */
  private async share(shared: InFlightPoll['result'], { key }: PollSubject, source: ObservationSource) {
    const result = await shared;
    if (result === null || key === result.key || key === result.targetKey) return result?.outcome ?? null;
    const { at, trouble } = result;
    return (await this.write({ key }, { at, finding: trouble ? { trouble } : { isSuperseded: true } }, source)).outcome;
  }

  /** Applies, plans, commits and publishes what was found of one job. `outcome` null: the response has to be read. */
  private async write(
    subject: PollSubject & { began?: Moment },
    found: Translation,
    source: ObservationSource,
    translate?: (current: StoredJob | null) => Translation,
  ) {
    const { context, scheduler } = this;
    const { at, finding } = found;
    const known = await this.read(subject);
    const target: Target = { ...subject, connection: context.settings.name, known };
    const rules = await applyRulesFor(context, target, { at, source, trouble: finding.trouble });
    const revise = (current: StoredJob | null) => {
      const again = current === known ? undefined : translate?.(current);
      const { reader, lastResponse, ...latest } = again?.finding.observation ? again : found;
      const applied = apply(current?.record ?? null, latest.finding, rules);
      return (
        applied && { ...scheduler.plan(applied, rules), lastResponse, reader: applied.isLatest ? reader : undefined }
      );
    };
    const committed = await (finding.isUnchanged ? confirm : commit)(context.store, target, at, revise);
    const outcome = committed.isConflict
      ? null
      : await publish(context, { ...finding, ...committed, key: subject.key, at });
    return { ...committed, outcome };
  }

  private async read({ key, known }: PollSubject): Promise<StoredJob | null> {
    return known === undefined ? this.context.store.jobs.read({ connection: this.context.settings.name, key }) : known;
  }
}
