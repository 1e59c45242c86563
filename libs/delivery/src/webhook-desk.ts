import { within, WorkerWatch, type QueueAccess, type QueueClient } from '#libs/queue';
import { Queue, Worker, type Job } from 'bullmq';
import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { Courier, type Turn } from './courier.js';
import type { DeliveryContext } from './delivery-context.js';
import { Dispatcher } from './dispatcher.js';
import { LaneKeeper, type Lane } from './lane-keeper.js';
import { SubscriptionStandings } from './subscription-standing.js';

/** Beside the queue in which the connection is refreshed. */
export const WEBHOOK_QUEUE = 'webhooks';
const DELIVER = 'deliver';
const LOOK_EVERY_MS = 200;
const AFTER_FAILURE_MS = 1_000;
/** What a killed process had in hand goes to the next one after its lock has ended and has been missed. */
const WORKING = { concurrency: 64, lockDuration: 6_000, stalledInterval: 3_000 };
/** Lanes hold the truth: what becomes of a job in the queue need not be remembered. */
const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true };
const FINISH_WITHIN_MS = 3_000;
const CLOSE_WITHIN_MS = 1_500;

/** The webhooks of one connection, in the hands of the process that has the connection in care. */
export class WebhookDesk {
  private readonly standings: SubscriptionStandings;
  private readonly dispatcher: Dispatcher;
  private readonly courier: Courier;
  private readonly lanes: LaneKeeper;
  /** Aborted: begin nothing new. */
  private readonly stopping = new AbortController();
  /** Aborted: give up what is under way. */
  private readonly abandoning = new AbortController();
  private client: QueueClient | null = null;
  private queue: Queue | null = null;
  private worker: Worker | null = null;
  private watch: WorkerWatch | null = null;
  private looking: Promise<void> | null = null;
  private wake: () => void = () => undefined;
  private isFailing = false;

  constructor(
    private readonly context: DeliveryContext,
    private readonly queueAccess: QueueAccess,
  ) {
    setMaxListeners(0, this.abandoning.signal);
    this.standings = new SubscriptionStandings(context);
    this.dispatcher = new Dispatcher(context, this.standings);
    this.courier = new Courier(context, this.standings);
    this.lanes = new LaneKeeper(context, this.standings);
  }

  /** Starts nothing when it was stopped before. */
  async start(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    const { connection, logger } = this.context;
    this.client = this.queueAccess.connect();
    const access = { prefix: this.queueAccess.prefix(connection), connection: this.client };
    this.queue = new Queue(WEBHOOK_QUEUE, access);
    const watch = new WorkerWatch(this.queue, WORKING.concurrency);
    this.watch = watch;
    this.worker = new Worker(WEBHOOK_QUEUE, (job) => watch.during(() => this.process(job)), { ...access, ...WORKING });
    const onError = (error: Error) => logger.warn({ connection, error: error.message }, 'webhook queue error');
    this.queue.on('error', onError);
    this.worker.on('error', onError);
    // Not before BullMQ has let go of the job: until then the same lane cannot be handed out again.
    this.worker.on('completed', (job, turn) => this.takeBack(job.data as Lane, turn as Turn));
    this.worker.on('failed', (job) => job && this.takeBack(job.data as Lane, 'nothing'));
    this.looking = this.lookOn();
  }

  /** To be asked every second or two. False: it hands out nothing any more, and is to be replaced. */
  async isAlive(): Promise<boolean> {
    return (await this.watch?.isAlive()) ?? true;
  }

  /** Finishes what is in hand, or leaves it to the next; within about six seconds. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('stopping'));
    this.wake();
    let isThere = false;
    await within(
      this.context.store.isReachable().then((answer) => (isThere = answer)),
      CLOSE_WITHIN_MS,
    );
    // BullMQ never ends what it begins to close in good order while Redis is away.
    const closing = Promise.all([this.worker?.close(!isThere), this.queue?.close(), this.looking]);
    if (isThere) await within(closing, FINISH_WITHIN_MS);
    this.abandoning.abort(new Error('abandoned'));
    await within(closing, CLOSE_WITHIN_MS);
    this.client?.disconnect();
  }

  private async lookOn(): Promise<void> {
    const { connection, logger } = this.context;
    while (!this.stopping.signal.aborted) {
      let waitMs = LOOK_EVERY_MS;
      try {
        await this.standings.load();
        const mayBeMore = await this.dispatcher.dispatch();
        await this.handOut();
        await this.standings.save();
        if (mayBeMore) waitMs = 0;
        this.isFailing = false;
      } catch (error) {
        waitMs = AFTER_FAILURE_MS;
        const message = error instanceof Error ? error.message : String(error);
        if (!this.isFailing) logger.warn({ connection, error: message }, 'webhooks could not be looked after');
        this.isFailing = true;
      }
      if (waitMs > 0) await this.nap(waitMs);
    }
  }

  /** Until something happens, or the time is over. */
  private nap(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async handOut(): Promise<void> {
    const lanes = await this.lanes.take();
    if (lanes.length === 0) return;
    await this.queue?.addBulk(
      lanes.map((lane) => ({ name: DELIVER, data: lane, opts: { jobId: jobIdOf(lane), ...JOB_OPTIONS } })),
    );
  }

  private async process({ data }: Job): Promise<Turn> {
    const { subscription, lane } = data as Lane;
    if (this.stopping.signal.aborted) return 'nothing';
    return this.courier.deliver(subscription, lane, this.abandoning.signal);
  }

  private takeBack(lane: Lane, turn: Turn): void {
    this.lanes.giveBack(lane, turn);
    this.wake();
  }
}

/** One job for each lane, however often it is asked for. BullMQ's custom ids take no colons. */
function jobIdOf({ subscription, lane }: Lane): string {
  return `l${createHash('sha256').update(`${subscription} ${lane}`).digest('base64url')}`;
}
