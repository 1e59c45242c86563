import type { History, HistoryEvent } from '../history/history.event.js';
import { exchangesOf } from '../history/history.views.js';
import { isOfPrevious } from '../history/previous.build.js';
import type { Truth } from '../truth/truth.js';
import type { Violation } from './rule.js';
import { RULES, violationsOf } from './rules.js';

/** What both builds promised, and have to keep together: judged by all that was seen. */
const OF_BOTH: ReadonlySet<string> = new Set([
  ...['acknowledged-kept', 'untracked-gone', 'state-true', 'terminal-immutable', 'lost-confirmed', 'streams-complete'],
  ...['webhooks-complete', 'webhooks-ordered', 'hidden-not-leaked', 'converged-in-time'],
]);

/**
 * What a history breaks in which processes of the previous build answered as well. They are not held to what only the
 * present build promises: whatever they answered is left out, and so is each `Idempotency-Key` that they have seen.
 */
export function violationsOfMixedBuilds(history: History, truth: Truth): Violation[] {
  const [ofBoth, ofPresent] = [true, false].map((isOfBoth) =>
    RULES.filter(({ name }) => OF_BOTH.has(name) === isOfBoth),
  );
  return [...violationsOf(history, truth, ofBoth), ...violationsOf(ofPresentBuild(history), truth, ofPresent)];
}

function ofPresentBuild(history: History): HistoryEvent[] {
  const asked = exchangesOf(history).filter(({ gateway }) => isOfPrevious(gateway));
  const keys = new Set(asked.map(({ idempotencyKey }) => idempotencyKey).filter((key) => key !== null));
  return history.filter((event) => {
    if ('gateway' in event && isOfPrevious(event.gateway)) return false;
    return event.kind !== 'exchange' || event.idempotencyKey === null || !keys.has(event.idempotencyKey);
  });
}
