import { openCluster as openNodes, type ClusterRedis } from '../../stage/cluster.js';
import type { Reaper } from '../../stage/reaper.js';
import { KEPT_ON_DISK } from './kept-on-disk.js';

/** Three masters that share the slots. */
export type ClusterTopology = ClusterRedis & { name: 'cluster' };

export async function openCluster(reaper: Reaper): Promise<ClusterTopology> {
  return { name: 'cluster', ...(await openNodes({ settings: KEPT_ON_DISK, reaper })) };
}
