import type { CommandOutcome } from '#libs/requests';
import type { CommandRecord } from '#libs/store';
import { randomUUID } from 'node:crypto';
import type { ConnectionContext } from '../connection-context.js';

export const NOT_KNOWN: CommandOutcome<never> = {
  result: 'unknown',
  message: 'The upstream was to be asked, and whether it did it is not known.',
};

/** null: this process stops before there is an outcome; the next worker of the connection continues. */
export type CommandResult<Done> = CommandOutcome<Done> | null;

/** What is to be done for a command. */
export interface Operation<Done> {
  /** Asks the upstream. `recordTaken`: it took the command, and what came of it is found out by this word; see `follow`. */
  begin(recordTaken: (followed: unknown) => Promise<void>): Promise<CommandResult<Done>>;
  /** Finds out what came of a command that an upstream took, without asking it to do anything. Absent: no word is left. */
  follow?(followed: unknown): Promise<CommandResult<Done>>;
}

/**
 * Carries out the commands of one connection, each at most once. The deduplication store decides, before admission: a command
 * that has begun is begun by no other process, and one that has ended keeps its outcome.
 */
export class AtMostOnce {
  private readonly inProgress = new Map<string, Promise<CommandResult<unknown>>>();

  /** `signal`: give up what is under way. */
  constructor(
    private readonly context: ConnectionContext,
    private readonly signal: AbortSignal,
  ) {}

  run<Done>(command: string, operation: Operation<Done>): Promise<CommandResult<Done>> {
    let run = this.inProgress.get(command);
    if (!run) {
      run = this.execute(command, operation).finally(() => this.inProgress.delete(command));
      this.inProgress.set(command, run);
    }
    return run as Promise<CommandResult<Done>>;
  }

  private async execute<Done>(command: string, operation: Operation<Done>): Promise<CommandResult<Done>> {
    const { store, settings, admission, now } = this.context;
    const refusal = admission.refusal();
    if (refusal) {
      const found = await store.commands.read(settings.name, command);
      return found === null ? { result: 'unavailable', ...refusal } : this.goOn(command, found, operation);
    }
    const token = randomUUID();
    const found = await store.commands.begin(settings.name, command, token, now());
    if (found !== null) return this.goOn(command, found, operation);
    const recordTaken = async (followed: unknown) => {
      await store.commands.follow(settings.name, command, token, followed);
    };
    return this.settle(command, token, await operation.begin(recordTaken));
  }

  /** The command has been begun before. It can be followed by anybody who cares for the connection. */
  private async goOn<Done>(
    command: string,
    found: CommandRecord,
    operation: Operation<Done>,
  ): Promise<CommandResult<Done>> {
    const { store, settings } = this.context;
    if (found.status !== 'begun' || found.followed === undefined || !operation.follow) return outcomeOf(found);
    const token = randomUUID();
    const isMine = await store.commands.takeOver(settings.name, command, found.by, token);
    if (!isMine) return outcomeOf(await store.commands.read(settings.name, command));
    return this.settle(command, token, await operation.follow(found.followed));
  }

  /** An upstream that has certainly not acted may be asked again under the same name. */
  private async settle<Done>(
    command: string,
    token: string,
    outcome: CommandResult<Done>,
  ): Promise<CommandResult<Done>> {
    const { store, settings } = this.context;
    if (outcome === null) return null;
    if (outcome.result !== 'unavailable') {
      await store.commands.finish(settings.name, command, token, outcome);
      return outcome;
    }
    await store.commands.forget(settings.name, command, token);
    return this.signal.aborted ? null : outcome;
  }
}

function outcomeOf<Done>(mark: CommandRecord | null): CommandOutcome<Done> {
  if (mark?.status === 'done') return mark.outcome as CommandOutcome<Done>;
  return mark?.status === 'withdrawn' ? { result: 'withdrawn' } : NOT_KNOWN;
}
