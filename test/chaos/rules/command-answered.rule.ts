import { exchangesOf, groupedBy, timeOf } from '../history/history.views.js';
import type { Exchange } from '../history/history.event.js';
import type { Rule, Violation } from './rule.js';

const NAME = 'command-answered';
/** Says nothing about the command yet: ask again. */
const NOT_YET: readonly number[] = [408, 409, 425, 429, 503];

/** The last answer to a key, given after the last fault. */
export const commandAnswered: Rule = {
  name: NAME,
  sentence: 'A command is done, refused, or honestly outcome-unknown.',
  check: (history, truth) => {
    const settlingAt = timeOf(history, 'settling');
    const keys = groupedBy(exchangesOf(history, 'start'), ({ idempotencyKey }) => idempotencyKey ?? '');
    const violations: Violation[] = [];
    for (const [key, exchanges] of keys) {
      const last = exchanges.filter(({ answer }) => answer !== null).at(-1);
      if (key === '' || last === undefined || last.sentAt < settlingAt) continue;
      const started = truth.starts.filter(({ resource }) => last.resources.includes(resource));
      const what = faultOf(last, started.length);
      if (what !== null) violations.push({ rule: NAME, subject: key, what, events: exchanges });
    }
    return violations;
  },
};

function faultOf({ answer, resources }: Exchange, starts: number): string | null {
  const { status, code } = answer!;
  if (status < 300) return starts === 0 ? `was answered ${status}, and nothing was started` : null;
  if (status === 504 && code === 'outcome-unknown') return null;
  if (NOT_YET.includes(status) && code !== 'start-rejected') return `is still answered ${status} ${code ?? ''}`;
  const started = `${resources.join(', ')} was started`;
  return starts > 0 ? `was refused with ${status} ${code ?? ''}, though ${started}` : null;
}
