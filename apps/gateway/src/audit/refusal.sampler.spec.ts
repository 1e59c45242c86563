import type { AuditEntry } from '#libs/store';
import { RefusalSampler } from './refusal.sampler.js';

const REFUSED: AuditEntry = {
  ...{ at: 1, caller: 'reader', action: 'cancel', connection: 'dm-prod', job: 'dm-prod~9', webhook: null },
  ...{ connections: null, status: 403, outcome: 'missing-scope', fingerprint: '2c26b46b', address: '203.0.113.1' },
  requestId: 'r',
};

const taken = (samples: RefusalSampler, entries: readonly AuditEntry[]) =>
  entries.filter((entry) => samples.take(entry)).length;
const several = (count: number, entry: (nth: number) => Partial<AuditEntry> = () => ({})) =>
  Array.from({ length: count }, (_, nth) => ({ ...REFUSED, ...entry(nth) }));

describe('refusals that are written down', () => {
  it('are ten of a caller from one address, and thirty of a caller', () => {
    const samples = new RefusalSampler();
    expect(taken(samples, several(100))).toBe(10);
    expect(
      taken(
        samples,
        several(100, (nth) => ({ address: `2001:db8::${nth}` })),
      ),
    ).toBe(10);
    expect(
      taken(
        samples,
        several(100, (nth) => ({ address: `203.0.113.${nth + 2}` })),
      ),
    ).toBe(10);
    expect(
      taken(
        samples,
        several(5, () => ({ caller: 'another' })),
      ),
    ).toBe(5);
  });

  it('are a thousand of all, and of more than a thousand callers the others are counted together', () => {
    const samples = new RefusalSampler();
    const crowd = several(3_000, (nth) => ({ caller: `caller ${nth % 1_500}` }));
    expect(taken(samples, crowd)).toBe(1_000);
    const counted = samples.drain();
    expect(counted.reduce((sum, { count }) => sum + count!, 0)).toBe(2_000);
    expect(counted).toHaveLength(1_001);
    expect(counted.find(({ caller }) => caller === '*')).toMatchObject({ count: 1_000 });
  });

  it('are summarized by one entry for each action, with what these have in common', () => {
    const samples = new RefusalSampler();
    samples.take(REFUSED);
    for (const entry of several(29, (nth) => ({ address: `203.0.113.${nth + 2}` }))) samples.take(entry);
    samples.take({ ...REFUSED, at: 2 });
    samples.take({ ...REFUSED, at: 3, job: 'dm-prod~10', address: '203.0.113.7' });
    samples.take({ ...REFUSED, at: 4, action: 'start', job: null });
    expect(samples.drain()).toEqual([
      { ...REFUSED, at: 3, job: null, address: null, requestId: null, count: 2 },
      { ...REFUSED, at: 4, action: 'start', job: null, count: 1 },
    ]);
    expect(samples.drain()).toEqual([]);
    expect(samples.take(REFUSED)).toBe(true);
  });
});
