import type { Moment, ObservationSource } from '#libs/jobs';
import type { Fetched } from '#libs/providers';
import type { StoredJob } from '#libs/store';
import { applyRulesFor } from '../apply-rules.js';
import type { ConnectionContext } from '../connection-context.js';
import { followUpsOf } from '../pointers/pointer-follow-ups.js';
import { unlessUnreadable } from '../unless-unreadable.js';
import { apply, type Applied } from './apply.js';
import { commit, targetOf, type Target } from './commit.js';
import { fetchResponses } from './fetch.js';
import { plan } from './plan.js';
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

  constructor(private readonly context: ConnectionContext) {
    this.mapper = new ResponseMapper(context);
  }

  /** Each outcome comes as soon as it is there; it rejects only when the store is away, or on a bug. */
  poll(subjects: readonly PollSubject[], options: PollOptions): PolledJob[] {
    const polls = groupByQuestion(subjects, this.context);
    void this.run([...polls], options);
    const outcome = (poll: InFlightPoll, subject: PollSubject) => this.share(poll, subject, options);
    return polls.flatMap((poll) => poll.subjects.map((subject) => polledJob(subject, outcome(poll, subject))));
  }

  /** Polls all, or first one whose outcome decides for the others. */
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

  /** One response, of the job that was asked for and, for a pointer, of its run. null: given up. */
  private async receive(fetched: Fetched<unknown>, poll: InFlightPoll, began: Moment, options: PollOptions) {
    if ('trouble' in fetched && options.signal.aborted) return null;
    const { admission, session, now } = this.context;
    const [at, { key, known, latest }] = [now(), poll];
    const target = await targetOf(this.context, { key, known, began });
    const translation = this.mapper.translate(fetched, target.known, latest, at);
    const { trouble = null } = translation.finding;
    if (fetched.exchange) admission.record(trouble, fetched.exchange, session.busy, key);
    const { outcome, change } = await this.write(target, translation, options.source);
    if (outcome === null) return this.askAgain(poll, options);
    if (change) await unlessUnreadable(this.follow(change, fetched, translation, options));
    const { observation } = (change ?? translation).finding;
    return { key, at, outcome, trouble, targetKey: observation?.target?.key ?? null };
  }

  /** The response is the one that is known, and the record is another one by now: it has to be read. */
  private async askAgain({ key, kind }: InFlightPoll, options: PollOptions): Promise<PollResult | null> {
    const again = new InFlightPoll(key, kind);
    await this.ask(new Map([[key, again]]), options);
    return again.result;
  }

  /** A pointer's response says something of its run as well. */
  private async follow(pointer: Applied, { exchange }: Fetched<unknown>, { at }: Translation, { signal }: PollOptions) {
    for (const { target, found } of await followUpsOf(this.context, pointer, exchange, at)) {
      if (found) await this.write(target, found, 'pointer');
      else await this.poll([target], { source: 'pointer', signal })[0]!.outcome;
    }
  }

  /** What the result of a poll means for one of those who share it. */
  private async share(poll: InFlightPoll, { key }: PollSubject, { source }: PollOptions) {
    const result = await poll.result;
    if (result === null || key === result.key || key === result.targetKey) return result?.outcome ?? null;
    const found = { at: result.at, finding: result.trouble ? { trouble: result.trouble } : { isSuperseded: true } };
    return (await this.write(await targetOf(this.context, { key }), found, source)).outcome;
  }

  /** What was found of one job. `outcome` null: the response has to be read. */
  private async write(target: Target, translation: Translation, source: ObservationSource) {
    const { context } = this;
    const rules = await applyRulesFor(context, target, translation, source);
    const revise = (current: StoredJob | null) => {
      const again = current !== target.known && translation.again?.(current);
      const { finding, lastResponse, reader } = again || translation;
      const applied = apply(current?.record ?? null, finding, rules);
      return applied && { ...plan(context, applied, rules), lastResponse, reader };
    };
    const committed = await commit(context.store, target, rules.at, revise);
    return { ...committed, outcome: await publish(context, target.key, translation, committed) };
  }
}
