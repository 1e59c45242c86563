import type { Moment } from '#libs/jobs';
import { outlookFromHint, type Hint } from './hints.js';
import { LookPlan, type NextLook, type PlanBounds } from './look-plan.js';
import type { Outlook } from './outlook.js';

/** Step of the logarithms by which times and doubts are told apart: finer than any hint is. */
const STEP = 0.02;
const MOST_LOOKS = 5_000;

/** For those of whom nothing was learned. */
const NOTHING_LEARNED = {};
/** By what was learned of such runs: each goes with that. */
const known = new WeakMap<object, Map<string, NextLook>>();

/**
 * The best next look at something of which the upstream gives a hint. Solving a plan costs more than all else that is done
 * for a look, and hints are alike: each plan is solved once, for the middle of what it is taken for.
 */
export function lookByHint(
  hint: Hint,
  at: Moment,
  learned: Outlook | null,
  elapsed: number,
  bounds: PlanBounds,
): NextLook {
  const [remaining, doubt] = [stepOf(hint.endAt - at), stepOf(hint.doubt * 1_000)];
  const passed = learned === null ? null : stepOf(elapsed);
  const name = `${remaining} ${doubt} ${passed} ${bounds.priceMs} ${bounds.minMs} ${bounds.maxMs}`;
  const looks = looksBy(learned ?? NOTHING_LEARNED);
  const found = looks.get(name);
  if (found) return found;
  const outlook = outlookFromHint(
    { remainingMs: middleOf(remaining), doubt: middleOf(doubt) / 1_000 },
    learned,
    passed === null ? null : middleOf(passed),
  );
  const look = new LookPlan(outlook, bounds).after(0);
  if (looks.size >= MOST_LOOKS) looks.clear();
  looks.set(name, look);
  return look;
}

function looksBy(learned: object): Map<string, NextLook> {
  let looks = known.get(learned);
  if (!looks) known.set(learned, (looks = new Map()));
  return looks;
}

const stepOf = (value: number): number => Math.round(Math.log(Math.max(1, value)) / STEP);
const middleOf = (step: number): number => Math.exp(step * STEP);
