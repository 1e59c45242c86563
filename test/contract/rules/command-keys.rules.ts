import type { ProviderHarness } from '../provider-harness.js';
import { HOSTILE_KEYS, outlineOf } from './hostile-keys.rules.js';
import { useStages } from './stages.js';

/** A key stays one value in one place of the request also where something is done with it. */
export function describeCommandKeys(harness: ProviderHarness): void {
  const open = useStages(harness);
  const { commands, keys, provider } = harness;
  const { capabilities, parseKey } = provider.descriptor;
  const keyed = (['cancel', 'delete', 'runs'] as const).filter((call) => capabilities[call]);

  it.each(keyed)('%s keeps each hostile key in its place, or asks nobody', async (call) => {
    const plain = commands.rows.find((row) => row.call === call)!;
    const well = await open(plain.script());
    await well.execute(plain, new AbortController().signal);
    const known = new Set(well.calls.map(outlineOf));
    const begin = call === 'runs' ? keys.pointer! : keys.run;
    const hostile = [...HOSTILE_KEYS, ...HOSTILE_KEYS.map((key) => begin + key), ...harness.hostileKeys];
    const stage = await open(plain.script());
    for (const key of hostile) {
      const ref = { key, kind: parseKey(key)?.kind ?? 'run' } as const;
      const signal = AbortSignal.timeout(1_000);
      const result =
        call === 'runs'
          ? provider.runs!(stage.session, ref, PART, signal)
          : provider[call]!(stage.session, ref, signal);
      if (parseKey(key) === null) expect(await result).toHaveProperty('refused');
      else await result;
    }
    for (const request of stage.calls) expect([...known]).toContain(outlineOf(request));
  });
}

const PART = { offset: 0, limit: 20 };
