import {
  COMMAND,
  LOOKS_QUEUE,
  OBSERVE,
  QUEUE_NAME,
  scheduleSweeps,
  SHARE_USED,
  SWEEP,
  type CommandOutcome,
  type CommandRequest,
  type ObserveOutcome,
  type ObserveRequest,
} from '#libs/requests';
import { isFrozen, isObservedSince } from '#libs/jobs';
import { within, type QueueAccess, type QueueClient } from '#libs/queue';
import { inTrace, SpanKind } from '#libs/telemetry';
import { WaitingError, type Job } from 'bullmq';
import { setMaxListeners } from 'node:events';
import { countEndedJobs } from './admission/ended-jobs.js';
import { PollShares } from './admission/poll-shares.js';
import { CommandConsumer } from './commands/command-consumer.js';
import type { ConnectionContext, ConnectionSettings } from './connection-context.js';
import { DormantPointers } from './pointers/dormant-pointers.js';
import { bringFutureChecksForward } from './polling/future-checks.js';
import { JobPoller } from './polling/poll.js';
import { PushSubscriptionManager } from './push/push-subscription-manager.js';
import { RequestWorker, type RequestEvents } from './request-worker.js';
import { Sweeper } from './sweeper.js';

/** What else is done for a connection by the process that has it in care. */
export interface CareCompanion {
  /** Does nothing when it was stopped before. */
  start(): Promise<void>;
  /** To be asked every second or two. False: it does nothing any more, and is to be replaced. */
  isAlive(): Promise<boolean>;
  /** Within about six seconds at most. */
  stop(): Promise<void>;
}

/** Sweeps are due every second; without one for so long, something has lost their schedule. */
const SWEEPS_MISSED_AFTER_MS = 10_000;
/**
 * Requests of readers wait for each other only within the connection's own limits. One that a killed worker had in hand
 * goes to the next after its lock has ended and has been missed: nobody else can ask for the same job until then.
 */
const REQUEST_CARE = { concurrency: 64, lockDuration: 6_000, stalledInterval: 3_000 };
/** Looks wait for the share of their asker here: that takes places, and nothing else. */
const LOOK_CARE = { ...REQUEST_CARE, concurrency: 256 };
const SCHEDULED_WITHIN_MS = 3_000;
const FINISH_WITHIN_MS = 5_000;
/** At how many looks a second checks are brought forward where nothing limits them. */
const UNLIMITED_PER_SECOND = 200;
const CLOSE_WITHIN_MS = 1_500;

/** Nothing was learned: this process is about to end, or another one's look that this one waited for came to nothing. */
const GIVEN_UP: ObserveOutcome = { result: 'trouble', kind: 'unreachable', code: 'aborted', retryAfterMs: null };

const shareUsed = (retryAfterMs: number) => ({ kind: 'throttled', code: SHARE_USED, retryAfterMs }) as const;

/** One connection in the care of this process: its BullMQ workers, its sweeps, the requests of its readers. */
export class ConnectionCare {
  private readonly poller: JobPoller;
  private readonly commands: CommandConsumer;
  private readonly sweeper: Sweeper;
  private readonly pushSubscription: PushSubscriptionManager | null;
  private readonly dormant: DormantPointers;
  /** Aborted: start nothing new. */
  private readonly stopping = new AbortController();
  /** Aborted: give up what is under way. */
  private readonly abandoning = new AbortController();
  private readonly underWay = new Map<string, Promise<ObserveOutcome>>();
  private client: QueueClient | null = null;
  /** Of sweeps and commands. */
  private requests: RequestWorker | null = null;
  private looks: RequestWorker | null = null;
  private readonly shares: PollShares;
  private isSweeping = false;
  private sweptAt = 0;
  /** And no sweep has come since. */
  private isScheduledAnew = false;

  constructor(
    private readonly context: ConnectionContext,
    private readonly queueAccess: QueueAccess,
    private readonly companion: CareCompanion | null = null,
  ) {
    // Every call under way listens to them: there may be as many as the connection allows.
    for (const { signal } of [this.stopping, this.abandoning]) setMaxListeners(0, signal);
    this.poller = new JobPoller(context);
    this.shares = new PollShares(context.settings.limits, context.shares ?? { polls: null });
    this.commands = new CommandConsumer(context, this.abandoning.signal);
    this.sweeper = new Sweeper(context, this.poller, this.commands.canceler);
    this.dormant = new DormantPointers(context);
    this.pushSubscription = context.push ? new PushSubscriptionManager(context, context.push, this.poller) : null;
  }

  get limits(): ConnectionSettings['limits'] {
    return this.context.settings.limits;
  }

  async start(): Promise<void> {
    const { settings, admission, session, logger } = this.context;
    const isForgiven = await admission.load(() => session.isRefused(), session.connection.credentialsSince ?? null);
    await countEndedJobs(this.context);
    await this.context.planning?.start();
    if (this.stopping.signal.aborted) return;
    const prefix = this.queueAccess.prefix(settings.name);
    this.client = this.queueAccess.connect();
    const access = { prefix, connection: this.client };
    const handle = (job: Job, token?: string) => this.process(job, token);
    const events: RequestEvents = {
      troubled: ({ message }) => logger.warn({ connection: settings.name, error: message }, 'queue error'),
      failed: (job, error) =>
        logger.error({ connection: settings.name, request: job?.name, id: job?.id, error }, 'a request failed'),
    };
    this.requests = new RequestWorker(QUEUE_NAME, { ...access, ...REQUEST_CARE }, handle, events);
    this.looks = new RequestWorker(LOOKS_QUEUE, { ...access, ...LOOK_CARE }, handle, events);
    // Put in place anew by each new carer: whatever a killed one left of the last iteration does not matter.
    const { signal } = this.stopping;
    await this.scheduleSweeps();
    if (!signal.aborted) await bringFutureChecksForward(this.context, signal);
    if (isForgiven && !signal.aborted) await this.lookSoon();
    if (!signal.aborted) this.commands.begin();
    if (!signal.aborted) this.dormant.start();
    if (!signal.aborted) await this.pushSubscription?.start();
    if (!signal.aborted) await this.companion?.start();
  }

  /** For onlookers: to be called every second or two. */
  tellHowBusy(): void {
    this.context.admission.reportInFlight(this.context.session.busy);
  }

  /**
   * To be called every second or two. False: requests, sweeps or webhooks are taken no more, and the connection is to be
   * taken anew, with clients of its own.
   */
  async keepUp(): Promise<boolean> {
    const parts = {
      requests: (await this.requests?.isAlive()) ?? true,
      looks: (await this.looks?.isAlive()) ?? true,
      sweeps: await this.keepSweeping(),
      webhooks: (await this.companion?.isAlive()) ?? true,
    };
    const dead = Object.entries(parts).flatMap(([part, isAlive]) => (isAlive ? [] : [part]));
    const connection = this.context.settings.name;
    if (dead.length > 0) this.context.logger.error({ connection, dead }, 'no work is taken from the queue any more');
    return dead.length === 0;
  }

  /**
   * Puts the schedule of sweeps in place again when they have ceased, as after a Redis that forgot everything. False: none
   * has come since then either.
   */
  private async keepSweeping(): Promise<boolean> {
    const isRecent = this.context.now() - this.sweptAt < SWEEPS_MISSED_AFTER_MS;
    if (this.requests === null || this.isSweeping || isRecent) return true;
    if (this.isScheduledAnew) return false;
    this.context.logger.warn({ connection: this.context.settings.name }, 'sweeps have ceased and are scheduled anew');
    this.isScheduledAnew = true;
    // Over a connection that is open and dead it would never end.
    await within(this.scheduleSweeps(), SCHEDULED_WITHIN_MS);
    return true;
  }

  /** Finishes what is in hand, or gives it back; within about ten seconds at most, or so much longer as may be finished. */
  async stop(finishWithinMs: number = FINISH_WITHIN_MS): Promise<void> {
    this.stopping.abort(new Error('stopping'));
    const waking = this.dormant.stop();
    const silence = this.pushSubscription?.stop() ?? Promise.resolve();
    const farewell = this.companion?.stop() ?? Promise.resolve();
    // Without Redis nothing can be finished, and BullMQ never ends what it begins to close in good order.
    const isForced = !(await this.isStoreThere());
    const closing = Promise.all([this.requests?.close(isForced), this.looks?.close(isForced), this.commands.stop()]);
    if (!isForced) await within(closing, finishWithinMs);
    this.abandoning.abort(new Error('abandoned'));
    await within(closing, CLOSE_WITHIN_MS);
    await within(silence, CLOSE_WITHIN_MS);
    await within(waking, CLOSE_WITHIN_MS);
    await within(farewell, FINISH_WITHIN_MS);
    await within(this.sweeper.giveBack(), CLOSE_WITHIN_MS);
    await within(this.context.planning?.stop() ?? Promise.resolve(), CLOSE_WITHIN_MS);
    await within(this.context.session.close(), CLOSE_WITHIN_MS);
    this.client?.disconnect();
  }

  private async isStoreThere(): Promise<boolean> {
    let isThere = false;
    const asking = this.context.store.isReachable().then((answer) => (isThere = answer));
    await within(asking, CLOSE_WITHIN_MS);
    return isThere;
  }

  private async scheduleSweeps(): Promise<void> {
    this.sweptAt = this.context.now();
    if (this.requests) await scheduleSweeps(this.requests.queue);
  }

  /** Checks were put off until the next try to log on, which would have been far away. */
  private async lookSoon(): Promise<void> {
    const { settings, store, now } = this.context;
    const at = now();
    await store.schedule.hurry(
      settings.name,
      at,
      at,
      1000 / (settings.limits.requestsPerSecond ?? UNLIMITED_PER_SECOND),
    );
  }

  private async process(job: Job, token?: string): Promise<unknown> {
    if (job.name === SWEEP) return this.sweep();
    const attributes = { 'jobgate.connection': this.context.settings.name };
    if (job.name === OBSERVE) {
      const request = job.data as ObserveRequest;
      return inTrace(request.trace, 'observe', SpanKind.CONSUMER, attributes, () => this.observe(request));
    }
    if (job.name === COMMAND) {
      const request = job.data as CommandRequest;
      const handle = () => this.command(request);
      const outcome = await inTrace(request.trace, request.does, SpanKind.CONSUMER, attributes, handle);
      return outcome ?? this.handOn(job, token);
    }
    throw new Error(`Nothing handles requests named ${job.name}.`);
  }

  /** Puts a request back into the queue, for whoever cares for the connection next. */
  private async handOn(job: Job, token?: string): Promise<never> {
    await job.moveToWait(token);
    throw new WaitingError();
  }

  /**
   * The first request to sweep goes on until care ends: were each sweep to wait for its turn in the queue, many readers
   * would keep it from ever coming. The later requests find it under way, or take its place after a failure.
   */
  private async sweep(): Promise<void> {
    const signals = { stopping: this.stopping.signal, abandoning: this.abandoning.signal };
    if (this.isSweeping) return;
    this.isSweeping = true;
    this.isScheduledAnew = false;
    try {
      await this.sweeper.sweep(signals);
    } finally {
      this.isSweeping = false;
      this.sweptAt = this.context.now();
    }
  }

  /** One look for all who ask for the same job; none at all when a look since then has answered it already. */
  private async observe(request: ObserveRequest): Promise<ObserveOutcome> {
    const { key, asker } = request;
    const isUnderWay = this.underWay.has(key);
    // Who joins another one's look takes nothing, and must not be refused because that one was.
    const admitted = isUnderWay || asker === undefined ? null : await this.shares.enter(asker, this.abandoning.signal);
    if (admitted !== null && 'retryAfterMs' in admitted)
      return { result: 'trouble', ...shareUsed(admitted.retryAfterMs) };
    let look = this.underWay.get(key);
    if (!look) {
      look = this.lookNow(request).finally(() => this.underWay.delete(key));
      this.underWay.set(key, look);
    }
    return look.finally(() => admitted?.leave());
  }

  /** What changes nothing is a look, too, and taken from the share of whoever asks. */
  private async command(request: CommandRequest): Promise<CommandOutcome | null> {
    if (request.asker === undefined) return this.commands.handle(request);
    const admitted = await this.shares.enter(request.asker, this.abandoning.signal);
    if (admitted === null) return null;
    if ('leave' in admitted) return this.commands.handle(request).finally(admitted.leave);
    const message = 'The caller has used up their share of the calls to this upstream.';
    return { result: 'unavailable', message, ...shareUsed(admitted.retryAfterMs) };
  }

  private async lookNow({ key, askedAt }: ObserveRequest): Promise<ObserveOutcome> {
    const { store, settings, now } = this.context;
    const address = { connection: settings.name, key };
    const known = await store.jobs.read(address);
    if (known === null && (await store.jobs.isAbsenceCached(address))) return { result: 'not-found' };
    if (known !== null) {
      const { state, kind } = known.record;
      const isSettled = kind === 'run' && isFrozen(state);
      if (isSettled || isObservedSince(known.record, askedAt, now())) return { result: 'observed' };
    }
    const [polled] = this.poller.poll([{ key, known }], { source: 'demand', signal: this.abandoning.signal });
    return (await polled!.outcome) ?? GIVEN_UP;
  }
}
