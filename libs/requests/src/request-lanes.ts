import { RequestLane, type QueueClient } from './request-lane.js';

export interface RequestLanesOptions {
  /** A new Redis connection for BullMQ each time it is called. */
  connect: () => QueueClient;
  /** BullMQ's key prefix of a connection. */
  prefix: (connection: string) => string;
}

/** The lanes of all connections, each opened when it is first wanted. */
export class RequestLanes {
  private readonly lanes = new Map<string, RequestLane>();

  constructor(private readonly options: RequestLanesOptions) {}

  of(connection: string): RequestLane {
    const existing = this.lanes.get(connection);
    if (existing) return existing;
    const lane = new RequestLane(this.options.connect(), this.options.prefix(connection));
    this.lanes.set(connection, lane);
    return lane;
  }

  /** Closes the lanes of all connections but these. */
  async keep(connections: readonly string[]): Promise<void> {
    const removed = [...this.lanes].filter(([name]) => !connections.includes(name));
    for (const [name] of removed) this.lanes.delete(name);
    await Promise.all(removed.map(([, lane]) => lane.close()));
  }

  async close(): Promise<void> {
    const lanes = [...this.lanes.values()];
    this.lanes.clear();
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}
