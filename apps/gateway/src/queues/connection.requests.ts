import type { JobCounts, JobStatus } from '@bull-board/api/typings/app';
import type { JobType } from 'bullmq';
import { MAX_SHOWN, shown, ShownQueue, type Held, type Queue } from './shown-queue.js';

/** Of one queue; requests for a connection behind so many others are not found. */
const MOST_SEARCHED = 1_000;

/** The requests for one connection, in whichever queues they are, as one queue. */
export class ConnectionRequests extends ShownQueue {
  private readonly queues: readonly Queue[];

  /**
   * @param own queues for this connection alone
   * @param shared queues for others as well
   */
  constructor(
    private readonly connection: string,
    private readonly own: readonly [Queue, ...Queue[]],
    shared: readonly Queue[],
  ) {
    super(connection, own[0]);
    this.queues = [...own, ...shared];
  }

  override async getJob(id: string): Promise<Held | undefined> {
    for (const queue of this.queues) {
      const held = (await queue.getJob(id)) as Held | undefined;
      if (held !== undefined && this.isOfConnection(queue, held)) return shown(held);
    }
    return undefined;
  }

  override async getJobs(statuses: JobStatus[], start = 0, end = MAX_SHOWN): Promise<Held[]> {
    const found = await this.find(statuses);
    return found.slice(start, Math.min(end + 1, start + MAX_SHOWN)).map(shown);
  }

  override async getJobCounts(): Promise<JobCounts> {
    const counts = await super.getJobCounts();
    for (const status of Object.keys(counts) as (keyof JobCounts & JobStatus)[]) {
      counts[status] = (await this.find([status])).length;
    }
    return counts;
  }

  private async find(statuses: JobStatus[]): Promise<Held[]> {
    const found = await Promise.all(
      this.queues.map(async (queue) => {
        const jobs = (await queue.getJobs(statuses as JobType[], 0, MOST_SEARCHED - 1)) as Held[];
        return jobs.filter((held) => this.isOfConnection(queue, held));
      }),
    );
    return found.flat();
  }

  private isOfConnection(queue: Queue, held: Held): boolean {
    return this.own.includes(queue) || (held.data as { connection?: string }).connection === this.connection;
  }
}
