import { isForbidden, type Inconsistency } from '#libs/store';
import { deliveryFrom, loggedDeliveryFrom, subscriptionFrom } from '#libs/webhooks';
import type { Check, Finding } from './finding.js';

const READERS = { subscription: subscriptionFrom, delivery: deliveryFrom, loggedDelivery: loggedDeliveryFrom };
const ALL_WELL: Finding = {
  verdict: 'ok',
  subject: 'content',
  detail: 'schedule, indexes, expiry and request queues agree with the records, and everything can be decoded',
};

/** Compares what is derived from records with them, and puts it right where the operator wants so; reads everything there is. */
export const checkContent: Check = async ({ store, options }) => {
  try {
    const found = await store.repair.run(READERS, options.repair === true);
    return found.length === 0 ? [ALL_WELL] : found.map(findingOf);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const detail = 'not allowed to read everything under the prefix: see docs/redis.md, "The user"';
    return [{ verdict: 'unknown', subject: 'content', detail }];
  }
};

function findingOf(disagreement: Inconsistency): Finding {
  const { kind, name, count, repaired, examples } = disagreement;
  const named = `${examples.map((one) => JSON.stringify(one)).join(', ')}${count > examples.length ? ', …' : ''}`;
  if (kind === 'unreadable') {
    const detail = `${name}: ${count} cannot be read (${named}): written by a later version, or damaged; left as they are`;
    // A job whose record cannot be read is never polled; everything else works without the text.
    return { verdict: name === 'record' ? 'fault' : 'warning', subject: 'unreadable', detail };
  }
  const what = `${name}: ${count} ${count === 1 ? 'entry' : 'entries'} (${named})`;
  return repaired === count
    ? { verdict: 'ok', subject: 'derived', detail: `${what} put right` }
    : { verdict: 'fault', subject: 'derived', detail: `${what} not as the records say: put it right with --repair` };
}
