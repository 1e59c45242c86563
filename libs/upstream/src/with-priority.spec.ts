import type { UpstreamCall } from './exchange.js';
import { withPriority } from './with-priority.js';
import type { Session } from './session.js';

/** A session to which its upstream adds something, as the SBC's lock. */
class OwnSession {
  readonly calls: UpstreamCall[] = [];
  #locks = 0;

  get locks(): number {
    return this.#locks;
  }

  lock(): void {
    this.#locks += 1;
  }

  async call(call: UpstreamCall): Promise<never> {
    this.calls.push(call);
    throw new Error('no upstream');
  }
}

it('a session for calls that go ahead is the same one, but for its calls', async () => {
  const own = new OwnSession();
  const priority = withPriority(own as unknown as Session & OwnSession);
  priority.lock();
  expect([priority.locks, own.locks]).toEqual([1, 1]);
  const call = { method: 'POST', target: '/jobs' } as const;
  const { signal } = new AbortController();
  await expect(priority.call(call, signal)).rejects.toThrow('no upstream');
  await expect(own.call(call)).rejects.toThrow('no upstream');
  expect(own.calls).toEqual([{ ...call, isPriority: true }, call]);
});
