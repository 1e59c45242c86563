import type { JobAddress } from '#libs/jobs';
import { observeRequestId, type ObserveOutcome } from './queue.js';
import { RequestLane, type QueueClient } from './request-lane.js';
import { withinMs } from './within.js';

export interface ObservationRequestsOptions {
  /** A new Redis connection for BullMQ each time it is called. */
  connect: () => QueueClient;
  /** BullMQ's key prefix of a connection. */
  prefix: (connection: string) => string;
}

/** A gateway's side of "look at this job now". One request per job at a time, however many ask, in however many processes. */
export class ObservationRequests {
  private readonly lanes = new Map<string, RequestLane>();
  private readonly underWay = new Map<string, Promise<ObserveOutcome | null>>();
  private isClosed = false;

  constructor(private readonly options: ObservationRequestsOptions) {}

  /**
   * Asks a worker to look at the job, and waits. null: no answer within `waitMs` (the request stands nevertheless), or
   * none to be had: Redis is away, or so many requests wait already that no worker can be serving them.
   * @param askedAt an observation made since then answers the request; EVER: any
   */
  async observe(address: JobAddress, waitMs: number, askedAt = Date.now()): Promise<ObserveOutcome | null> {
    if (this.isClosed) return null;
    const name = `${address.connection} ${observeRequestId({ key: address.key, askedAt })}`;
    let asked = this.underWay.get(name);
    if (!asked) {
      asked = this.ask(address, askedAt, waitMs).finally(() => this.underWay.delete(name));
      this.underWay.set(name, asked);
    }
    return withinMs(asked, waitMs);
  }

  /** Takes less than a second, whether Redis is there or not. */
  async close(): Promise<void> {
    this.isClosed = true;
    const lanes = [...this.lanes.values()];
    this.lanes.clear();
    await Promise.all(lanes.map((lane) => lane.close()));
  }

  private async ask({ connection, key }: JobAddress, askedAt: number, waitMs: number): Promise<ObserveOutcome | null> {
    try {
      return await this.lane(connection).ask({ key, askedAt }, waitMs);
    } catch {
      // Redis went away in between: no answer in time.
      return null;
    }
  }

  private lane(connection: string): RequestLane {
    const existing = this.lanes.get(connection);
    if (existing) return existing;
    const lane = new RequestLane(this.options.connect(), this.options.prefix(connection));
    this.lanes.set(connection, lane);
    return lane;
  }
}
