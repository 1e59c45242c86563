import { newRecord, type JobState } from '#libs/jobs';
import type { Store } from '#libs/store';
import { setTimeout as pause } from 'node:timers/promises';
import type { Stage } from '../stage/index.js';
import type { SeededRandom } from './seeded.random.js';

/** The last operation that was written into the slot of the SBC, and how many there were. */
export interface SlotTruth {
  operation: string;
  state: JobState;
  operations: number;
}

const OPERATIONS = ['activate', 'save', 'backup', 'restore'] as const;
const LONGEST_MS = 6_000;

/** Tracks the slot of the SBC, and fills it with one operation after another for so long. */
export async function trackSlot(stage: Stage, store: Store, random: SeededRandom, forMs: number): Promise<SlotTruth> {
  const pointer = { connection: 'sbc-edge', key: 'last', provider: 'oracle-sbc', kind: 'pointer' as const };
  const record = newRecord({ ...pointer, trackedAt: Date.now() });
  await store.jobs.commit({ base: null, revised: { record, hasChanged: true, transition: null } });
  const until = Date.now() + forMs;
  let last: SlotTruth = { operation: '', state: 'idle', operations: 0 };
  while (Date.now() < until) {
    const durationMs = random.whole(1_000, LONGEST_MS);
    const operation = OPERATIONS[last.operations % OPERATIONS.length]!;
    const outcome = random.pick(['succeeded', 'failed'] as const);
    await stage.simulator.of('oracle-sbc').addAll([{ operation, durationMs, outcome }]);
    last = { operation, state: outcome, operations: last.operations + 1 };
    await pause(durationMs + random.whole(500, 4_000));
  }
  return last;
}
