import type { ProviderHarness, ReceivedRequest, Reply } from '../provider-harness.js';
import { useStages } from './stages.js';
import { within } from './within.js';

/** Many jobs at once: each answered for, within the limits, and given up on request. */
export function describeFlow(harness: ProviderHarness): void {
  const open = useStages(harness);
  const { script } = harness.rawStatuses[0]!;
  const slowly = (request: ReceivedRequest) => {
    const reply: Reply = typeof script === 'function' ? script(request) : script;
    return { play: 'held', reply, until: new Promise((resolve) => setTimeout(resolve, 5)) } as const;
  };

  it('yields one outcome for each of fifty jobs', async () => {
    const stage = await open(script, { concurrency: 4 });
    const seen = await stage.pollAll(Array.from({ length: 50 }, () => stage.ref()));
    expect(seen).toHaveLength(50);
    for (const { observation } of seen) expect(observation).toMatchObject(harness.rawStatuses[0]!.expected);
  });

  it('calls a response the known one only when it is', async () => {
    const stage = await open(script);
    const ask = async (knownFingerprint?: string) => {
      const { signal } = new AbortController();
      for await (const fetched of harness.provider.fetch(
        stage.session,
        [{ ...stage.ref(), knownFingerprint }],
        signal,
      )) {
        return fetched;
      }
      throw new Error('Nothing was fetched.');
    };
    const first = await ask();
    expect(first).toHaveProperty('raw');
    expect(await ask('of another answer')).toHaveProperty('raw');
    const again = await ask(first.exchange!.fingerprint);
    if (!('isUnchanged' in again)) expect(again).toMatchObject({ raw: 'raw' in first && first.raw });
  });

  it('yields nothing for no jobs, and asks nobody', async () => {
    const stage = await open(script);
    expect(await stage.pollAll([])).toEqual([]);
    expect(stage.upstream.received).toEqual([]);
  });

  it('never has more calls in flight than it may', async () => {
    const stage = await open(slowly, { concurrency: 3 });
    await Promise.all([1, 2, 3].map(() => stage.pollAll(Array.from({ length: 20 }, () => stage.ref()))));
    expect(stage.upstream.mostInFlight).toBeLessThanOrEqual(3);
  });

  it('yields one outcome for each job also when all of them run into trouble', async () => {
    const stage = await open({ play: 'reset' }, { concurrency: 4 });
    const seen = await stage.pollAll(Array.from({ length: 50 }, () => stage.ref()));
    for (const { trouble } of seen) expect(trouble?.kind).toBe('unreachable');
  });

  it('aborts at once on request, with one outcome for each job', async () => {
    const stage = await open({ play: 'silence' }, { concurrency: 4 });
    const controller = new AbortController();
    const polling = stage.pollAll(
      Array.from({ length: 50 }, () => stage.ref()),
      controller.signal,
    );
    await stage.upstream.arrived(harness.logOn ? 2 : 1);
    controller.abort();
    const seen = await within(polling);
    for (const { trouble } of seen) expect(trouble?.kind).toBe('unreachable');
  });

  it('asks nobody when it was given up before it began', async () => {
    const stage = await open(script);
    const seen = await stage.pollAll([stage.ref(), stage.ref()], AbortSignal.abort());
    for (const { trouble } of seen) expect(trouble?.kind).toBe('unreachable');
    expect(stage.calls).toEqual([]);
  });

  it('lets a reader stop in the middle, and goes on afterwards', async () => {
    const stage = await open(script, { concurrency: 2 });
    const refs = Array.from({ length: 10 }, () => stage.ref());
    for await (const _first of harness.provider.fetch(stage.session, refs, new AbortController().signal)) break;
    await stage.pollOk();
    expect(stage.calls.length).toBeLessThan(refs.length);
  });
}
