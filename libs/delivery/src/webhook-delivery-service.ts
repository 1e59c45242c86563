import { within } from '#libs/queue';
import { setMaxListeners } from 'node:events';
import { Courier } from './courier.js';
import type { DeliveryContext } from './delivery-context.js';
import { Dispatcher } from './dispatcher.js';
import type { Lane, Turn } from './lane.js';
import { LaneKeeper } from './lane-keeper.js';
import { SubscriptionStandings } from './subscription-standing.js';

/** While something waits: a delivery falls due, or its subscription is opened again. */
const CHECK_EVERY_MS = 200;
/** While nothing waits, in case an event was not reported. */
const CHECK_IDLE_EVERY_MS = 30_000;
/** Events that come within this time are handled together. */
const GATHER_MS = 50;
const AFTER_FAILURE_MS = 1_000;
const MOST_AT_ONCE = 64;
const EXTEND_EVERY_MS = 3_000;
const FINISH_WITHIN_MS = 3_000;
const CLOSE_WITHIN_MS = 1_500;

/** Delivers the webhooks of one connection, in the process that runs the connection. */
export class WebhookDeliveryService {
  private readonly standings: SubscriptionStandings;
  private readonly dispatcher: Dispatcher;
  private readonly courier: Courier;
  private readonly lanes: LaneKeeper;
  /** Aborted: begin nothing new. */
  private readonly stopping = new AbortController();
  /** Aborted: give up what is under way. */
  private readonly abandoning = new AbortController();
  private readonly delivering = new Set<Promise<void>>();
  private running: Promise<void> = Promise.resolve();
  private isWoken = false;
  private wakeUp: () => void = () => undefined;
  private isFailing = false;

  constructor(private readonly context: DeliveryContext) {
    setMaxListeners(0, this.abandoning.signal);
    this.standings = new SubscriptionStandings(context);
    this.dispatcher = new Dispatcher(context, this.standings);
    this.lanes = new LaneKeeper(context, this.standings);
    this.courier = new Courier(context, this.standings, this.lanes);
  }

  /** Starts nothing when it was stopped before. */
  start(): Promise<void> {
    if (!this.stopping.signal.aborted) this.running = this.run();
    return Promise.resolve();
  }

  /** There is an event in the stream of the connection, or a delivery has ended. */
  wake(): void {
    this.isWoken = true;
    this.wakeUp();
  }

  /** Finishes what is in hand, or leaves it to the next process; within about five seconds. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('stopping'));
    this.wakeUp();
    await within(this.running, FINISH_WITHIN_MS);
    this.abandoning.abort(new Error('abandoned'));
    await within(Promise.all(this.delivering), CLOSE_WITHIN_MS);
  }

  private async run(): Promise<void> {
    const { connection, logger } = this.context;
    const extending = setInterval(() => void this.lanes.extendLeases().catch(() => undefined), EXTEND_EVERY_MS);
    while (!this.stopping.signal.aborted) {
      this.isWoken = false;
      let waitMs = AFTER_FAILURE_MS;
      try {
        waitMs = await this.handleOnce();
        this.isFailing = false;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (!this.isFailing) logger.warn({ connection, error: message }, 'webhooks cannot be delivered');
        this.isFailing = true;
      }
      if (waitMs > 0) await this.sleep(GATHER_MS, false);
      if (waitMs > GATHER_MS) await this.sleep(waitMs - GATHER_MS, true);
    }
    await within(Promise.all(this.delivering), FINISH_WITHIN_MS);
    clearInterval(extending);
  }

  /** Returns after how long there is something to do again at the latest, milliseconds. */
  private async handleOnce(): Promise<number> {
    const { connection, store } = this.context;
    await this.standings.load();
    const mayBeMore = await this.dispatcher.dispatch();
    const pending = await store.outbox.pending(connection);
    const lanes = await this.lanes.take(pending, MOST_AT_ONCE - this.delivering.size);
    for (const lane of lanes) this.deliver(lane);
    await this.standings.save();
    if (mayBeMore) return 0;
    // Processes of an earlier version report no events.
    const isReported = (await store.forms.of('ownership')) > 1;
    return pending.length === 0 && isReported ? CHECK_IDLE_EVERY_MS : CHECK_EVERY_MS;
  }

  private deliver(lane: Lane): void {
    const { connection, logger } = this.context;
    const delivering: Promise<void> = this.courier
      .deliver(lane, this.abandoning.signal)
      .catch((error: unknown): Turn => {
        logger.warn({ connection, subscription: lane.subscription, error: String(error) }, 'a webhook delivery failed');
        return 'nothing';
      })
      .then((turn) => this.lanes.giveBack(lane, turn))
      .catch(() => undefined)
      .then(() => {
        this.delivering.delete(delivering);
        this.wake();
      });
    this.delivering.add(delivering);
  }

  /** @param canEndEarly ends as soon as something happens, or has happened already */
  private sleep(milliseconds: number, canEndEarly: boolean): Promise<void> {
    if (this.stopping.signal.aborted || (canEndEarly && this.isWoken)) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      this.wakeUp = () => {
        if (canEndEarly || this.stopping.signal.aborted) end();
      };
    });
  }
}
