import { applyUpstreamDeletion } from '#libs/jobs';
import type { OperationResult } from '#libs/providers';
import type { CommandRequest, CommandWish } from '#libs/requests';
import { withPriority } from '#libs/upstream';
import type { ConnectionContext } from '../connection-context.js';
import { AtMostOnce, type CommandResult } from './at-most-once.js';
import { Canceler } from './canceler.js';
import { SequenceRunner } from './sequence-runner.js';
import { Starter } from './starter.js';
import { outcomeOf, withAdmission } from './upstream-operation.js';

type Wish<Does extends CommandWish['does']> = Extract<CommandWish, { does: Does }>;

/** Nobody can do what cannot be read. */
const UNREADABLE: CommandResult<never> = {
  result: 'unavailable',
  kind: 'malformed',
  code: 'request-unreadable',
  message: 'The worker cannot read what it is to start: its redis.encryptionKey is another one.',
  retryAfterMs: null,
};

/** Serves the commands of one connection, in its session and through its admission control. Commands wait for no poll. */
export class CommandConsumer {
  readonly canceler: Canceler;
  private readonly commandContext: ConnectionContext;
  private readonly once: AtMostOnce;
  private readonly starter: Starter;
  private readonly sequences: SequenceRunner;

  /** `signal`: give up what is under way. */
  constructor(
    private readonly context: ConnectionContext,
    private readonly signal: AbortSignal,
  ) {
    this.commandContext = { ...context, session: withPriority(context.session) };
    this.once = new AtMostOnce(this.commandContext, signal);
    this.canceler = new Canceler(this.commandContext, signal);
    this.starter = new Starter(this.commandContext, this.once, signal);
    this.sequences = new SequenceRunner(this.commandContext, this.starter);
  }

  begin(): void {
    if (this.context.provider.start) this.sequences.begin();
  }

  /** Nothing new is begun; resolves when what is in hand has come to its end. */
  async stop(): Promise<void> {
    await Promise.all([this.sequences.stop(), this.canceler.idle()]);
  }

  /** null: this process has to stop, and the next worker of the connection handles the request. */
  async handle(request: CommandRequest): Promise<CommandResult<unknown>> {
    const { store, settings, now } = this.context;
    if (request.does === 'cancel') return this.canceler.cancel(request.key);
    if (now() > request.expiresAt) {
      const found = await store.commands.withdraw(settings.name, request.command);
      if (found === null) return { result: 'withdrawn' };
    }
    switch (request.does) {
      case 'start':
        return this.start(request.command, request);
      case 'delete':
        return this.delete(request.command, request);
      case 'list':
      case 'runs':
        return this.read(request);
    }
  }

  private async start(command: string, { steps, caller }: Wish<'start'>): Promise<CommandResult<unknown>> {
    const opened = this.context.store.commands.decryptSteps(this.context.settings.name, command, steps);
    return opened === null ? UNREADABLE : this.sequences.first(command, caller, opened);
  }

  private delete(command: string, { key }: Wish<'delete'>): Promise<CommandResult<unknown>> {
    const { provider, session, store, settings, now } = this.commandContext;
    const begin = async (): Promise<CommandResult<null>> => {
      const acted = await withAdmission(this.commandContext, () =>
        provider.delete ? provider.delete(session, { key, kind: 'run' }, this.signal) : cannot(),
      );
      const isGone = 'done' in acted || ('refused' in acted && acted.refused.reason === 'not-found');
      if (!isGone) return outcomeOf(acted, this.context);
      await store.jobs.update({ connection: settings.name, key }, (current) =>
        current === null ? null : { revised: applyUpstreamDeletion(current.record, now()) },
      );
      return { result: 'done', done: null };
    };
    return this.once.run(command, { begin });
  }

  private async read(wish: Wish<'list'> | Wish<'runs'>): Promise<CommandResult<unknown>> {
    const { provider, session } = this.context;
    const acted = await withAdmission(this.context, () => {
      if (wish.does === 'list') return provider.list ? provider.list(session, this.signal) : cannot();
      const { key, offset, limit } = wish;
      const ref = { key, kind: 'pointer' as const };
      return provider.runs ? provider.runs(session, ref, { offset, limit }, this.signal) : cannot();
    });
    return 'done' in acted ? { result: 'done', done: acted.done } : outcomeOf(acted, this.context);
  }
}

/** Gateways ask for nothing that the descriptor does not offer: one of another version did. */
async function cannot(): Promise<OperationResult<never>> {
  return {
    refused: { reason: 'unsupported', code: 'unsupported', message: 'The upstream cannot do that.' },
    exchange: null,
  };
}
