import { LOOKS_QUEUE, QUEUE_NAME, queueOfLooks } from './queue.js';
import { RequestLane, type QueueClient } from './request-lane.js';

export interface RequestLanesOptions {
  /** A new Redis connection for BullMQ each time it is called. */
  connect: () => QueueClient;
  /** BullMQ's key prefix of a connection. */
  prefix: (connection: string) => string;
  /** The name of the worker that cares for a connection; null: none does. Absent: all workers are of this version. */
  workerOf?: (connection: string) => Promise<string | null>;
}

/** Another worker may be of another version. */
const REMEMBER_MS = 1_000;

/** The lanes of all connections, each opened when it is first wanted: for each connection one for commands and one for looks. */
export class RequestLanes {
  private readonly lanes = new Map<string, Map<string, RequestLane>>();
  private readonly queues = new Map<string, { until: number; queue: Promise<string> }>();

  constructor(private readonly options: RequestLanesOptions) {}

  ofCommands(connection: string): RequestLane {
    return this.lane(connection, QUEUE_NAME);
  }

  /** The one that the worker of the connection serves. Rejects when Redis is away. */
  async ofLooks(connection: string): Promise<RequestLane> {
    const queue = await this.queueOfLooks(connection);
    return this.lane(connection, queue);
  }

  /** Closes the lanes of all connections but these. */
  async keep(connections: readonly string[]): Promise<void> {
    const removed = [...this.lanes].filter(([name]) => !connections.includes(name));
    for (const [name] of removed) {
      this.lanes.delete(name);
      this.queues.delete(name);
    }
    await closeAll(removed.map(([, lanes]) => lanes));
  }

  async close(): Promise<void> {
    const lanes = [...this.lanes.values()];
    this.lanes.clear();
    await closeAll(lanes);
  }

  private lane(connection: string, queue: string): RequestLane {
    const lanes = this.lanes.get(connection) ?? new Map<string, RequestLane>();
    this.lanes.set(connection, lanes);
    const lane = lanes.get(queue) ?? new RequestLane(this.options.connect(), this.options.prefix(connection), queue);
    lanes.set(queue, lane);
    return lane;
  }

  private queueOfLooks(connection: string): string | Promise<string> {
    const { workerOf } = this.options;
    if (workerOf === undefined) return LOOKS_QUEUE;
    const now = performance.now();
    const known = this.queues.get(connection);
    if (known && known.until > now) return known.queue;
    const queue = workerOf(connection).then(queueOfLooks);
    this.queues.set(connection, { until: now + REMEMBER_MS, queue });
    queue.catch(() => this.queues.delete(connection));
    return queue;
  }
}

async function closeAll(lanes: Map<string, RequestLane>[]): Promise<void> {
  await Promise.all(lanes.flatMap((ofConnection) => [...ofConnection.values()]).map((lane) => lane.close()));
}
