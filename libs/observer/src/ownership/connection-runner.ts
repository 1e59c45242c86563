import { within, type QueueAccess } from '#libs/queue';
import type { ScheduleChange } from '#libs/store';
import { pause } from '#libs/upstream';
import { setMaxListeners } from 'node:events';
import { countEndedJobs } from '../admission/ended-jobs.js';
import { CommandConsumer } from '../commands/command-consumer.js';
import type { ConnectionContext } from '../connection-context.js';
import { DormantPointers } from '../pointers/dormant-pointers.js';
import { JobPoller } from '../polling/poll.js';
import { DueJobPoller } from '../scheduling/due-job-poller.js';
import { bringFutureChecksForward } from '../scheduling/future-checks.js';
import { PushSubscriptionManager } from '../push/push-subscription-manager.js';
import { ConnectionQueues } from '../requests/connection-queues.js';
import { ConnectionRequests } from '../requests/connection-requests.js';

/** What else is done for a connection by the process that runs it. */
export interface ConnectionExtension {
  /** Does nothing when it was stopped before. */
  start(): Promise<void>;
  /** There is an event in the stream of the connection. */
  wake(): void;
  /** Within about six seconds at most. */
  stop(): Promise<void>;
}

const FINISH_WITHIN_MS = 5_000;
const CLOSE_WITHIN_MS = 1_500;
const RETRY_AFTER_MS = 1_000;
/** At how many polls a second checks are brought forward where nothing limits them. */
const UNLIMITED_PER_SECOND = 200;

/** Runs one connection in this process: polls its jobs, carries out its commands, receives its pushed messages. */
export class ConnectionRunner {
  readonly requests: ConnectionRequests;
  private readonly jobPoller: JobPoller;
  private readonly commands: CommandConsumer;
  private readonly poller: DueJobPoller;
  private readonly pushSubscription: PushSubscriptionManager | null;
  private readonly dormant: DormantPointers;
  /** Aborted: start nothing new. */
  private readonly stopping = new AbortController();
  /** Aborted: give up what is under way. */
  private readonly abandoning = new AbortController();
  private queues: ConnectionQueues | null = null;
  private polling: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: ConnectionContext,
    private readonly queueAccess: QueueAccess,
    private readonly extension: ConnectionExtension | null = null,
  ) {
    // Every call under way listens to them: there may be as many as the connection allows.
    for (const { signal } of [this.stopping, this.abandoning]) setMaxListeners(0, signal);
    this.jobPoller = new JobPoller(context);
    this.commands = new CommandConsumer(context, this.abandoning.signal);
    this.requests = new ConnectionRequests(context, this.jobPoller, this.commands, this.abandoning.signal);
    this.poller = new DueJobPoller(context, this.jobPoller, this.commands.canceler);
    this.dormant = new DormantPointers(context);
    this.pushSubscription = context.push ? new PushSubscriptionManager(context, context.push, this.jobPoller) : null;
  }

  async start(): Promise<void> {
    const { admission, session } = this.context;
    const isRefusalLifted = await admission.load(
      () => session.isRefused(),
      session.connection.credentialsSince ?? null,
    );
    await countEndedJobs(this.context);
    await this.context.planning?.start();
    const { signal } = this.stopping;
    if (!signal.aborted) await this.adjustQueues();
    if (!signal.aborted) await bringFutureChecksForward(this.context, signal);
    if (isRefusalLifted && !signal.aborted) await this.pollSoon();
    if (!signal.aborted) this.polling = this.pollUntilStopped();
    if (!signal.aborted) this.commands.begin();
    if (!signal.aborted) this.dormant.start();
    if (!signal.aborted) await this.pushSubscription?.start();
    if (!signal.aborted) await this.extension?.start();
  }

  /** To be called every second or two. False: requests are taken no more, and the connection is to be started anew. */
  async maintain(): Promise<boolean> {
    this.context.admission.reportInFlight(this.context.session.busy);
    await this.adjustQueues();
    const isAlive = (await this.queues?.isAlive()) ?? true;
    const { settings, logger } = this.context;
    if (!isAlive) logger.error({ connection: settings.name }, 'requests are not taken from the queues any more');
    return isAlive;
  }

  /** A write to the connection's schedule or event stream. */
  changed({ dueAt, hasEvent }: ScheduleChange): void {
    if (dueAt !== null) this.poller.dueAt(dueAt);
    if (hasEvent) this.extension?.wake();
  }

  /** Reads what another process may have written. */
  async verify(): Promise<void> {
    this.extension?.wake();
    await this.poller.verify();
  }

  /** Finishes what is in hand, or gives it back; within about ten seconds at most, or so much longer as may be finished. */
  async stop(finishWithinMs: number = FINISH_WITHIN_MS): Promise<void> {
    this.stopping.abort(new Error('stopping'));
    const ending = [this.dormant.stop(), this.pushSubscription?.stop(), this.extension?.stop()];
    // Without Redis nothing can be finished, and BullMQ never ends what it begins to close in good order.
    const isForced = !(await this.isStoreThere());
    const closing = Promise.all([
      this.polling,
      this.requests.idle(),
      this.queues?.close(isForced),
      this.commands.stop(),
    ]);
    if (!isForced) await within(closing, finishWithinMs);
    this.abandoning.abort(new Error('abandoned'));
    await within(closing, CLOSE_WITHIN_MS);
    await within(Promise.all(ending), FINISH_WITHIN_MS);
    await within(this.poller.giveBack(), CLOSE_WITHIN_MS);
    await within(this.context.planning?.stop() ?? Promise.resolve(), CLOSE_WITHIN_MS);
    await within(this.context.session.close(), CLOSE_WITHIN_MS);
    this.queues?.disconnect();
  }

  private async isStoreThere(): Promise<boolean> {
    let isThere = false;
    const asking = this.context.store.isReachable().then((answer) => (isThere = answer));
    await within(asking, CLOSE_WITHIN_MS);
    return isThere;
  }

  private async pollUntilStopped(): Promise<void> {
    const { settings, logger } = this.context;
    const signals = { stopping: this.stopping.signal, abandoning: this.abandoning.signal };
    while (!signals.stopping.aborted) {
      await this.poller.poll(signals).catch(async (error: unknown) => {
        logger.error({ connection: settings.name, error }, 'polling failed and begins again');
        await pause(RETRY_AFTER_MS, signals.stopping).catch(() => undefined);
      });
    }
  }

  /** While processes of an earlier version are there, requests come through queues of the connection. */
  private async adjustQueues(): Promise<void> {
    const { store, settings, logger } = this.context;
    const isShared = (await store.formats.of('ownership')) > 1;
    if (this.stopping.signal.aborted || isShared === (this.queues === null)) return;
    if (!isShared) {
      this.queues = new ConnectionQueues(settings.name, this.requests, this.queueAccess, logger);
      return;
    }
    const queues = this.queues;
    this.queues = null;
    await within(queues?.close(false) ?? Promise.resolve(), CLOSE_WITHIN_MS);
    queues?.disconnect();
  }

  /** Checks were put off until the next try to log on, which would have been far away. */
  private async pollSoon(): Promise<void> {
    const { settings, store, now } = this.context;
    const at = now();
    const perSecond = settings.limits.requestsPerSecond ?? UNLIMITED_PER_SECOND;
    await store.schedule.hurry(settings.name, at, at, 1000 / perSecond);
  }
}
