import type { Reaper } from '../../stage/reaper.js';
import { openSingle, type SingleTopology } from './single.topology.js';
import { openCluster, type ClusterTopology } from './cluster.topology.js';
import { openSentinel, type SentinelTopology } from './sentinel.topology.js';

export const TOPOLOGY_NAMES = ['single', 'sentinel', 'cluster'] as const;
export type TopologyName = (typeof TOPOLOGY_NAMES)[number];

/** How Redis is run, and what can be done to it. */
export type Topology = SingleTopology | SentinelTopology | ClusterTopology;

export function openTopology(name: TopologyName, folder: string, reaper: Reaper): Promise<Topology> {
  switch (name) {
    case 'single':
      return openSingle(folder, reaper);
    case 'sentinel':
      return openSentinel(reaper);
    case 'cluster':
      return openCluster(reaper);
  }
}

export const isTopologyName = (name: string): name is TopologyName => TOPOLOGY_NAMES.some((known) => known === name);
