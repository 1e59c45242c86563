import { PollShares, type Admitted } from './poll-shares.js';

let over: AbortController;
beforeEach(() => void (over = new AbortController()));
// Whoever waits for the budget does so by a timer.
afterEach(() => over.abort());
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Requesters whose outcomes are kept in the order in which they come. */
function scene(limits: { concurrency: number; requestsPerSecond: number | null }, polls: number | null = 0.25) {
  const rules = { polls };
  const shares = new PollShares(limits, rules);
  const outcomes: { requester: string; admitted: Admitted | null }[] = [];
  const enter = async (requester: string, signal = over.signal) => {
    const admitted = await shares.enter(requester, signal);
    outcomes.push({ requester, admitted });
    return admitted;
  };
  const inside = () => outcomes.filter(({ admitted }) => admitted !== null && 'leave' in admitted);
  const leave = () => {
    for (const { admitted } of outcomes.splice(0)) if (admitted !== null && 'leave' in admitted) admitted.leave();
  };
  return { rules, enter, outcomes, inside, leave };
}

describe('the polls of one requester', () => {
  it('are at most their part of the calls at once, and at least one', async () => {
    for (const [concurrency, most] of [
      [8, 2],
      [7, 1],
      [1, 1],
    ] as const) {
      const { enter, inside, leave } = scene({ concurrency, requestsPerSecond: null });
      for (let count = 0; count < 4; count += 1) void enter('greedy');
      await turn();
      expect(inside()).toHaveLength(most);
      leave();
      await turn();
      expect(inside()).toHaveLength(most);
    }
  });

  it('take nothing away from those of another', async () => {
    const { enter, inside } = scene({ concurrency: 4, requestsPerSecond: 10 });
    for (let count = 0; count < 20; count += 1) void enter('greedy');
    void enter('modest');
    await turn();
    expect(inside().map(({ requester }) => requester)).toEqual(['greedy', 'modest']);
  });

  it('are refused when they would wait for longer than anybody who asked', async () => {
    const { enter, outcomes } = scene({ concurrency: 100, requestsPerSecond: 10 });
    for (let count = 0; count < 8; count += 1) await Promise.race([enter('greedy'), turn()]);
    // One is made, five wait for two seconds of 2.5 calls each.
    expect(outcomes.map(({ admitted }) => admitted)).toEqual([
      { leave: expect.any(Function) },
      { retryAfterMs: 400 },
      { retryAfterMs: 400 },
    ]);
  });

  it('end with the care of the connection while they wait', async () => {
    const { enter, leave, inside } = scene({ concurrency: 1, requestsPerSecond: null });
    await enter('greedy');
    const ending = new AbortController();
    const waiting = enter('greedy', ending.signal);
    ending.abort();
    expect(await waiting).toBeNull();
    expect(await enter('greedy', ending.signal)).toBeNull();
    leave();
    await enter('greedy');
    expect(inside()).toHaveLength(1);
  });

  it('have another part as soon as the configuration says so, or no bounds', async () => {
    const { rules, enter, inside } = scene({ concurrency: 8, requestsPerSecond: null });
    for (let count = 0; count < 4; count += 1) void enter('greedy');
    await turn();
    expect(inside()).toHaveLength(2);
    rules.polls = 0.5;
    for (let count = 0; count < 5; count += 1) void enter('greedy');
    await turn();
    expect(inside()).toHaveLength(6);
    rules.polls = null;
    for (let count = 0; count < 100; count += 1) void enter('greedy');
    await turn();
    expect(inside()).toHaveLength(106);
  });
});
