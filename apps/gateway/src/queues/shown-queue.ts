import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { AppJobScheduler, JobStatus, QueueJob } from '@bull-board/api/typings/app';
import { requestView } from './request.view.js';

export type Queue = ConstructorParameters<typeof BullMQAdapter>[0];
export type Held = NonNullable<Awaited<ReturnType<BullMQAdapter['getJob']>>>;

/** On one page, whatever the page is asked for. */
export const MAX_SHOWN = 100;

/** A queue as the board may show it: to be read and not to be changed. */
export class ShownQueue extends BullMQAdapter {
  constructor(
    private readonly name: string,
    queue: Queue,
  ) {
    super(queue, { readOnlyMode: true, allowRetries: false });
  }

  override getName(): string {
    return this.name;
  }

  override async getJob(id: string): Promise<Held | undefined> {
    const held = await super.getJob(id);
    return held && shown(held);
  }

  override async getJobs(statuses: JobStatus[], start = 0, end = MAX_SHOWN): Promise<Held[]> {
    const held = await super.getJobs(statuses, start, Math.min(end, start + MAX_SHOWN - 1));
    return held.map(shown);
  }

  /** Without job data. */
  override async getJobSchedulers(): Promise<Omit<AppJobScheduler, 'queueName'>[]> {
    const schedulers = await super.getJobSchedulers();
    return schedulers.map((scheduler) => ({ ...scheduler, template: undefined }));
  }

  /** They have none. */
  override getJobLogs(): Promise<string[]> {
    return Promise.resolve([]);
  }

  override getFlowProducer(): Promise<null> {
    return Promise.resolve(null);
  }
}

export function shown(held: Held): Held {
  const toJSON = held.toJSON.bind(held);
  held.toJSON = () => requestView(toJSON() as ReturnType<QueueJob['toJSON']>) as ReturnType<Held['toJSON']>;
  return held;
}
