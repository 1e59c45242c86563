import type { JobAddress, Moment } from '#libs/jobs';
import { withinMs } from '#libs/queue';
import { LookRequests } from './look-requests.js';
import { OBSERVE, observeRequestId, type ObserveOutcome, type ObserveRequest } from './queue.js';
import { RequestLanes, type RequestLanesOptions } from './request-lanes.js';

/**
 * A gateway's side of "look at this job now". One request per job and asker at a time, however many ask, in however many
 * processes; the worker makes one look for all of them.
 */
export class ObservationRequests {
  readonly lanes: RequestLanes;
  readonly looks: LookRequests;
  private readonly underWay = new Map<string, Promise<ObserveOutcome | null>>();
  private isClosed = false;

  constructor(options: RequestLanesOptions) {
    this.lanes = new RequestLanes(options);
    this.looks = new LookRequests(this.lanes);
  }

  /**
   * Asks a worker to look at the job, and waits. null: no answer within `waitMs` (the request stands nevertheless), or
   * none to be had: Redis is away, or so many requests wait already that no worker can be serving them.
   * @param askedAt by the clock that workers go by; an observation made since then answers the request; EVER: any
   * @param asker as `askerOf` says
   */
  async observe(address: JobAddress, waitMs: number, askedAt: Moment, asker: string): Promise<ObserveOutcome | null> {
    if (this.isClosed) return null;
    const request: ObserveRequest = { key: address.key, askedAt, asker };
    const name = `${address.connection} ${observeRequestId(request)}`;
    let asked = this.underWay.get(name);
    if (!asked) {
      asked = this.ask(address.connection, request, asker, waitMs).finally(() => this.underWay.delete(name));
      this.underWay.set(name, asked);
    }
    return withinMs(asked, waitMs);
  }

  /** Takes less than a second, whether Redis is there or not. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.looks.close();
    await this.lanes.close();
  }

  private async ask(
    connection: string,
    request: ObserveRequest,
    asker: string,
    waitMs: number,
  ): Promise<ObserveOutcome | null> {
    try {
      const deduplication = observeRequestId(request);
      return await this.looks.ask(connection, asker, { name: OBSERVE, data: request, deduplication }, waitMs);
    } catch {
      // Redis went away in between: no answer in time.
      return null;
    }
  }
}
