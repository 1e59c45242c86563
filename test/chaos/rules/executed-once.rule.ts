import { exchangesOf, groupedBy } from '../history/history.views.js';
import type { Rule, Violation } from './rule.js';

const NAME = 'executed-once';

/** Each key of a history starts resources that no other key starts, so that the upstream's own count tells. */
export const executedOnce: Rule = {
  name: NAME,
  sentence: 'An Idempotency-Key never acts twice upstream, whatever is killed, and always names the same job.',
  check: (history, truth) => {
    const starts = groupedBy(truth.starts, ({ resource }) => resource);
    const keys = groupedBy(exchangesOf(history, 'start'), ({ idempotencyKey }) => idempotencyKey ?? '');
    const violations: Violation[] = [];
    for (const [key, exchanges] of keys) {
      if (key === '') continue;
      for (const resource of new Set(exchanges.flatMap(({ resources }) => resources))) {
        const acted = starts.get(resource) ?? [];
        if (acted.length < 2) continue;
        const what = `started ${resource} ${acted.length} times: ${acted.map(({ id }) => id).join(', ')}`;
        violations.push({ rule: NAME, subject: key, what, events: exchanges });
      }
      const answered = exchanges.filter(({ answer }) => answer !== null && answer.status < 300);
      const ids = new Set(answered.flatMap(({ answer }) => answer!.shown.slice(0, 1).map(({ id }) => id)));
      if (ids.size < 2) continue;
      violations.push({
        ...{ rule: NAME, subject: key, events: answered },
        what: `was answered with different jobs: ${[...ids].join(', ')}`,
      });
    }
    return violations;
  },
};
