import { isStoreFailure } from '#libs/store';

export interface PartialRead<Thing, Value> {
  read: Value[];
  /** Stored on an unreachable node of a Redis Cluster. */
  lost: Thing[];
}

/** Reads each on its own. Throws when none can be read, and on any error but a store failure. */
export async function readEach<Thing, Value>(
  things: readonly Thing[],
  read: (thing: Thing) => Promise<Value>,
): Promise<PartialRead<Thing, Value>> {
  const outcomes = await Promise.allSettled(things.map(read));
  const reading: PartialRead<Thing, Value> = { read: [], lost: [] };
  let failure: unknown;
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') reading.read.push(outcome.value);
    else if (!isStoreFailure(outcome.reason)) throw outcome.reason;
    else {
      failure = outcome.reason;
      reading.lost.push(things[index]!);
    }
  }
  if (things.length > 0 && reading.read.length === 0) throw failure;
  return reading;
}
