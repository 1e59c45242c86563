import { Queue } from 'bullmq';
import { QUEUE_NAME } from './queue.js';
import type { RequestLanesOptions } from './request-lanes.js';
import type { QueueClient } from './request-lane.js';
import { withinMs } from './within.js';

const CLOSE_WITHIN_MS = 700;

/** How many requests a connection has in its queue. */
export interface QueueDepth {
  waiting: number;
  active: number;
  failed: number;
}

/** The queues of all connections for those who look at them and ask for nothing; they share one connection to Redis. */
export class RequestQueues {
  private readonly queues = new Map<string, Queue>();
  private client: QueueClient | null = null;

  constructor(private readonly options: RequestLanesOptions) {}

  /** The queue of a connection, opened when it is first wanted. */
  of(connection: string): Queue {
    const known = this.queues.get(connection);
    if (known) return known;
    this.client ??= this.options.connect();
    const queue = new Queue(QUEUE_NAME, {
      prefix: this.options.prefix(connection),
      connection: this.client,
      skipWaitingForReady: true,
      skipVersionCheck: true,
    });
    queue.on('error', () => undefined);
    this.queues.set(connection, queue);
    return queue;
  }

  async depth(connection: string): Promise<QueueDepth> {
    const { waiting, prioritized, active, failed } = await this.of(connection).getJobCounts(
      ...(['waiting', 'prioritized', 'active', 'failed'] as const),
    );
    return { waiting: (waiting ?? 0) + (prioritized ?? 0), active: active ?? 0, failed: failed ?? 0 };
  }

  /** Within a second, whether Redis is there or not. */
  async close(): Promise<void> {
    const queues = [...this.queues.values()];
    this.queues.clear();
    const closed = Promise.all(queues.map((queue) => queue.close())).catch(() => undefined);
    await withinMs(closed, CLOSE_WITHIN_MS);
    this.client?.disconnect();
  }
}
