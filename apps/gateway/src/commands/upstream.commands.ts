import { withinMs, type CommandOutcome, type CommandRequests, type CommandWish } from '#libs/requests';
import { isStoreFailure, type CommandRecord, type Store } from '#libs/store';
import { randomUUID } from 'node:crypto';
import type { RequestCommand } from '../idempotency/request.command.js';

/** Milliseconds. */
export interface Patience {
  /** Until a worker has to have begun. */
  untilBegun: number;
  /** Until there has to be an outcome. */
  untilDone: number;
}

/** Of a gateway whose readers wait so long for an upstream: 5 s and 30 s where nothing else is configured. */
export const patienceOf = ({ readWaitMs }: { readWaitMs: number }): Patience => ({
  untilBegun: 2.5 * readWaitMs,
  untilDone: 15 * readWaitMs,
});

/** Longer than any clocks may differ. */
const SLACK_MS = 60_000;
const NOT_KNOWN: CommandOutcome<never> = {
  result: 'unknown',
  message: 'The upstream may have been asked, and what came of it is not known.',
};

/** Has workers carry commands out, and tells honestly what is known of each in the end. */
export class UpstreamCommands {
  constructor(
    private readonly store: Store,
    private readonly requests: CommandRequests,
    private readonly patience: Patience,
  ) {}

  /** Whether an earlier request under the same key had it begun. */
  async isKnown(connection: string, { name, isRepeated }: RequestCommand): Promise<boolean> {
    const mark = isRepeated ? await this.store.commands.read(connection, name) : null;
    return mark !== null && mark.status !== 'withdrawn';
  }

  /**
   * Carried out at most once. Whoever asks again under the same name hears what came of it the first time. A command that
   * no worker has begun in time will not be begun later. The command is told what the book says of it in the end.
   */
  async carryOut<Done>(connection: string, wish: CommandWish, command: RequestCommand): Promise<CommandOutcome<Done>> {
    command.give();
    const outcome = await this.outcome<Done>(connection, wish, command.name);
    if (outcome.result === 'done' || outcome.result === 'refused') command.settle();
    if (outcome.result !== 'unavailable' && outcome.result !== 'withdrawn') return outcome;
    return this.unlessBegun(connection, command, outcome);
  }

  /** What can be asked again without harm: where there is no worker, it is not waited for one. */
  async look<Done>(connection: string, wish: CommandWish, requester: string): Promise<CommandOutcome<Done>> {
    if (!(await this.store.board.isAttended(connection, this.store.clock.now()))) return { result: 'withdrawn' };
    const expiresAt = this.store.clock.now() + this.patience.untilBegun + SLACK_MS;
    const outcome = await this.requests.look<Done>(
      connection,
      { ...wish, command: randomUUID(), expiresAt, asker: requester },
      this.patience.untilBegun * 2,
    );
    return outcome ?? { result: 'withdrawn' };
  }

  private async outcome<Done>(connection: string, wish: CommandWish, command: string): Promise<CommandOutcome<Done>> {
    const known = await this.store.commands.read(connection, command);
    if (known !== null && known.status !== 'begun') return outcomeOf(known);
    const until = this.store.clock.now() + this.patience.untilDone;
    const expiresAt = until + SLACK_MS;
    const sealed = this.sealed(connection, command, wish);
    const asking = this.requests.ask<Done>(connection, { ...sealed, command, expiresAt }, this.patience.untilDone);
    const outcome = await withinMs(asking, this.patience.untilBegun);
    return outcome ?? this.outcomeUnlessIdle(connection, command, asking);
  }

  /** What a caller wants to be sent to the upstream waits in no queue in clear text, where there is a key. */
  private sealed(connection: string, command: string, wish: CommandWish): CommandWish {
    if (wish.does !== 'start' || typeof wish.steps === 'string') return wish;
    return { ...wish, steps: this.store.commands.encryptSteps(connection, command, wish.steps) };
  }

  /** Nobody has said anything so far: either nobody has begun, and nobody will, or it is waited for. */
  private async outcomeUnlessIdle<Done>(
    connection: string,
    command: string,
    asking: Promise<CommandOutcome<Done> | null>,
  ): Promise<CommandOutcome<Done>> {
    try {
      const before = await this.store.commands.withdraw(connection, command);
      if (before === null) return { result: 'withdrawn' };
      const outcome = before.status === 'begun' ? await asking : null;
      return outcome ?? outcomeOf(await this.store.commands.read(connection, command));
    } catch {
      // Redis has gone away since the command was given.
      return NOT_KNOWN;
    }
  }

  /** That nothing was done is certain once nobody can begin it any more; somebody may have begun it anew meanwhile. */
  private async unlessBegun<Done>(
    connection: string,
    command: RequestCommand,
    outcome: CommandOutcome<Done>,
  ): Promise<CommandOutcome<Done>> {
    try {
      const found = await this.store.commands.withdraw(connection, command.name);
      if (found !== null && found.status !== 'withdrawn') return outcomeOf(found);
      command.withdraw();
    } catch (error) {
      // Whoever repeats the request finds out.
      if (!isStoreFailure(error)) throw error;
    }
    return outcome;
  }
}

function outcomeOf<Done>(mark: CommandRecord | null): CommandOutcome<Done> {
  if (mark?.status === 'done') return mark.outcome as CommandOutcome<Done>;
  return mark?.status === 'withdrawn' ? { result: 'withdrawn' } : NOT_KNOWN;
}
