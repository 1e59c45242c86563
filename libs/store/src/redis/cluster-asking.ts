import type { Cluster, Redis } from 'ioredis';

/**
 * Handles rejections of `ASKING`, which ioredis sends before a command whose slot is moving, and ignores: if the
 * node ends, the process would end by an unhandled rejection. The command itself fails or is retried.
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
