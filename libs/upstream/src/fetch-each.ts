/**
 * Runs `one` for every item, at most `concurrency` at once, and yields each outcome as it arrives. Stops starting new
 * ones when the consumer stops reading. Throws what `one` throws, without a word of the others still running.
 */
export async function* fetchEach<Item, Outcome>(
  items: readonly Item[],
  concurrency: number,
  one: (item: Item) => Promise<Outcome>,
): AsyncGenerator<Outcome> {
  const running = new Map<number, Promise<{ index: number; outcome: Outcome }>>();
  let next = 0;
  const startNext = () => {
    const index = next++;
    const outcome = one(items[index]!).then((value) => ({ index, outcome: value }));
    outcome.catch(() => undefined);
    running.set(index, outcome);
  };
  while (next < items.length && running.size < concurrency) startNext();
  while (running.size > 0) {
    const { index, outcome } = await Promise.race(running.values());
    running.delete(index);
    if (next < items.length) startNext();
    yield outcome;
  }
}
