import { formatJobId, JOB_STATES, parseJobId } from '#libs/jobs';
import { PROVIDER_LIST, providerToken } from '#libs/providers';
import { Test } from '@nestjs/testing';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { ProviderHarness } from '../provider-harness.js';

const FOREIGN_URLS = [
  '',
  'https://elsewhere.example/api/jobs/9',
  '//elsewhere.example/api/jobs/9',
  'https://hmc.example:6794@elsewhere.example/api/jobs/9',
  'javascript:alert(1)',
  'file:///etc/passwd',
  '/../../etc/passwd',
  '/',
  '\u0000',
  'https://',
  'http://[',
];

/** What must hold of a provider before anyone is asked. */
export function describeDescriptor(harness: ProviderHarness): void {
  const { descriptor } = harness.provider;
  const shape = harness.connection('https://upstream.example:6794');

  it('is what its module provides', async () => {
    const entry = PROVIDER_LIST.find((listed) => listed.descriptor.name === descriptor.name);
    const testing = await Test.createTestingModule({ imports: [await entry!.load()] }).compile();
    const provided = testing.get<object>(providerToken(descriptor.name), { strict: false });
    expect(provided.constructor).toBe(harness.provider.constructor);
    expect(entry!.descriptor).toBe(descriptor);
  });

  it('gives examples of keys that are its keys, and that survive as ids', () => {
    expect(descriptor.keyForms.length).toBeGreaterThan(0);
    for (const { example, kind } of descriptor.keyForms) {
      expect(descriptor.parseKey(example)?.kind).toBe(kind);
      const address = { connection: 'contract', key: example };
      expect(parseJobId(formatJobId(address))).toEqual(address);
    }
  });

  it('knows the run key as a run and the pointer key as a pointer', () => {
    const { run, asked, pointer } = harness.keys;
    expect(descriptor.parseKey(run)?.kind).toBe('run');
    expect(descriptor.parseKey(run)?.seenThrough ?? run).toBe(asked);
    expect(descriptor.capabilities.pointers).toBe(pointer !== null);
    if (pointer !== null) expect(descriptor.parseKey(pointer)).toEqual({ kind: 'pointer', seenThrough: null });
  });

  it('maps every documented status to a state, and its harness shows every state that it maps to', () => {
    const mapped = new Set(Object.values(descriptor.states));
    const shown = harness.rawStatuses.flatMap(({ expected }) => [expected.state, expected.target?.observation.state]);
    for (const state of mapped) {
      expect(JOB_STATES).toContain(state);
      expect(shown).toContain(state);
    }
  });

  it('maps what the table in its README says', () => {
    const readme = readFileSync(`libs/providers/src/${descriptor.name}/README.md`, 'utf8');
    const table = /<!-- states -->(.*?)<!-- \/?states -->/s.exec(readme)?.[1] ?? '';
    const rows = [...table.matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\|/gm)].map(([, word, state]) => [word, state]);
    expect(Object.fromEntries(rows)).toEqual(descriptor.states);
  });

  it('accepts the settings of its harness and refuses unknown options and credentials', () => {
    expect(shape.provider).toBe(descriptor.name);
    expect(descriptor.optionsSchema.parse(shape.options)).toEqual(shape.options);
    expect(descriptor.authSchema.parse(shape.auth)).toEqual(shape.auth);
    expect(descriptor.optionsSchema.safeParse({ ...shape.options, surprise: 1 }).success).toBe(false);
    expect(descriptor.authSchema.safeParse({ ...shape.auth, surprise: 'x' }).success).toBe(false);
    expect(descriptor.authSchema.safeParse({}).success).toBe(false);
  });

  it('needs no option to be set', () => {
    expect(descriptor.optionsSchema.safeParse({}).error?.issues ?? []).toEqual([]);
  });

  it.each(FOREIGN_URLS)('finds no job in the address %j', (url) => {
    expect(descriptor.keyFromUrl(url, shape)).toBeNull();
  });

  it('reads any text as a key, or as an address, without throwing, and finds only keys of its own', () => {
    const text = fc.string({ unit: 'binary', maxLength: 600 });
    fc.assert(
      fc.property(text, (anything) => {
        descriptor.parseKey(anything);
        for (const url of [anything, `${shape.url}/${anything}`, `/${anything}`]) {
          const key = descriptor.keyFromUrl(url, shape);
          if (key !== null) expect(descriptor.parseKey(key)).not.toBeNull();
        }
      }),
    );
  });
}
