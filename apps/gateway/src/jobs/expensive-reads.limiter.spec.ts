import { ProblemException } from '../problems/problem.exception.js';
import { ExpensiveReadLimiter } from './expensive-reads.limiter.js';

const LIMITS = { most: 4, mostPerCaller: 2, mostWaiting: 3, mostWaitingPerCaller: 2, patienceMs: 60_000 };

describe('heavy reads', () => {
  let heavy: ExpensiveReadLimiter;
  let begun: string[];
  let ends: Map<string, () => void>;

  beforeEach(() => {
    heavy = new ExpensiveReadLimiter(LIMITS);
    begun = [];
    ends = new Map();
  });

  /** A read that goes on until `ends` has it end. Settles with its name, or with the code of the refusal. */
  const read = (caller: string, name: string): Promise<string> =>
    heavy
      .run(caller, async () => {
        begun.push(name);
        await new Promise<void>((resolve) => ends.set(name, resolve));
        return name;
      })
      .catch((error: unknown) => (error as ProblemException).code);
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('are two of one caller, and four of all, at once', async () => {
    const reads = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((name) => read(name[0]!, name));
    await settled();
    expect(begun).toEqual(['a1', 'a2', 'b1', 'b2']);
    ends.get('b1')!();
    expect(await reads[3]).toBe('b1');
    await settled();
    expect(begun.slice(4)).toEqual(['c1']);
    ends.get('a1')!();
    await settled();
    expect(begun.slice(5)).toEqual(['a3']);
    for (const end of ends.values()) end();
    expect(await Promise.all(reads)).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'c1']);
  });

  it('are refused where too many of the caller, or of all, wait already', async () => {
    const reads = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3'].map((name) => read(name[0]!, name));
    expect(await read('a', 'a5')).toBe('too-many-heavy-reads');
    expect(await read('c', 'c1')).toBe('too-many-heavy-reads');
    await settled();
    for (let nth = 0; nth < 10; nth += 1) {
      for (const end of ends.values()) end();
      await settled();
    }
    expect(await Promise.all(reads)).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3']);
  });

  it('are refused when their turn does not come, and leave the others theirs', async () => {
    heavy = new ExpensiveReadLimiter({ ...LIMITS, patienceMs: 20 });
    const reads = [read('a', 'a1'), read('a', 'a2')];
    expect(await read('a', 'a3')).toBe('too-many-heavy-reads');
    expect(await Promise.race([read('b', 'b1'), settled()])).toBeUndefined();
    expect(begun).toEqual(['a1', 'a2', 'b1']);
    for (const end of ends.values()) end();
    expect(await Promise.all(reads)).toEqual(['a1', 'a2']);
  });

  it('leave their place when they fail', async () => {
    for (let nth = 0; nth < 10; nth += 1) {
      await expect(heavy.run('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    }
    expect(await heavy.run('a', () => Promise.resolve(5))).toBe(5);
  });
});
