import type { Client } from 'openapi-fetch';
import { unwrap, GatewayTransport, type TransportOptions } from './gateway.transport.js';
import type { components, operations, paths } from './generated/openapi.js';
import { followJobs, type FollowedJob } from './job.follow.js';
import { watchJob } from './job.watch.js';
import { currentPosition, watchList, type EventFilter, type ListChange } from './list.watch.js';

export type Job = components['schemas']['Job'];
export type JobList = components['schemas']['JobList'];
export type TrackJob = components['schemas']['TrackJob'];
export type ListQuery = NonNullable<operations['listJobs']['parameters']['query']>;

export interface WatchOptions {
  /** Ends the watching with its reason. */
  signal?: AbortSignal;
}

/**
 * A gateway, seen by a caller. What the gateway refuses is thrown as a `GatewayProblem`, that it can't be reached as
 * `GatewayUnreachable`; watching retries while the gateway is unreachable for a moment.
 *
 * @publicApi
 */
export class Jobgate {
  private readonly exchange: GatewayTransport;

  constructor(options: TransportOptions) {
    this.exchange = new GatewayTransport(options);
  }

  /** Every operation of the OpenAPI document, typed. */
  get api(): Client<paths> {
    return this.exchange.api;
  }

  /** One job. An untracked job is polled and tracked; its state is `unknown` if the poll takes too long. */
  async job(id: string): Promise<Job> {
    const { data, error, response } = await this.api.GET('/jobs/{id}', { params: { path: { id } } });
    return unwrap({ data: data as Job | undefined, error, response });
  }

  /** One page; `nextCursor` leads to the next. */
  async list(query: ListQuery = {}): Promise<JobList> {
    return unwrap(await this.api.GET('/jobs', { params: { query } }));
  }

  async track(wish: TrackJob): Promise<Job> {
    return unwrap(await this.api.POST('/jobs', { body: wish }));
  }

  /** Asks for a job's end. Its state changes once that has been observed. */
  async cancel(id: string): Promise<Job> {
    return unwrap(await this.api.POST('/jobs/{id}/cancel', { params: { path: { id } } }));
  }

  /**
   * A job as it is and then each of its changes, the end last. By a stream of events; where the gateway has none, by
   * asking as often as it recommends. A pointer never ends.
   */
  watch(id: string, { signal }: WatchOptions = {}): AsyncGenerator<Job, void, undefined> {
    return watchJob(this.exchange, id, signal);
  }

  /** Where the stream of a list's changes is now: to be asked for before the list, and handed to `changes` after it. */
  place(filter: EventFilter = {}, { signal }: WatchOptions = {}): Promise<string | null> {
    return currentPosition(this.exchange, filter, signal);
  }

  /** Each change to a list from a place on; without a place, the latest thousand jobs first. Never ends by itself. */
  changes(
    filter: EventFilter,
    place: string | null,
    { signal }: WatchOptions = {},
  ): AsyncGenerator<ListChange, void, undefined> {
    return watchList(this.exchange, filter, place, signal);
  }

  /** The same of many jobs at once, in the order in which things happen; ends when all of them have. */
  follow(ids: readonly string[], { signal }: WatchOptions = {}): AsyncGenerator<FollowedJob, void, undefined> {
    return followJobs(this.exchange, ids, signal);
  }

  /** Waits until all of the jobs have ended; null for those that are not there, or not any more. */
  async waitFor(ids: readonly string[], options: WatchOptions = {}): Promise<Map<string, Job | null>> {
    const latest = new Map<string, Job | null>();
    for await (const { id, job } of this.follow(ids, options)) latest.set(id, job);
    return latest;
  }
}
