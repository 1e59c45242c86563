import { EMPTY_SKETCH, learn } from './duration-sketch.js';
import { lookByHint } from './hint-plans.js';
import { outlookFromHint } from './hints.js';
import { LookPlan } from './look-plan.js';
import { outlookOf, type Outlook } from './outlook.js';

const SECOND = 1_000;
const AT = Date.UTC(2026, 10, 21, 8, 0, 0);
const BOUNDS = { priceMs: 500, minMs: SECOND, maxMs: 60 * SECOND };

const hint = (remainingMs: number, doubt: number) => ({ basis: 'estimate' as const, endAt: AT + remainingMs, doubt });
const solved = (remainingMs: number, doubt: number, learned: Outlook | null, elapsed: number | null) =>
  new LookPlan(outlookFromHint({ remainingMs, doubt }, learned, elapsed), BOUNDS).after(0);

describe('the next look by a hint', () => {
  const minutes = outlookOf(learn(EMPTY_SKETCH, { atLeastMs: 60 * SECOND, atMostMs: 60 * SECOND }))!;

  it.each([5, 17, 61, 333, 3_601])('is what a plan for it says, with %d s to go', (seconds) => {
    for (const doubt of [0.05, 0.13, 0.25, 0.61, 1]) {
      for (const [learned, elapsed] of [[null, 7 * SECOND] as const, [minutes, 20 * SECOND] as const]) {
        const { intervalMs } = lookByHint(hint(seconds * SECOND, doubt), AT, learned, elapsed, BOUNDS);
        const exact = solved(seconds * SECOND, doubt, learned, learned && elapsed).intervalMs;
        expect(Math.abs(Math.log(intervalMs / exact))).toBeLessThan(0.1);
      }
    }
  });

  it('is solved once for all that are alike', () => {
    const look = lookByHint(hint(40_000, 0.25), AT, null, SECOND, BOUNDS);
    expect(lookByHint(hint(40_001, 0.25), AT, null, 9 * SECOND, BOUNDS)).toBe(look);
    expect(lookByHint(hint(80_000, 0.25), AT, null, SECOND, BOUNDS)).not.toBe(look);
    expect(lookByHint(hint(40_000, 0.25), AT, null, SECOND, { ...BOUNDS, priceMs: 100 })).not.toBe(look);
    expect(lookByHint(hint(40_000, 0.25), AT, minutes, SECOND, BOUNDS)).not.toBe(look);
  });

  it('is there for an end that should have been long ago', () => {
    expect(lookByHint(hint(-40_000, 0.25), AT, null, SECOND, BOUNDS).intervalMs).toBeGreaterThanOrEqual(SECOND);
  });
});
