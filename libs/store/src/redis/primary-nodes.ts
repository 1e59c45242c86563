import { Cluster, Command, type Redis } from 'ioredis';
import { ClusterClientWithTimeout } from './cluster-client-with-timeout.js';

/** The connections of a client to the servers that take writes. */
export function primariesOf(client: Redis | Cluster): Redis[] {
  return client instanceof Cluster ? client.nodes('master') : [client];
}

/** The connections over which a client writes this key; while its slot is being moved there may be two. */
export function writersOf(client: Redis | Cluster, key: string): Redis[] {
  if (!(client instanceof Cluster)) return [client];
  const slot = new Command('exists', [key]).getSlot();
  const owner = client.slots[slot]?.[0];
  const asked = client instanceof ClusterClientWithTimeout ? client.migrationTargetOf(slot) : undefined;
  return client.nodes('all').filter(({ options }) => {
    const node = `${options.host}:${options.port}`;
    return node === owner || node === asked;
  });
}

/** Where the server at the other end of a connection is; null: Sentinel names it, and there is no connection. */
export function addressOf({ options, stream }: Redis): string | null {
  if (!options.sentinels) return `${options.host}:${options.port}`;
  return stream?.remoteAddress === undefined ? null : `${stream.remoteAddress}:${stream.remotePort}`;
}
