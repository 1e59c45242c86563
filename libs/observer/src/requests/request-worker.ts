import { WorkerWatch, type QueueClient } from '#libs/queue';
import { Queue, Worker, type Job, type WorkerOptions } from 'bullmq';

export interface RequestWorkerOptions extends Pick<WorkerOptions, 'prefix' | 'lockDuration' | 'stalledInterval'> {
  connection: QueueClient;
  /** How many requests are in hand at a time. */
  concurrency: number;
}

export interface RequestEvents {
  troubled(error: Error): void;
  failed(job: Job | undefined, error: Error): void;
}

/** Takes the requests of one queue. */
export class RequestWorker {
  readonly queue: Queue;
  private readonly worker: Worker;
  private readonly watch: WorkerWatch;

  constructor(
    name: string,
    options: RequestWorkerOptions,
    handle: (job: Job, token?: string) => Promise<unknown>,
    { troubled, failed }: RequestEvents,
  ) {
    const { prefix, connection, concurrency } = options;
    this.queue = new Queue(name, { ...(prefix === undefined ? {} : { prefix }), connection });
    this.watch = new WorkerWatch(this.queue, concurrency);
    this.worker = new Worker(name, (job, token) => this.watch.during(() => handle(job, token)), options);
    this.queue.on('error', troubled);
    this.worker.on('error', troubled);
    this.worker.on('failed', failed);
  }

  /** To be asked every second or two. False: requests are taken no more. */
  isAlive(): Promise<boolean> {
    return this.watch.isAlive();
  }

  /** @param isForced what is in hand is not waited for */
  async close(isForced: boolean): Promise<void> {
    await Promise.all([this.worker.close(isForced), this.queue.close()]);
  }

  /** Removes both queues of a worker, with all that is in them. */
  static async remove(prefix: string, connection: QueueClient): Promise<void> {
    for (const name of ['commands', 'polls']) {
      const queue = new Queue(name, { prefix, connection });
      queue.on('error', () => undefined);
      await queue.obliterate({ force: true }).finally(() => queue.close());
    }
  }
}
