import type { Exchange, History } from '../history/history.event.js';
import { connectionOf, exchangesOf, groupedBy, receiptsOf } from '../history/history.views.js';
import type { Truth } from '../truth/truth.js';
import type { Rule, Violation } from './rule.js';

const NAME = 'webhooks-complete';

/** Subscriptions of this bed have no filters. A delivery that is to be tried again later is not lost, nor what waits behind it. */
export const webhooksComplete: Rule = {
  name: NAME,
  sentence: 'Each transition of a job reaches each webhook receiver at least once.',
  check: (history, truth) => {
    const taken = groupedBy(
      receiptsOf(history).filter(({ status }) => status < 300),
      ({ receiver, subject }) => `${receiver} ${subject}`,
    );
    const violations: Violation[] = [];
    for (const promised of exchangesOf(history, 'subscribe', 'track')) {
      const [receiver] = promised.resources;
      if (promised.answer?.status !== 201 || receiver === undefined) continue;
      const waiting = new Set(waitingOf(history, receiver));
      for (const told of jobsOf(history, promised, truth)) {
        const subject = told.subject!;
        const receipts = taken.get(`${receiver} ${subject}`) ?? [];
        const missing = missingFrom(told, receipts);
        if (missing.length === 0 || waiting.has(subject)) continue;
        const what = `never reached ${receiver} as ${missing.join(' and ')}`;
        violations.push({ rule: NAME, subject, what, events: [promised, ...receipts, told] });
      }
    }
    return violations;
  },
};

/** The last history of each job that was tracked after the subscription, and that its owner may see; or of the job that names it. */
function jobsOf(history: History, promised: Exchange, { visible }: Truth): Exchange[] {
  const { operation } = promised;
  const first = new Map<string, number>();
  for (const { answer, sentAt } of exchangesOf(history)) {
    for (const { id } of answer?.shown ?? []) if (!first.has(id)) first.set(id, sentAt);
  }
  const told = new Map<string, Exchange>();
  for (const exchange of exchangesOf(history, 'transitions')) {
    const { subject, answer } = exchange;
    if (subject === null || answer?.status !== 200) continue;
    if (!visible[promised.caller]?.includes(connectionOf(subject))) continue;
    const isMeant = operation === 'track' ? subject === promised.subject : (first.get(subject) ?? 0) > promised.at;
    if (isMeant) told.set(subject, exchange);
  }
  return [...told.values()];
}

function waitingOf(history: History, receiver: string): string[] {
  return exchangesOf(history, 'deliveries')
    .filter(({ resources }) => resources.includes(receiver))
    .flatMap(({ answer }) => answer?.waiting ?? []);
}

/** States that were entered more often than they were told, by different messages. */
function missingFrom(
  told: Exchange,
  receipts: readonly { message: string; state: string; previousState: string | null }[],
) {
  const entered = groupedBy(told.answer!.transitions, ({ to }) => to);
  return [...entered].flatMap(([state, transitions]) => {
    const messages = receipts.filter((receipt) => receipt.state === state && receipt.previousState !== state);
    return new Set(messages.map(({ message }) => message)).size < transitions.length ? [state] : [];
  });
}
