import fc from 'fast-check';
import { anyDelay, anyObservation, anyTrouble } from '../test/arbitraries.js';
import { aRun, BEGIN, MINUTE, seenAt, triedAt } from '../test/scenes.js';
import { applyObservation, applyTrouble, confirmObservation, isConfirmable, type JobRecord } from './index.js';

const anyPast = fc.array(
  fc.oneof(
    anyObservation.map(
      (observed) => (record: JobRecord, at: number) => applyObservation(record, observed, seenAt(at)).record,
    ),
    anyTrouble.map((met) => (record: JobRecord, at: number) => applyTrouble(record, met, triedAt(at)).record),
  ),
  { maxLength: 4 },
);

describe('the same observation once more', () => {
  it('changes what confirming it changes, and no revision', () => {
    let confirmed = 0;
    fc.assert(
      fc.property(anyPast, anyObservation, anyDelay, (past, observed, delay) => {
        let at = BEGIN;
        let record = aRun();
        for (const step of past) record = step(record, (at += MINUTE));
        const once = applyObservation(record, observed, seenAt((at += MINUTE))).record;
        if (!isConfirmable(once)) return;
        confirmed += 1;
        const twice = applyObservation(once, observed, { ...seenAt(at + delay), source: 'push' });
        const { observedAt, attemptedAt, source } = confirmObservation(once, at + delay, 'push');
        const observation = { ...once.observation, observedAt, attemptedAt, source };
        expect({ ...once, observation }).toEqual(twice.record);
        expect(twice).toMatchObject({ hasChanged: false, transition: null, resultText: null });
      }),
      { numRuns: 1_000 },
    );
    expect(confirmed).toBeGreaterThan(100);
  });

  it.each([
    ['never seen', aRun()],
    [
      'that has ended',
      applyObservation(aRun(), { state: 'succeeded', upstreamState: 'x', rule: 'x' }, seenAt(BEGIN)).record,
    ],
    [
      'whose word nobody knows',
      applyObservation(aRun(), { state: null, upstreamState: 'x', rule: 'x' }, seenAt(BEGIN)).record,
    ],
  ])('is not taken for granted of a job %s', (_what, record) => {
    expect(isConfirmable(record)).toBe(false);
  });
});
