import { setTimeout as pause } from 'node:timers/promises';
import { findFaketime } from '../../../scripts/programs/programs.mjs';
import type { Fault } from './fault.js';
import { oneOf, startAnother, type ProcessKind } from './process.faults.js';

const OFFSETS_SECONDS = [-3_600, -300, -30, 30, 300, 3_600] as const;

const off = (kind: ProcessKind): Fault => ({
  name: `${kind}-clock-off`,
  play: async ({ scene, random, forMs, begun }) => {
    const seconds = random.pick(OFFSETS_SECONDS);
    const old = await oneOf(scene, kind, random);
    begun(`${old.name}, ${seconds} s`);
    const odd = await startAnother(scene, kind, { clockAheadMs: seconds * 1_000 });
    scene.retire(old);
    await old.kill('SIGTERM');
    await pause(forMs);
    await startAnother(scene, kind);
    scene.retire(odd);
    await odd.kill('SIGTERM');
  },
});

/** None where the clock of a single process cannot be moved. */
export function clockFaults(): readonly Fault[] {
  return findFaketime() === null ? [] : [off('worker'), off('gateway')];
}
