import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../stage/index.js';
import { START_WITHIN_MS } from '../../stage/stage.process.js';
import type { StageGateway } from '../../stage/stage.gateway.js';
import type { StageWorker } from '../../stage/stage.worker.js';
import type { ChaosProcess, ChaosScene } from '../run/chaos.scene.js';
import type { SeededRandom } from '../seeded.random.js';
import type { Fault } from './fault.js';

export type ProcessKind = 'worker' | 'gateway';

/** One that no other fault has taken away; waits for one to come. */
export async function oneOf(
  scene: ChaosScene,
  kind: ProcessKind,
  random: SeededRandom,
): Promise<StageWorker | StageGateway> {
  return eventually(() => {
    const all = kind === 'worker' ? scene.workers : scene.gateways;
    if (all.length === 0) throw new Error(`there is no ${kind}`);
    return random.pick<StageWorker | StageGateway>(all);
  }, START_WITHIN_MS);
}

export const startAnother = (scene: ChaosScene, kind: ProcessKind, how: ChaosProcess = {}) =>
  kind === 'worker' ? scene.startWorker(how) : scene.startGateway(how);

/** Dies without a word, and another one comes some time later. */
const killed = (kind: ProcessKind): Fault => ({
  name: `${kind}-killed`,
  play: async (strike) => {
    const { scene, forMs, begun } = strike;
    const one = await oneOf(strike.scene, kind, strike.random);
    begun(one.name);
    scene.retire(one);
    await one.kill('SIGKILL');
    await pause(forMs);
    await startAnother(scene, kind);
  },
});

/** Does nothing for a while, keeps its connections, and goes on where it was. */
const frozen = (kind: ProcessKind): Fault => ({
  name: `${kind}-frozen`,
  play: async (strike) => {
    const one = await oneOf(strike.scene, kind, strike.random);
    strike.begun(one.name);
    one.signal('SIGSTOP');
    await pause(strike.forMs);
    one.signal('SIGCONT');
  },
});

/** As at a deployment: the new one is there before the old one is asked to go. */
const replaced = (kind: ProcessKind): Fault => ({
  name: `${kind}-replaced`,
  play: async (strike) => {
    const { scene, begun } = strike;
    const old = await oneOf(strike.scene, kind, strike.random);
    begun(old.name);
    await startAnother(scene, kind);
    scene.retire(old);
    await old.kill('SIGTERM');
  },
});

const KINDS: readonly ProcessKind[] = ['worker', 'gateway'];

export const PROCESS_FAULTS: readonly Fault[] = KINDS.flatMap((kind) => [killed(kind), frozen(kind), replaced(kind)]);
