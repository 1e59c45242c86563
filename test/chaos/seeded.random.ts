/** SeededRandom that can be repeated: `JOBGATE_CHAOS_SEED=<printed seed>` plays a run again. */
export interface SeededRandom {
  readonly seed: number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

const UINT32 = 2 ** 32;

/** Takes the seed of the environment, or a new one, and prints it. */
export function randomOf(scenario: string): SeededRandom {
  const given = process.env['JOBGATE_CHAOS_SEED'];
  const seed = given === undefined ? Date.now() % UINT32 : Number(given);
  process.stdout.write(`${scenario}: JOBGATE_CHAOS_SEED=${seed}\n`);
  return randomFrom(seed);
}

/** The same choices for the same seed; `stream`: independent ones for each number. */
export function randomFrom(seed: number, stream = 0): SeededRandom {
  let state = (seed + Math.imul(stream, 0x9e3779b1)) >>> 0;
  // mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / UINT32;
  };
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return { seed, whole, pick: (items) => items[whole(0, items.length - 1)]! };
}
