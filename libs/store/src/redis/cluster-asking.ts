import type { Cluster, Redis } from 'ioredis';

/**
 * Has no client of a Cluster, and no duplicate of it, end its process by `ASKING`. ioredis sends that ahead of a command
 * whose slot is moving, and leaves its promise to nobody: where the node ends instead of answering, the rejection would be
 * unhandled. The command behind it fails, or is tried again, by itself.
 */
export function handleAskingRejections(cluster: Cluster): Cluster {
  cluster.on('+node', (node: Redis) => {
    const asking = node.asking.bind(node) as () => Promise<'OK'>;
    node.asking = (() => {
      const reply = asking();
      reply.catch(() => undefined);
      return reply;
    }) as Redis['asking'];
  });
  // BullMQ reads over duplicates.
  const duplicate = cluster.duplicate.bind(cluster);
  cluster.duplicate = ((...values: Parameters<Cluster['duplicate']>) =>
    handleAskingRejections(duplicate(...values) as Cluster)) as Cluster['duplicate'];
  return cluster;
}
