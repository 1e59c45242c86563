import type { JobAddress } from '#libs/jobs';
import { Queue, QueueEvents, type ConnectionOptions } from 'bullmq';
import { OBSERVE, observeRequestId, QUEUE_NAME, type ObserveOutcome, type ObserveRequest } from './queue.js';

export interface ObservationRequestsOptions {
  /** A new Redis connection for BullMQ each time it is called. */
  connect: () => ConnectionOptions;
  /** BullMQ's key prefix of a connection. */
  prefix: (connection: string) => string;
}

interface Lane {
  queue: Queue;
  events: QueueEvents;
  close(): Promise<void>;
}

const CLOSE_TIMEOUT_MS = 1_000;

/** A gateway's side of "look at this job now". One request per job at a time, however many ask, in however many processes. */
export class ObservationRequests {
  private readonly lanes = new Map<string, Lane>();
  private readonly underWay = new Map<string, Promise<ObserveOutcome | null>>();

  constructor(private readonly options: ObservationRequestsOptions) {}

  /** Asks a worker to look at the job, and waits. null: no answer within `waitMs`; the request stands nevertheless. */
  async observe(address: JobAddress, waitMs: number): Promise<ObserveOutcome | null> {
    const name = `${address.connection}~${address.key}`;
    let asked = this.underWay.get(name);
    if (!asked) {
      asked = this.ask(address, waitMs).finally(() => this.underWay.delete(name));
      this.underWay.set(name, asked);
    }
    return withinMs(asked, waitMs);
  }

  async close(): Promise<void> {
    await Promise.all([...this.lanes.values()].map((lane) => withinMs(lane.close(), CLOSE_TIMEOUT_MS)));
    this.lanes.clear();
  }

  private async ask({ connection, key }: JobAddress, waitMs: number): Promise<ObserveOutcome | null> {
    try {
      const { queue, events } = this.lane(connection);
      const request: ObserveRequest = { key, askedAt: Date.now() };
      await events.waitUntilReady();
      const job = await queue.add(OBSERVE, request, {
        deduplication: { id: observeRequestId(key) },
        lifo: true,
        removeOnComplete: { age: 60, count: 1_000 },
        removeOnFail: { age: 60, count: 1_000 },
      });
      return (await job.waitUntilFinished(events, waitMs)) as ObserveOutcome;
    } catch {
      // A time-out, a request that ended before it could be waited for, Redis away: no answer in time, all of them.
      return null;
    }
  }

  private lane(connection: string): Lane {
    const existing = this.lanes.get(connection);
    if (existing) return existing;
    const settings = { prefix: this.options.prefix(connection) };
    const queue = new Queue(QUEUE_NAME, { ...settings, connection: this.options.connect() });
    const events = new QueueEvents(QUEUE_NAME, { ...settings, connection: this.options.connect() });
    queue.on('error', () => undefined);
    events.on('error', () => undefined);
    const lane = {
      queue,
      events,
      close: async () => {
        await Promise.all([events.close(), queue.close()]);
      },
    };
    this.lanes.set(connection, lane);
    return lane;
  }
}

/** The value, or null when it takes longer. */
function withinMs<Value>(value: Promise<Value>, milliseconds: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), milliseconds)));
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
}
