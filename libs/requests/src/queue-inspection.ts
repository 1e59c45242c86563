import { withinMs } from '#libs/queue';
import type { Store } from '#libs/store';
import { Queue } from 'bullmq';
import { CONNECTION_QUEUES, type QueueLocation, type RequestKind } from './queue-locator.js';
import type { QueueClient } from './request-queue.js';

const KINDS: readonly RequestKind[] = ['commands', 'polls'];
const COUNTED = ['waiting', 'prioritized', 'active', 'failed'] as const;
/** Of one state in one queue; what stands behind them is not counted. */
const MOST_COUNTED = 1_000;
const CLOSE_WITHIN_MS = 700;

/** How many requests for a connection are in the queues. */
export interface QueueDepth {
  waiting: number;
  active: number;
  failed: number;
}

export interface NamedQueue {
  name: string;
  queue: Queue;
}

export interface QueueInspectionOptions {
  /** A new Redis connection for BullMQ. */
  connect: () => QueueClient;
  store: Pick<Store, 'formats' | 'keys' | 'heartbeats' | 'redis' | 'workerQueues'>;
}

/** The queues of all workers, to be read by those who send nothing; they share one connection to Redis. */
export class QueueInspection {
  private readonly queues = new Map<string, Queue>();
  private client: QueueClient | null = null;
  private lastWorkers: string[] = [];

  constructor(private readonly options: QueueInspectionOptions) {}

  /** Whether each worker has queues for all that it runs; else each connection has its own. */
  async isShared(): Promise<boolean> {
    return (await this.options.store.formats.of('ownership')) > 1;
  }

  /** The workers that are alive, or were when that could last be read. */
  async workers(): Promise<string[]> {
    const { heartbeats } = this.options.store;
    this.lastWorkers = await heartbeats.alive().catch(() => this.lastWorkers);
    return this.lastWorkers.sort();
  }

  /** Queues for all connections that a worker runs. */
  ofWorkers(workers: readonly string[]): NamedQueue[] {
    return workers.flatMap((worker) =>
      this.options.store.workerQueues.prefixes(worker).flatMap((prefix, place, { length }) =>
        KINDS.map((kind) => {
          const suffix = length === 1 ? kind : `${kind} ${place + 1}/${length}`;
          return { name: `worker ${worker.slice(-8)} (${suffix})`, queue: this.open({ prefix, queue: kind }) };
        }),
      ),
    );
  }

  /** The queues of all workers, without those on a node of a Cluster that does not answer. */
  async readable(): Promise<NamedQueue[]> {
    const queues = this.ofWorkers(await this.workers());
    const { redis } = this.options.store;
    const probes = queues.map(({ queue }) => redis.exists(`${queue.opts.prefix}:${queue.name}:meta`));
    const probed = await Promise.allSettled(probes);
    return queues.filter((_, index) => probed[index]!.status === 'fulfilled');
  }

  /** The queues of a connection, in format 1 of `ownership`. */
  ofConnection(connection: string): [Queue, Queue] {
    const prefix = this.options.store.keys.queuePrefix(connection);
    const { commands, polls } = CONNECTION_QUEUES;
    return [this.open({ prefix, queue: commands }), this.open({ prefix, queue: polls })];
  }

  /** How many requests there are for each of these connections, without those in queues that cannot be read now. */
  async depths(connections: readonly string[]): Promise<Map<string, QueueDepth>> {
    const depths = new Map(connections.map((name) => [name, { waiting: 0, active: 0, failed: 0 }]));
    if (await this.isShared()) {
      const queues = this.ofWorkers(await this.workers());
      await Promise.allSettled(queues.map(({ queue }) => addDepths(depths, queue, null)));
    } else {
      const queues = connections.flatMap((name) => this.ofConnection(name).map((queue) => ({ name, queue })));
      await Promise.allSettled(queues.map(({ name, queue }) => addDepths(depths, queue, name)));
    }
    return depths;
  }

  /** Within a second, whether Redis is there or not. */
  async close(): Promise<void> {
    const queues = [...this.queues.values()];
    this.queues.clear();
    const closed = Promise.all(queues.map((queue) => queue.close())).catch(() => undefined);
    await withinMs(closed, CLOSE_WITHIN_MS);
    this.client?.disconnect();
  }

  private open({ prefix, queue: queueName }: QueueLocation): Queue {
    const name = `${prefix} ${queueName}`;
    const known = this.queues.get(name);
    if (known) return known;
    this.client ??= this.options.connect();
    const settings = { prefix, connection: this.client, skipWaitingForReady: true, skipVersionCheck: true };
    const queue = new Queue(queueName, settings);
    queue.on('error', () => undefined);
    this.queues.set(name, queue);
    return queue;
  }
}

/** @param only whose requests all of them are; null: each says so */
async function addDepths(depths: Map<string, QueueDepth>, queue: Queue, only: string | null): Promise<void> {
  const found = await Promise.all(COUNTED.map((state) => queue.getJobs([state], 0, MOST_COUNTED - 1)));
  for (const [index, state] of COUNTED.entries()) {
    for (const job of found[index] ?? []) {
      const depth = depths.get(only ?? (job?.data as { connection?: string } | undefined)?.connection ?? '');
      if (depth) depth[state === 'prioritized' ? 'waiting' : state] += 1;
    }
  }
}
