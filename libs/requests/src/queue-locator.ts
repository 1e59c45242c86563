import type { Store } from '#libs/store';

/** Polls that callers cause, so that none of them stands in the way of a command; and commands. */
export type RequestKind = 'polls' | 'commands';

/** Where requests for a connection are put. */
export interface QueueLocation {
  /** BullMQ's prefix. */
  prefix: string;
  queue: string;
}

/** Queues that each connection has of its own, in format 1 of `ownership`. */
export const CONNECTION_QUEUES: Record<RequestKind, string> = { polls: 'looks', commands: 'refresh' };
/** A worker of whose name this is a part serves both of them; one of an earlier version serves `refresh` alone. */
const SERVES_POLLS = 'looks.';

/** The name of a worker. `id`: unlike that of any other one. */
export const workerNamed = (id: string): string => `${SERVES_POLLS}${id}`;

/** Finds the queue of the worker that runs a connection. */
export class QueueLocator {
  constructor(private readonly store: Pick<Store, 'formats' | 'keys' | 'leases' | 'workerQueues'>) {}

  /** null: no worker runs the connection. Rejects when Redis is away. */
  async locate(connection: string, kind: RequestKind): Promise<QueueLocation | null> {
    const { formats, keys, leases, workerQueues } = this.store;
    const isShared = (await formats.of('ownership')) > 1;
    if (!isShared && kind === 'commands') return ofConnection(keys.queuePrefix(connection), kind);
    const worker = await leases.owner(connection);
    if (isShared) return worker === null ? null : { prefix: workerQueues.prefixFor(worker, connection), queue: kind };
    const servesPolls = worker === null || worker.startsWith(SERVES_POLLS);
    return ofConnection(keys.queuePrefix(connection), servesPolls ? kind : 'commands');
  }
}

const ofConnection = (prefix: string, kind: RequestKind): QueueLocation => ({ prefix, queue: CONNECTION_QUEUES[kind] });
