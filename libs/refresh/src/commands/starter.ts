import { isAddressable } from '#libs/jobs';
import type { Started } from '#libs/providers';
import { type CommandOutcome, type StartDone } from '#libs/requests';
import { isStoreFailure } from '#libs/store';
import { pause } from '#libs/upstream';
import { Committer } from '../committer.js';
import type { ConnectionContext } from '../connection-context.js';
import { NOT_KNOWN, type AtMostOnce } from './at-most-once.js';
import { outcomeOf, throughGate } from './upstream-act.js';

const CANNOT: CommandOutcome<never> = {
  result: 'refused',
  reason: 'unsupported',
  code: 'start-unsupported',
  message: 'The upstream cannot start jobs.',
};
/** A run that was started is written down, also when Redis is away for a moment. */
const WRITE_AGAIN_MS = 500;
const WRITE_FOR_MS = 20_000;

/** Starts one job at a time upstream, and tracks it at once. */
export class Starter {
  private readonly committer: Committer;

  constructor(
    private readonly context: ConnectionContext,
    private readonly once: AtMostOnce,
    private readonly signal: AbortSignal,
  ) {
    this.committer = new Committer(context);
  }

  start(command: string, step: unknown, labels: Record<string, string>): Promise<CommandOutcome<StartDone>> {
    const { provider, session, gate } = this.context;
    const { start } = provider;
    if (!start) return Promise.resolve(CANNOT);
    const obstacle = gate.obstacle();
    if (obstacle) return Promise.resolve({ result: 'unavailable', ...obstacle });
    return this.once.run(command, async () => {
      const acted = await throughGate(this.context, () => start.call(provider, session, step, this.signal));
      if (!('done' in acted)) return outcomeOf(acted, this.context);
      return this.track(acted.done, labels);
    });
  }

  private async track(started: Started, labels: Record<string, string>): Promise<CommandOutcome<StartDone>> {
    const { settings, provider, logger, now } = this.context;
    const { key } = started;
    if (!isAddressable({ connection: settings.name, key }) || provider.descriptor.parseKey(key) === null) {
      logger.error({ connection: settings.name }, 'a job was started under a key that is none');
      return NOT_KNOWN;
    }
    const at = now();
    await this.persistently(() => this.committer.started(started, labels, at));
    logger.info({ connection: settings.name, key }, 'job started');
    return { result: 'done', done: { key } };
  }

  private async persistently(write: () => Promise<void>): Promise<void> {
    for (const until = Date.now() + WRITE_FOR_MS; ;) {
      try {
        return await write();
      } catch (error) {
        if (!isStoreFailure(error) || Date.now() > until || this.signal.aborted) throw error;
        await pause(WRITE_AGAIN_MS, this.signal).catch(() => undefined);
      }
    }
  }
}
