/**
 * Runs `one` for every item, at most `concurrency` at once, and yields each outcome as it arrives. Stops starting new
 * ones when the consumer stops reading. Throws what `one` throws, without a word of the others still running.
 */
export async function* fetchEach<Item, Outcome>(
  items: readonly Item[],
  concurrency: number,
  one: (item: Item) => Promise<Outcome>,
): AsyncGenerator<Outcome> {
  const landed: Outcome[] = [];
  let running = 0;
  let next = 0;
  let failure: { reason: unknown } | null = null;
  let wake: () => void = () => undefined;
  const startNext = () => {
    running += 1;
    one(items[next++]!).then(
      (outcome) => {
        running -= 1;
        landed.push(outcome);
        wake();
      },
      (reason: unknown) => {
        running -= 1;
        failure ??= { reason };
        wake();
      },
    );
  };
  const fill = () => {
    while (next < items.length && running + landed.length < concurrency) startNext();
  };
  fill();
  while (running > 0 || landed.length > 0 || failure !== null) {
    if (failure !== null) throw (failure as { reason: unknown }).reason;
    if (landed.length === 0) {
      await new Promise<void>((resolve) => (wake = resolve));
      continue;
    }
    const outcome = landed.shift()!;
    fill();
    yield outcome;
  }
}
