import type { JobAddress, Moment } from '#libs/jobs';
import { withinMs } from '#libs/queue';
import { PollRequests } from './poll-requests.js';
import { OBSERVE, observeRequestId, type ObserveOutcome, type ObserveRequest } from './queue.js';
import { RequestRouter, type RequestRouterOptions } from './request-router.js';

/**
 * Requests of a gateway to poll a job now. Concurrent requests of a requester for a job share one, and a worker polls once for
 * the requests of all gateways.
 */
export class ObservationRequests {
  readonly router: RequestRouter;
  readonly polls: PollRequests;
  private readonly underWay = new Map<string, Promise<ObserveOutcome | null>>();
  private isClosed = false;

  constructor(options: RequestRouterOptions) {
    this.router = new RequestRouter(options);
    this.polls = new PollRequests(this.router);
  }

  /**
   * Asks a worker to poll the job, and waits. null: no answer within `waitMs` (the request remains queued), or
   * none to be had: Redis is away, or so many requests wait already that no worker can be serving them.
   * @param askedAt by the clock that workers go by; an observation made since then answers the request; EVER: any
   * @param requester as `requesterOf` says
   */
  async observe(
    address: JobAddress,
    waitMs: number,
    askedAt: Moment,
    requester: string,
  ): Promise<ObserveOutcome | null> {
    if (this.isClosed) return null;
    const request: ObserveRequest = { key: address.key, askedAt, asker: requester };
    const name = `${address.connection} ${observeRequestId(request)}`;
    let asked = this.underWay.get(name);
    if (!asked) {
      asked = this.ask(address.connection, request, requester, waitMs).finally(() => this.underWay.delete(name));
      this.underWay.set(name, asked);
    }
    return withinMs(asked, waitMs);
  }

  /** Takes less than a second, whether Redis is there or not. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.polls.close();
    await this.router.close();
  }

  private async ask(
    connection: string,
    request: ObserveRequest,
    requester: string,
    waitMs: number,
  ): Promise<ObserveOutcome | null> {
    try {
      const deduplication = observeRequestId(request);
      return await this.polls.ask(connection, requester, { name: OBSERVE, data: request, deduplication }, waitMs);
    } catch {
      // Redis went away in between: no answer in time.
      return null;
    }
  }
}
