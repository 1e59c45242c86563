import { isOfPrevious } from '../history/previous.build.js';
import type { ChaosScene } from '../run/chaos.scene.js';
import type { Fault } from './fault.js';
import { oneOf, startAnother, type ProcessKind } from './process.faults.js';

const KINDS: readonly ProcessKind[] = ['worker', 'gateway'];

/** As at an upgrade, and as on the way back: one of the other build is there before the old one is asked to go. */
const changesBuild = (kind: ProcessKind): Fault => ({
  name: `${kind}-changes-build`,
  play: async ({ scene, random, begun }) => {
    const old = await oneOf(scene, kind, random);
    begun(old.name);
    // No other fault may replace it as well: there would be one more of them.
    scene.retire(old);
    await startAnother(scene, kind, { isPrevious: !isOfPrevious(old.name) });
    await old.kill('SIGTERM');
  },
});

/** For runs that have the previous build beside the present one. */
export const BUILD_FAULTS: readonly Fault[] = [changesBuild('worker'), changesBuild('gateway')];

/** Sees to it that there is at least one worker, and one gateway, of each build. */
export async function haveBothBuilds(scene: ChaosScene): Promise<void> {
  for (const kind of KINDS) {
    const all = kind === 'worker' ? scene.workers : scene.gateways;
    for (const isPrevious of [true, false]) {
      if (all.some(({ name }) => isOfPrevious(name) === isPrevious)) continue;
      const [old] = all;
      await startAnother(scene, kind, { isPrevious });
      scene.retire(old!);
      await old!.kill('SIGTERM');
    }
  }
}

/** Workers first, then gateways, as docs/upgrading.md says. */
export async function upgradeAll(scene: ChaosScene): Promise<void> {
  for (const kind of KINDS) {
    const all = kind === 'worker' ? scene.workers : scene.gateways;
    for (const old of all.filter(({ name }) => isOfPrevious(name))) {
      await startAnother(scene, kind);
      scene.retire(old);
      await old.kill('SIGTERM');
    }
  }
}
