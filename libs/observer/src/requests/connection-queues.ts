import type { QueueAccess, QueueClient } from '#libs/queue';
import {
  COMMAND,
  CONNECTION_QUEUES,
  OBSERVE,
  CONNECTION_POLL_CYCLE,
  type CommandRequest,
  type ObserveRequest,
} from '#libs/requests';
import { WaitingError, type Job } from 'bullmq';
import type { Logger } from 'pino';
import type { ConnectionRequests } from './connection-requests.js';
import { RequestWorker } from './request-worker.js';

const LOCKS = { lockDuration: 6_000, stalledInterval: 3_000 };
const IN_HAND = { polls: 256, commands: 64 } as const;

/** Takes requests from the queues that a connection has of its own, in form 1 of `ownership`. */
export class ConnectionQueues {
  private readonly client: QueueClient;
  private readonly workers: RequestWorker[];

  constructor(
    private readonly connection: string,
    private readonly requests: ConnectionRequests,
    queueAccess: QueueAccess,
    logger: Logger,
  ) {
    this.client = queueAccess.connect();
    const access = { prefix: queueAccess.prefix(connection), connection: this.client, ...LOCKS };
    const handle = (job: Job, token?: string) => this.handle(job, token);
    const events = {
      troubled: ({ message }: Error) => logger.warn({ connection, error: message }, 'queue error'),
      failed: (job: Job | undefined, error: Error) =>
        logger.error({ connection, request: job?.name, id: job?.id, error }, 'a request failed'),
    };
    this.workers = (['commands', 'polls'] as const).map(
      (kind) => new RequestWorker(CONNECTION_QUEUES[kind], { ...access, concurrency: IN_HAND[kind] }, handle, events),
    );
  }

  async isAlive(): Promise<boolean> {
    const alive = await Promise.all(this.workers.map((worker) => worker.isAlive()));
    return alive.every(Boolean);
  }

  /** @param isForced what is in hand is not waited for */
  async close(isForced: boolean): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close(isForced)));
  }

  disconnect(): void {
    this.client.disconnect();
  }

  private async handle(job: Job, token?: string): Promise<unknown> {
    // Left by a worker of an earlier version.
    if (job.name === CONNECTION_POLL_CYCLE) return null;
    if (job.name === OBSERVE) return this.requests.poll(job.data as ObserveRequest);
    if (job.name !== COMMAND) throw new Error(`Nothing handles requests named ${job.name}.`);
    const outcome = await this.requests.command(job.data as CommandRequest);
    if (outcome !== null) return outcome;
    // For the worker that runs the connection next.
    await job.moveToWait(token);
    throw new WaitingError();
  }
}
