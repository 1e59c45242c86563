import type { RecordedReceiver } from '../clients/subscribing.client.js';
import type { ChaosScene } from '../run/chaos.scene.js';
import type { SeededRandom } from '../seeded.random.js';
import type { TopologyName } from '../topologies/topology.js';

/** Where a fault strikes, by what random, and for how long. */
export interface Strike {
  scene: ChaosScene;
  receivers: readonly RecordedReceiver[];
  random: SeededRandom;
  forMs: number;
  /** Has to be called when it begins: what is struck. */
  begun(target: string): void;
}

/** Something that goes wrong for a while. */
export interface Fault {
  /** `<what>-<how>`, as histories and counts show it. */
  name: string;
  /** Absent: all. */
  topologies?: readonly TopologyName[];
  /** Resolves when all is as it was before. */
  play(strike: Strike): Promise<void>;
}
