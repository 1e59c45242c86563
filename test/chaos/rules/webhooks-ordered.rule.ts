import type { History, Receipt } from '../history/history.event.js';
import { groupedBy, receiptsOf } from '../history/history.views.js';
import type { Rule, Violation } from './rule.js';

const NAME = 'webhooks-ordered';
/** A worker that was away may have a delivery on its way, and its successor begins again where it knows of. */
const TAKE_OVER_WITHIN_MS = 30_000;
/** Faults after which another worker, or the same one anew, goes on with deliveries. */
const TAKE_OVER = /worker|redis|master|slot|node|replica|clock/;

export const webhooksOrdered: Rule = {
  name: NAME,
  sentence: 'Webhooks of a job arrive in order of sequence, but for take-overs.',
  check: (history) => {
    const takeOvers = takeOversIn(history);
    const violations: Violation[] = [];
    const groups = groupedBy(receiptsOf(history), ({ receiver, subject }) => `${subject} at ${receiver}`);
    for (const [subject, receipts] of groups) {
      const pair = firstOutOfOrder(receipts, takeOvers);
      if (pair === null) continue;
      const what = `sequence ${pair[1].sequence} came first after ${pair[0].sequence}`;
      violations.push({ rule: NAME, subject, what, events: pair });
    }
    return violations;
  },
};

function takeOversIn(history: History): number[] {
  return history.flatMap((event) => (event.kind === 'fault' && TAKE_OVER.test(event.fault) ? [event.at] : []));
}

function firstOutOfOrder(receipts: readonly Receipt[], takeOvers: readonly number[]): [Receipt, Receipt] | null {
  const seen = new Set<string>();
  let highest: Receipt | null = null;
  for (const receipt of receipts) {
    const isFirst = !seen.has(receipt.message);
    seen.add(receipt.message);
    if (highest !== null && isFirst && receipt.sequence < highest.sequence) {
      const isExcused = takeOvers.some((at) => at < receipt.at && at > receipt.at - TAKE_OVER_WITHIN_MS);
      if (!isExcused) return [highest, receipt];
    }
    if (highest === null || receipt.sequence > highest.sequence) highest = receipt;
  }
  return null;
}
