import { PROVIDER_LIST } from '#libs/providers';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProviderHarness } from './provider-harness.js';
import { describeCommands } from './rules/commands.rules.js';
import { describeCredentials } from './rules/credentials.rules.js';
import { describeDescriptor } from './rules/descriptor.rules.js';
import { describeFlow } from './rules/flow.rules.js';
import { describeHostileKeys } from './rules/hostile-keys.rules.js';
import { describeStartForm } from './rules/start-form.rules.js';
import { describeTrouble } from './rules/failures.rules.js';
import { describeStatuses } from './rules/statuses.rules.js';

const SUFFIX = '.harness.ts';
const folder = dirname(fileURLToPath(import.meta.url));
const named = readdirSync(folder)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .sort();

/** `variants`: other ways to log on, by what they are. */
interface HarnessFile {
  harness: ProviderHarness;
  variants?: Record<string, ProviderHarness>;
}
type Loaded = ({ name: string } & HarnessFile) | { name: string; error: unknown };

const loaded: Loaded[] = [];
// One after the other: Jest's loader cannot link modules that several imports share at the same time.
for (const name of named) {
  try {
    const { harness, variants } = (await import(join(folder, name + SUFFIX))) as HarnessFile;
    loaded.push({ name, harness, variants });
  } catch (error) {
    loaded.push({ name, error });
  }
}

describe('the contract kit', () => {
  it('has a harness for each registered provider, and no other', () => {
    expect(named).toEqual(PROVIDER_LIST.map(({ descriptor }) => descriptor.name).sort());
  });

  it.each(named)('can load the harness of %s', (name) => {
    const entry = loaded.find((candidate) => candidate.name === name)!;
    if ('error' in entry) throw entry.error;
    expect(entry.harness.provider.descriptor.name).toBe(name);
  });
});

for (const entry of loaded) {
  if (!('harness' in entry)) continue;
  const { name, harness, variants = {} } = entry;
  describe(name, () => {
    describe('before anyone is asked', () => describeDescriptor(harness));
    describe('what the upstream says', () => describeStatuses(harness));
    describe('log-on and credentials', () => describeCredentials(harness));
    for (const [way, other] of Object.entries(variants)) {
      describe(`log-on and credentials ${way}`, () => describeCredentials(other));
    }
    describe('trouble in observing', () => describeTrouble(harness));
    describe('hostile keys', () => describeHostileKeys(harness));
    describe('many jobs', () => describeFlow(harness));
    describe('commands', () => describeCommands(harness));
    if (harness.provider.descriptor.start) describe('starting', () => describeStartForm(harness));
  });
}
