/** The pairs of a reply with names and values in turn. */
export function pairsOf(reply: readonly string[]): [name: string, value: string][] {
  return Array.from({ length: reply.length >> 1 }, (_, index) => [reply[2 * index]!, reply[2 * index + 1]!]);
}

/** Scores by member, of a reply `WITHSCORES`. */
export function scoresOf(reply: readonly string[]): Map<string, number> {
  return new Map(pairsOf(reply).map(([member, score]) => [member, Number(score)]));
}

/** Epoch milliseconds, of a reply to TIME. */
export function momentOfTime([seconds, microseconds]: readonly (string | number)[]): number {
  return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
}

/** Consecutive parts of at most `size` items. */
export function batchesOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
