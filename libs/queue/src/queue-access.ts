import type { ConnectionOptions } from 'bullmq';

/** A Redis client as BullMQ takes it. BullMQ leaves a client that it was given open: whoever made it closes it. */
export type QueueClient = ConnectionOptions & { disconnect(): void };

export interface QueueAccess {
  /** A new Redis connection for BullMQ each time it is called. */
  connect: () => QueueClient;
  /** BullMQ's key prefix of a connection. */
  prefix: (connection: string) => string;
}
