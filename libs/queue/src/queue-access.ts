import type { ConnectionOptions } from 'bullmq';

/** A Redis client as BullMQ takes it. BullMQ leaves a client that it was given open: whoever made it closes it. */
export type QueueClient = ConnectionOptions & { disconnect(): void };

export interface QueueAccess {
  /** A new Redis connection for BullMQ each time it is called. */
  connect: () => QueueClient;
  /** BullMQ's key prefixes of a worker, one for each pair of queues. */
  workerPrefixes: (worker: string) => string[];
  /** The same of a connection, in form 1 of `ownership`. */
  prefix: (connection: string) => string;
}
