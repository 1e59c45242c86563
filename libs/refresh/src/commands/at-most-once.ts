import type { CommandOutcome } from '#libs/requests';
import type { CommandMark } from '#libs/store';
import { randomUUID } from 'node:crypto';
import type { ConnectionContext } from '../connection-context.js';

export const NOT_KNOWN: CommandOutcome<never> = {
  result: 'unknown',
  message: 'The upstream was to be asked, and whether it did it is not known.',
};

/** null: this process has to stop before there is an outcome, and whoever cares for the connection next goes on. */
export type Carried<Done> = CommandOutcome<Done> | null;

/** What is to be done for a command. */
export interface Act<Done> {
  /** Asks the upstream. `leaveWord`: it took the command, and what came of it is found out by this word; see `follow`. */
  begin(leaveWord: (followed: unknown) => Promise<void>): Promise<Carried<Done>>;
  /** Finds out what came of a command that an upstream took, without asking it to do anything. Absent: no word is left. */
  follow?(followed: unknown): Promise<Carried<Done>>;
}

/**
 * Carries out the commands of one connection, each at most once. The command book alone decides, before anything else is
 * looked at: what was begun is begun by nobody else, what has ended is told as it ended, whatever the gate says.
 */
export class AtMostOnce {
  private readonly inHand = new Map<string, Promise<Carried<unknown>>>();

  /** `signal`: give up what is under way. */
  constructor(
    private readonly context: ConnectionContext,
    private readonly signal: AbortSignal,
  ) {}

  run<Done>(command: string, act: Act<Done>): Promise<Carried<Done>> {
    let run = this.inHand.get(command);
    if (!run) {
      run = this.carryOut(command, act).finally(() => this.inHand.delete(command));
      this.inHand.set(command, run);
    }
    return run as Promise<Carried<Done>>;
  }

  private async carryOut<Done>(command: string, act: Act<Done>): Promise<Carried<Done>> {
    const { store, settings, gate, now } = this.context;
    const obstacle = gate.obstacle();
    if (obstacle) {
      const found = await store.commands.read(settings.name, command);
      return found === null ? { result: 'unavailable', ...obstacle } : this.goOn(command, found, act);
    }
    const token = randomUUID();
    const found = await store.commands.begin(settings.name, command, token, now());
    if (found !== null) return this.goOn(command, found, act);
    const leaveWord = async (followed: unknown) => {
      await store.commands.follow(settings.name, command, token, followed);
    };
    return this.settle(command, token, await act.begin(leaveWord));
  }

  /** The command has been begun before. It can be followed by anybody who cares for the connection. */
  private async goOn<Done>(command: string, found: CommandMark, act: Act<Done>): Promise<Carried<Done>> {
    const { store, settings } = this.context;
    if (found.status !== 'begun' || found.followed === undefined || !act.follow) return outcomeOf(found);
    const token = randomUUID();
    const isMine = await store.commands.takeOver(settings.name, command, found.by, token);
    if (!isMine) return outcomeOf(await store.commands.read(settings.name, command));
    return this.settle(command, token, await act.follow(found.followed));
  }

  /** An upstream that has certainly not acted may be asked again under the same name. */
  private async settle<Done>(command: string, token: string, outcome: Carried<Done>): Promise<Carried<Done>> {
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

function outcomeOf<Done>(mark: CommandMark | null): CommandOutcome<Done> {
  if (mark?.status === 'done') return mark.outcome as CommandOutcome<Done>;
  return mark?.status === 'withdrawn' ? { result: 'withdrawn' } : NOT_KNOWN;
}
