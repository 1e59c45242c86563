import type { Moment } from '#libs/jobs';
import type { CommandOutcome } from '#libs/requests';
import type { CommandMark, Store } from '#libs/store';
import { randomUUID } from 'node:crypto';

export const NOT_KNOWN: CommandOutcome<never> = {
  result: 'unknown',
  message: 'The upstream was to be asked, and whether it did it is not known.',
};

/** Carries commands of one connection out, each at most once: whoever was killed over one has it carried out by nobody. */
export class AtMostOnce {
  private readonly inHand = new Map<string, Promise<CommandOutcome<unknown>>>();

  constructor(
    private readonly connection: string,
    private readonly store: Store,
    private readonly now: () => Moment,
  ) {}

  /** `act` is called when nobody has begun the command before. The mark is in the store before it, its outcome after. */
  run<Done>(command: string, act: () => Promise<CommandOutcome<Done>>): Promise<CommandOutcome<Done>> {
    let run = this.inHand.get(command);
    if (!run) {
      run = this.begin(command, act).finally(() => this.inHand.delete(command));
      this.inHand.set(command, run);
    }
    return run as Promise<CommandOutcome<Done>>;
  }

  private async begin<Done>(command: string, act: () => Promise<CommandOutcome<Done>>): Promise<CommandOutcome<Done>> {
    const { commands } = this.store;
    const before = await commands.begin(this.connection, command, randomUUID(), this.now());
    if (before !== null) return outcomeOf(before);
    const outcome = await act();
    await commands.finish(this.connection, command, outcome);
    return outcome;
  }
}

function outcomeOf<Done>(mark: CommandMark): CommandOutcome<Done> {
  if (mark.status === 'done') return mark.outcome as CommandOutcome<Done>;
  return mark.status === 'begun' ? NOT_KNOWN : { result: 'withdrawn' };
}
