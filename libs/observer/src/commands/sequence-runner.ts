import { applyDescription, isTerminal, formatJobId } from '#libs/jobs';
import { requesterOf, type CommandOutcome, type StartDone } from '#libs/requests';
import { isStoreFailure, UnreadableRecord, type CommandRecord, type Sequence } from '#libs/store';
import type { ConnectionContext } from '../connection-context.js';
import type { CommandResult } from './at-most-once.js';
import { inHandForMs } from './start-deadline.js';
import type { Starter } from './starter.js';

const POLL_EVERY_MS = 500;
/** All runs of one sequence carry these, so that the others are found by the first one. */
const SEQUENCE = 'jobgate/sequence';
const STEP = 'jobgate/step';
/** On the run behind which the rest was dropped. */
const DROPPED = 'jobgate/dropped';

/**
 * Starts jobs, one or several of which each comes when the one before has ended well. What is left to do stands in the
 * store before the first call, and each start has a name of its own and is made at most once, so that it goes on whoever
 * dies in between.
 */
export class SequenceRunner {
  private readonly inProgress = new Map<string, Promise<unknown>>();
  /** Sequences behind a run that cannot be read, once reported in the log. */
  private readonly unreadable = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(
    private readonly context: ConnectionContext,
    private readonly starter: Starter,
  ) {}

  /** Goes on with what is left from before. */
  begin(): void {
    if (this.isStopping) return;
    this.checkAgain(0);
  }

  /** Until no sequence is left. */
  private checkAgain(waitMs: number): void {
    if (this.isStopping || this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.round = this.checkAll().then((areLeft) => {
        this.timer = null;
        if (areLeft) this.checkAgain(POLL_EVERY_MS);
      });
    }, waitMs);
  }

  /** Resolves when nothing more is being started. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearTimeout(this.timer);
    await this.round;
    await Promise.all(this.inProgress.values());
  }

  /** Starts the first one. Its command bears the name of the sequence. */
  first(id: string, caller: string, steps: readonly unknown[]): Promise<CommandResult<StartDone>> {
    return this.hold(id, async () => {
      const { store, settings } = this.context;
      const sequence: Sequence = { id, caller, steps, started: [] };
      // Found in the queue once more: its outcome is known, and the store has its progress.
      const isNew = (await store.commands.read(settings.name, id)) === null;
      if (!isNew) return this.starter.start(id, steps[0], labelsOf(sequence));
      // Before the call: a process that dies after it leaves the rest in the store.
      await store.sequences.put(settings.name, sequence);
      this.checkAgain(POLL_EVERY_MS);
      const outcome = await this.start(sequence);
      const isOver = outcome !== null && outcome.result !== 'done';
      if (isOver && !(await this.isInOtherHands(id))) await store.sequences.remove(settings.name, id);
      return outcome;
    });
  }

  /** Whether any is left. */
  private async checkAll(): Promise<boolean> {
    const { store, settings } = this.context;
    const all = await store.sequences.all(settings.name).catch((error: unknown) => this.failed(error));
    for (const { id } of all ?? []) {
      if (this.isStopping) break;
      if (!this.inProgress.has(id)) this.hold(id, () => this.check(id)).catch((error: unknown) => this.failed(error));
    }
    return all === undefined || all.length > 0;
  }

  /** Nothing is lost: the next round finds it unchanged. */
  private failed(error: unknown): undefined {
    const { settings, logger } = this.context;
    logger.debug({ connection: settings.name, error: String(error) }, 'sequences could not be checked');
  }

  /** One at a time for each sequence. */
  private hold<Value>(id: string, work: () => Promise<Value>): Promise<Value> {
    const run = (this.inProgress.get(id) ?? Promise.resolve()).then(work);
    const ended = run
      .catch(() => undefined)
      .finally(() => {
        if (this.inProgress.get(id) === ended) this.inProgress.delete(id);
      });
    this.inProgress.set(id, ended);
    return run;
  }

  private async check(id: string): Promise<void> {
    const { store, settings } = this.context;
    const sequence = await store.sequences.read(settings.name, id);
    if (sequence === null) return;
    const last = sequence.started.at(-1);
    if (last === undefined) return this.resumeFirst(sequence);
    const [stored = null] = await store.jobs.readMany([{ connection: settings.name, key: last }]);
    // Whoever can read it goes on.
    if (stored instanceof UnreadableRecord) return this.tellOnce(id, stored);
    if (stored === null) return this.drop(sequence, 'the run before is no longer tracked');
    const { state } = stored.record;
    if (state === 'succeeded') await this.goOn(sequence);
    else if (isTerminal(state)) await this.drop(sequence, `the run before: ${state}`);
  }

  private tellOnce(id: string, { message }: UnreadableRecord): void {
    const { settings, logger } = this.context;
    if (this.unreadable.has(id)) return;
    this.unreadable.add(id);
    logger.error(
      { connection: settings.name, sequence: id, error: message },
      'a sequence waits for a job that cannot be read',
    );
  }

  /** The process that started the first one has died or stopped: the deduplication store has the outcome. */
  private async resumeFirst(sequence: Sequence): Promise<void> {
    const { store, settings } = this.context;
    const mark = await store.commands.read(settings.name, sequence.id);
    const outcome = mark?.status === 'done' ? (mark.outcome as CommandOutcome<StartDone>) : null;
    if (outcome?.result === 'done') await this.took(sequence, outcome.done.key);
    else if (mark?.status === 'begun') await this.goOn(sequence);
    // Not begun: the next consumer of the request begins it and stores it again.
    else await store.sequences.remove(settings.name, sequence.id);
  }

  /** A worker that stood still goes on with what it had in hand. What it left word of can be followed at once. */
  private mayBeInHand(mark: CommandRecord | null): boolean {
    if (mark?.status !== 'begun' || mark.followed !== undefined) return false;
    return this.context.now() - mark.at < inHandForMs(this.context.settings.limits);
  }

  /** Whether another worker has begun it between reading the deduplication store and the start, and may know more before long. */
  private async isInOtherHands(command: string): Promise<boolean> {
    const { store, settings } = this.context;
    const mark = await store.commands.read(settings.name, command);
    return mark?.status === 'begun' && (mark.followed !== undefined || this.mayBeInHand(mark));
  }

  private async goOn(sequence: Sequence): Promise<void> {
    const { store, settings } = this.context;
    const mark = await store.commands.read(settings.name, commandOf(sequence));
    if (this.isStopping || this.mayBeInHand(mark)) return;
    const outcome = await this.start(sequence);
    // The next worker continues.
    if (outcome === null) return;
    switch (outcome.result) {
      case 'done':
        return this.note(sequence, outcome.done.key, 'started');
      case 'unavailable':
        // The upstream did not receive it, and the deduplication store has no entry: the next round tries again.
        return;
      case 'refused':
        return this.drop(sequence, `refused: ${outcome.code}`);
      default:
        if (await this.isInOtherHands(commandOf(sequence))) return;
        return this.drop(sequence, `whether the ${nameOf(sequence)} was started is not known`);
    }
  }

  private async start(sequence: Sequence): Promise<CommandResult<StartDone>> {
    const { steps, started } = sequence;
    const outcome = await this.starter.start(commandOf(sequence), steps[started.length], labelsOf(sequence));
    if (outcome?.result === 'done') await this.took(sequence, outcome.done.key);
    return outcome;
  }

  private async took(sequence: Sequence, key: string): Promise<void> {
    const { store, settings } = this.context;
    const before = sequence.started.at(-1);
    if (before !== undefined) await this.countInPlace(sequence.caller, before, key);
    sequence.started.push(key);
    if (sequence.started.length < sequence.steps.length) await store.sequences.put(settings.name, sequence);
    else await store.sequences.remove(settings.name, sequence.id);
  }

  /** The next run counts for the caller where the one before did: a sequence that was let in is not refused half-way. */
  private async countInPlace(caller: string, before: string, next: string): Promise<void> {
    const { store, settings } = this.context;
    const idOf = (key: string) => formatJobId({ connection: settings.name, key });
    await store.trackedJobs.replace(requesterOf(caller), idOf(before), idOf(next)).catch((error: unknown) => {
      if (!isStoreFailure(error)) throw error;
    });
  }

  /** The rest is not started. The run before it and the audit log name it. */
  private async drop(sequence: Sequence, why: string): Promise<void> {
    const { store, settings, now, logger } = this.context;
    const last = sequence.started.at(-1) ?? null;
    const { steps, started } = sequence;
    const text = steps.length === 1 ? why : `${steps.length - started.length} of ${steps.length} not started; ${why}`;
    if (last !== null) {
      await store.jobs.update({ connection: settings.name, key: last }, (current) =>
        current === null ? null : { revised: applyDescription(current.record, { labels: { [DROPPED]: text } }, now()) },
      );
    }
    if (!(await store.sequences.remove(settings.name, sequence.id))) return;
    logger.warn({ connection: settings.name, sequence: sequence.id, why }, 'rest of a sequence dropped');
    await this.note(sequence, last, `dropped: ${text}`);
  }

  /** No request waits for it at that moment, so the audit log reports it. */
  private async note(sequence: Sequence, key: string | null, outcome: string): Promise<void> {
    const { store, settings, now, logger } = this.context;
    const connection = settings.name;
    const job = key === null ? null : formatJobId({ connection, key });
    const { caller } = sequence;
    const entry = { caller, action: 'start', connection, job, status: null, outcome };
    logger.info({ audit: 'act', ...entry }, 'audit');
    await store.audit.append({ at: now(), ...entry }, 'upstream');
  }
}

/** Of the step that is started next. */
function commandOf({ id, started }: Sequence): string {
  return started.length === 0 ? id : `${id}.${started.length}`;
}

/** Of the run that is started next; one that comes alone has none. */
function labelsOf({ id, steps, started }: Sequence): Record<string, string> {
  return steps.length === 1 ? {} : { [SEQUENCE]: id, [STEP]: `${started.length + 1}/${steps.length}` };
}

const nameOf = ({ started }: Sequence): string => (started.length === 0 ? 'first one' : 'next one');
