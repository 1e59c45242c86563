import type { ProviderHarness } from '../provider-harness.js';
import { contextOf } from '../stage.js';
import { useStages } from './stages.js';

/** What the upstream says, and what becomes of it. */
export function describeStatuses(harness: ProviderHarness): void {
  const open = useStages(harness);
  const { provider } = harness;

  it.each(harness.rawStatuses)('$row', async ({ script, asked, expected }) => {
    const stage = await open(script);
    expect(await stage.pollOk(asked)).toMatchObject(expected);
  });

  it('keeps to what it knows when the upstream uses an unknown status', async () => {
    const { script, expectedState } = harness.unknownWord;
    const observation = await (await open(script)).pollOk();
    expect(observation.state).toBe(expectedState);
    expect(observation.upstreamState).toMatch(/\w/);
  });

  // Not it.each: a provider whose upstream never says so has no rows, and an empty table is an error there.
  for (const { row, script } of harness.notFound) {
    it(`takes it for no such job: ${row}`, async () => {
      expect((await (await open(script)).pollFailing()).kind).toBe('not-found');
    });
  }

  it.each(harness.rawStatuses)(
    'translates the same answer to the same observation, and leaves it alone: $row',
    async (row) => {
      const stage = await open(row.script);
      const { fetched, ref } = await stage.poll(row.asked);
      if (!('raw' in fetched)) throw new Error('Expected an answer.');
      const context = Object.freeze(contextOf(stage.connection));
      const raw = deepFreeze(fetched.raw);
      const first = provider.translate(raw, ref, context);
      expect(provider.translate(raw, ref, context)).toEqual(first);
      const recorded: unknown = JSON.parse(JSON.stringify(raw));
      expect(provider.translate(recorded, ref, context)).toEqual(first);
    },
  );
}

function deepFreeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
