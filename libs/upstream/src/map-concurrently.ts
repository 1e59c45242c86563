/**
 * Runs `one` for every item, at most `concurrency` at once, and yields each outcome as it arrives. Starts no more when the
 * consumer stops reading. Throws the first error of `one` without waiting for the others.
 */
export async function* mapConcurrently<Item, Outcome>(
  items: readonly Item[],
  concurrency: number,
  one: (item: Item) => Promise<Outcome>,
): AsyncGenerator<Outcome, undefined, undefined> {
  const outcomes: Outcome[] = [];
  let failure: { reason: unknown } | null = null;
  let running = 0;
  let next = 0;
  let wake = (): void => undefined;
  const settle = (): void => {
    running -= 1;
    wake();
  };
  const fill = (): void => {
    while (next < items.length && running + outcomes.length < concurrency) {
      running += 1;
      one(items[next++]!)
        .then(
          (outcome) => void outcomes.push(outcome),
          (reason: unknown) => (failure ??= { reason }),
        )
        .then(settle);
    }
  };
  for (fill(); running + outcomes.length > 0; fill()) {
    if (failure !== null) throw (failure as { reason: unknown }).reason;
    if (outcomes.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    else {
      const outcome = outcomes.shift()!;
      fill();
      yield outcome;
    }
  }
  if (failure !== null) throw (failure as { reason: unknown }).reason;
}
