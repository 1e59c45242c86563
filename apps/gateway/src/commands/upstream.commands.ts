import { withinMs, type CommandOutcome, type CommandRequests, type CommandWish } from '#libs/requests';
import { isStoreFailure, type CommandRecord, type Store } from '#libs/store';
import { randomUUID } from 'node:crypto';
import type { RequestCommand } from '../idempotency/request.command.js';

/** Milliseconds. */
export interface Patience {
  /** Until a worker has to begin. */
  untilBegun: number;
  /** Until the outcome. */
  untilDone: number;
}

/** 5 s and 30 s by default. */
export const patienceOf = ({ readWaitMs }: { readWaitMs: number }): Patience => ({
  untilBegun: 2.5 * readWaitMs,
  untilDone: 15 * readWaitMs,
});

/** More than the clocks of processes differ. */
const SLACK_MS = 60_000;
const NOT_KNOWN: CommandOutcome<never> = {
  result: 'unknown',
  message: 'The upstream may have been asked, and what came of it is not known.',
};

/** Sends commands to workers, and reports what is known of the outcome. */
export class UpstreamCommands {
  constructor(
    private readonly store: Store,
    private readonly requests: CommandRequests,
    private readonly patience: Patience,
  ) {}

  /** Whether an earlier request under the same key started it. */
  async isKnown(connection: string, { name, isRepeated }: RequestCommand): Promise<boolean> {
    const mark = isRepeated ? await this.store.commands.read(connection, name) : null;
    return mark !== null && mark.status !== 'withdrawn';
  }

  /**
   * Carries a command out at most once: the same name returns the first outcome. A command that
   * no worker has begun in time will not be begun later. `command` gets the recorded progress in the end.
   */
  async carryOut<Done>(
    connection: string,
    request: CommandWish,
    command: RequestCommand,
  ): Promise<CommandOutcome<Done>> {
    command.give();
    const outcome = await this.outcome<Done>(connection, request, command.name);
    if (outcome.result === 'done' || outcome.result === 'refused') command.settle();
    if (outcome.result !== 'unavailable' && outcome.result !== 'withdrawn') return outcome;
    return this.unlessBegun(connection, command, outcome);
  }

  /** For requests that change nothing. Without a worker it does not wait. */
  async query<Done>(connection: string, request: CommandWish, requester: string): Promise<CommandOutcome<Done>> {
    if (!(await this.mayBeBegun(connection))) return { result: 'withdrawn' };
    const expiresAt = this.store.clock.now() + this.patience.untilBegun + SLACK_MS;
    const outcome = await this.requests.query<Done>(
      connection,
      { ...request, command: randomUUID(), expiresAt, asker: requester },
      this.patience.untilBegun * 2,
    );
    return outcome ?? { result: 'withdrawn' };
  }

  /** Whether a worker runs the connection, or one is there that may. */
  private async mayBeBegun(connection: string): Promise<boolean> {
    const { connectionStatus, leases, heartbeats, clock } = this.store;
    // The lease may lie on another node than the data of the connection.
    const [owner] = await Promise.all([leases.owner(connection), connectionStatus.read(connection)]);
    return owner !== null || heartbeats.mayAnyBeAlive(clock.now());
  }

  private async outcome<Done>(
    connection: string,
    request: CommandWish,
    command: string,
  ): Promise<CommandOutcome<Done>> {
    const known = await this.store.commands.read(connection, command);
    if (known !== null && known.status !== 'begun') return outcomeOf(known);
    const until = this.store.clock.now() + this.patience.untilDone;
    const expiresAt = until + SLACK_MS;
    const sealed = this.sealed(connection, command, request);
    const asking = this.requests.ask<Done>(connection, { ...sealed, command, expiresAt }, this.patience.untilDone);
    const outcome = await withinMs(asking, this.patience.untilBegun);
    return outcome ?? this.outcomeUnlessIdle(connection, command, asking);
  }

  /** With an encryption key, start requests are encrypted in queues. */
  private sealed(connection: string, command: string, request: CommandWish): CommandWish {
    if (request.does !== 'start' || typeof request.steps === 'string') return request;
    return { ...request, steps: this.store.commands.encryptSteps(connection, command, request.steps) };
  }

  /** No reply so far: either no worker has begun, and none will, or the outcome is awaited. */
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
      // Redis failed after the command was sent.
      return NOT_KNOWN;
    }
  }

  /** Certain only once no worker can begin it any more; one may have begun it meanwhile. */
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
      // A repeated request finds out.
      if (!isStoreFailure(error)) throw error;
    }
    return outcome;
  }
}

function outcomeOf<Done>(mark: CommandRecord | null): CommandOutcome<Done> {
  if (mark?.status === 'done') return mark.outcome as CommandOutcome<Done>;
  return mark?.status === 'withdrawn' ? { result: 'withdrawn' } : NOT_KNOWN;
}
