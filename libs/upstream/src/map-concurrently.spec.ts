import { mapConcurrently } from './map-concurrently.js';

async function collect<Outcome>(outcomes: AsyncIterable<Outcome>): Promise<Outcome[]> {
  const collected: Outcome[] = [];
  for await (const outcome of outcomes) collected.push(outcome);
  return collected;
}

/** A task that ends on request. */
function handWork() {
  const started: number[] = [];
  const finish = new Map<number, (value: number) => void>();
  const one = (item: number) => {
    started.push(item);
    return new Promise<number>((resolve) => finish.set(item, resolve));
  };
  return { started, one, finish: (item: number) => finish.get(item)!(item * 10) };
}

describe('mapConcurrently', () => {
  it('yields one outcome for each item', async () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    const doubled = await collect(mapConcurrently(items, 7, async (item) => item * 2));
    expect(doubled.sort((one, other) => one - other)).toEqual(items.map((item) => item * 2));
  });

  it('yields nothing for no items', async () => {
    expect(await collect(mapConcurrently([], 4, async () => 1))).toEqual([]);
  });

  it('runs no more at once than it may, and yields each as soon as it is there', async () => {
    const work = handWork();
    const outcomes = mapConcurrently([1, 2, 3, 4], 2, work.one);
    const first = outcomes.next();
    expect(work.started).toEqual([1, 2]);
    work.finish(2);
    expect((await first).value).toBe(20);
    expect(work.started).toEqual([1, 2, 3]);
    work.finish(3);
    expect((await outcomes.next()).value).toBe(30);
    [1, 4].forEach(work.finish);
    expect(await collect(outcomes)).toEqual(expect.arrayContaining([10, 40]));
  });

  it('starts nothing more when nobody reads on', async () => {
    const work = handWork();
    const outcomes = mapConcurrently([1, 2, 3, 4], 1, work.one);
    const first = outcomes.next();
    work.finish(1);
    await first;
    await outcomes.return(undefined);
    expect(work.started.length).toBeLessThanOrEqual(2);
  });

  it('hands on what a piece of work throws, while others fail unheard', async () => {
    const failing = async (item: number) => {
      throw new Error(`bug ${item}`);
    };
    await expect(collect(mapConcurrently([1, 2, 3], 3, failing))).rejects.toThrow('bug');
  });
});
