import { isAddressable } from '#libs/jobs';
import type { Started } from '#libs/providers';
import { type CommandOutcome, type StartDone } from '#libs/requests';
import { isStoreFailure } from '#libs/store';
import { pause } from '#libs/upstream';
import type { ConnectionContext } from '../connection-context.js';
import { NOT_KNOWN, type AtMostOnce, type CommandResult } from './at-most-once.js';
import { startWithinMs, WRITE_FOR_MS } from './start-deadline.js';
import { followStart, type FollowedStart } from './start-follower.js';
import { trackStartedRun } from './started-run.js';
import { outcomeOf, withAdmission } from './upstream-operation.js';

const CANNOT: CommandOutcome<never> = {
  result: 'refused',
  reason: 'unsupported',
  code: 'start-unsupported',
  message: 'The upstream cannot start jobs.',
};
const NOT_SEEN: CommandOutcome<never> = {
  result: 'unknown',
  message: 'The upstream took the start, but showed no new run in time.',
};
const WRITE_AGAIN_MS = 500;

/** Starts one job at a time upstream, and tracks it at once. */
export class Starter {
  constructor(
    private readonly context: ConnectionContext,
    private readonly once: AtMostOnce,
    private readonly signal: AbortSignal,
  ) {}

  start(command: string, step: unknown, labels: Record<string, string>): Promise<CommandResult<StartDone>> {
    if (!this.context.provider.start) return Promise.resolve(CANNOT);
    return this.once.run(command, {
      begin: (recordTaken) => this.begin(step, labels, recordTaken),
      follow: (followed) => this.follow(followed as FollowedStart, labels),
    });
  }

  private async begin(
    step: unknown,
    labels: Record<string, string>,
    recordTaken: (followed: FollowedStart) => Promise<void>,
  ): Promise<CommandResult<StartDone>> {
    const { provider, session, settings, logger, now } = this.context;
    const bounded = AbortSignal.any([this.signal, AbortSignal.timeout(startWithinMs(settings.limits))]);
    const acted = await withAdmission(this.context, () => provider.start!(session, step, bounded));
    if (!('done' in acted)) return outcomeOf(acted, this.context);
    if (!('taken' in acted.done)) return this.track(acted.done, labels);
    const followed = { taken: acted.done.taken, at: now() };
    await this.persistently(() => recordTaken(followed)).catch((error: unknown) => {
      // Another worker could not continue; this one can.
      logger.warn({ connection: settings.name, error: String(error) }, 'no word could be left of a start');
    });
    return this.follow(followed, labels);
  }

  private async follow(followed: FollowedStart, labels: Record<string, string>): Promise<CommandResult<StartDone>> {
    const started = await followStart(this.context, followed, this.signal);
    if (started === null) return null;
    return started === 'not-seen' ? NOT_SEEN : this.track(started, labels);
  }

  private async track(started: Started, labels: Record<string, string>): Promise<CommandOutcome<StartDone>> {
    const { settings, provider, logger, now } = this.context;
    const { key } = started;
    if (!isAddressable({ connection: settings.name, key }) || provider.descriptor.parseKey(key) === null) {
      logger.error({ connection: settings.name }, 'a job was started under a key that is none');
      return NOT_KNOWN;
    }
    const at = now();
    await this.persistently(() => trackStartedRun(this.context, started, labels, at));
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
