import { Queue } from 'bullmq';
import { withinMs } from '#libs/queue';
import { LOOKS_QUEUE, QUEUE_NAME } from './queue.js';
import type { RequestLanesOptions } from './request-lanes.js';
import type { QueueClient } from './request-lane.js';

const CLOSE_WITHIN_MS = 700;

/** How many requests a connection has in its queues. */
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

  /** Sweeps and commands of a connection. The queue is opened when it is first wanted. */
  of(connection: string): Queue {
    return this.open(connection, QUEUE_NAME);
  }

  /** The looks at a connection that callers cause. */
  ofLooks(connection: string): Queue {
    return this.open(connection, LOOKS_QUEUE);
  }

  async depth(connection: string): Promise<QueueDepth> {
    const counted = ['waiting', 'prioritized', 'active', 'failed'] as const;
    const queues = [this.of(connection), this.ofLooks(connection)];
    const depth: QueueDepth = { waiting: 0, active: 0, failed: 0 };
    for (const counts of await Promise.all(queues.map((queue) => queue.getJobCounts(...counted)))) {
      depth.waiting += (counts['waiting'] ?? 0) + (counts['prioritized'] ?? 0);
      depth.active += counts['active'] ?? 0;
      depth.failed += counts['failed'] ?? 0;
    }
    return depth;
  }

  /** Within a second, whether Redis is there or not. */
  async close(): Promise<void> {
    const queues = [...this.queues.values()];
    this.queues.clear();
    const closed = Promise.all(queues.map((queue) => queue.close())).catch(() => undefined);
    await withinMs(closed, CLOSE_WITHIN_MS);
    this.client?.disconnect();
  }

  private open(connection: string, queueName: string): Queue {
    const name = `${queueName} ${connection}`;
    const known = this.queues.get(name);
    if (known) return known;
    this.client ??= this.options.connect();
    const queue = new Queue(queueName, {
      prefix: this.options.prefix(connection),
      connection: this.client,
      skipWaitingForReady: true,
      skipVersionCheck: true,
    });
    queue.on('error', () => undefined);
    this.queues.set(name, queue);
    return queue;
  }
}
