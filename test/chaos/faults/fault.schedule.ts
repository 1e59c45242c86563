import { randomFrom, type SeededRandom } from '../seeded.random.js';

/** One fault of a run. */
export interface Scheduled {
  /** From the beginning of the run, milliseconds. */
  atMs: number;
  forMs: number;
  fault: string;
  /** Of the choices that the fault makes. */
  stream: number;
}

const FIRST_AT_MS = 2_000;
const SHORTEST_MS = 800;
const LONGEST_MS = 4_000;
const CLOSEST_MS = 1_500;
const FARTHEST_MS = 3_500;
/** Independent of the choices of clients. */
const SCHEDULE_STREAM = 1_000_000;

/** The same faults at the same times for the same seed: all of them in turn, in an order by random, again and again. */
export function scheduleOf(seed: number, faults: readonly string[], lastsMs: number): Scheduled[] {
  const random = randomFrom(seed, SCHEDULE_STREAM);
  const schedule: Scheduled[] = [];
  let turn: string[] = [];
  for (let atMs = FIRST_AT_MS; atMs < lastsMs; atMs += random.whole(CLOSEST_MS, FARTHEST_MS)) {
    if (turn.length === 0) turn = shuffled(faults, random);
    const fault = turn.pop();
    if (fault === undefined) break;
    schedule.push({
      atMs,
      forMs: random.whole(SHORTEST_MS, LONGEST_MS),
      fault,
      stream: SCHEDULE_STREAM + schedule.length + 1,
    });
  }
  return schedule;
}

function shuffled(names: readonly string[], random: SeededRandom): string[] {
  const left = [...names];
  const order: string[] = [];
  while (left.length > 0) order.push(...left.splice(random.whole(0, left.length - 1), 1));
  return order;
}
