import type { QueueAccess } from '#libs/queue';
import {
  COMMAND,
  MOVED,
  OBSERVE,
  POLL_CYCLE,
  type CommandRequest,
  type ObserveRequest,
  type Queued,
} from '#libs/requests';
import type { Job } from 'bullmq';
import type { Logger } from 'pino';
import type { ConnectionRequests } from './connection-requests.js';
import { RequestWorker } from './request-worker.js';
import { WorkerQueuePair } from './worker-queue-pair.js';

export interface RequestConsumerOptions {
  worker: string;
  queueAccess: QueueAccess;
  /** null: this process does not run the connection. */
  requestsOf: (connection: string) => ConnectionRequests | null;
  /** Called with a number that rises by one, about every second; `of`: how many such calls there are in ten seconds. */
  verifySome: (cycle: number, of: number) => void;
  logger: Logger;
  now: () => number;
}

const VERIFIED_WITHIN_SECONDS = 10;

/** Takes the requests for all connections of this worker from its queues. */
export class RequestConsumer {
  private readonly pairs: WorkerQueuePair[];
  private cycles = 0;

  constructor(private readonly options: RequestConsumerOptions) {
    const { worker, queueAccess, logger, now } = options;
    this.pairs = queueAccess.workerPrefixes(worker).map((prefix) => {
      const handle = (job: Job) => this.handle(job, pair);
      const pair: WorkerQueuePair = new WorkerQueuePair({ prefix, connect: queueAccess.connect, handle, logger, now });
      return pair;
    });
  }

  async start(): Promise<void> {
    await Promise.all(this.pairs.map((pair) => pair.start()));
  }

  /** To be called every second or two. */
  async keepAlive(): Promise<void> {
    await Promise.all(this.pairs.map((pair) => pair.keepAlive()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.pairs.map((pair) => pair.stop()));
  }

  /** Nothing else needs what is left of the queues of a worker that died. */
  async removeQueues(worker: string): Promise<void> {
    const { queueAccess } = this.options;
    const client = queueAccess.connect();
    try {
      for (const prefix of queueAccess.workerPrefixes(worker)) await RequestWorker.remove(prefix, client);
    } finally {
      client.disconnect();
    }
  }

  private handle(job: Job, pair: WorkerQueuePair): Promise<unknown> {
    if (job.name === POLL_CYCLE) {
      pair.cycled();
      this.options.verifySome((this.cycles += 1), VERIFIED_WITHIN_SECONDS * this.pairs.length);
      return Promise.resolve();
    }
    const request = job.data as Queued<ObserveRequest | CommandRequest>;
    const requests = this.options.requestsOf(request.connection);
    if (requests === null) return Promise.resolve(MOVED);
    if (job.name === OBSERVE) return requests.poll(request as ObserveRequest);
    if (job.name === COMMAND) return requests.command(request as CommandRequest).then((outcome) => outcome ?? MOVED);
    return Promise.reject(new Error(`Nothing handles requests named ${job.name}.`));
  }
}
