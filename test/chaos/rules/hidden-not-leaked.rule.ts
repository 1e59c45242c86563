import { connectionOf } from '../history/history.views.js';
import type { HistoryEvent } from '../history/history.event.js';
import type { Rule, Violation } from './rule.js';

const NAME = 'hidden-not-leaked';
/** Said of everything at such a time, whether it is there or not. */
const SAYS_NOTHING: readonly number[] = [401, 404, 429, 503];

export const hiddenNotLeaked: Rule = {
  name: NAME,
  sentence: 'Nothing of a connection that is hidden from a caller ever reaches that caller.',
  check: (history, { visible }) => {
    const violations: Violation[] = [];
    for (const event of history) {
      const leak = leakIn(event, visible);
      if (leak !== null) violations.push({ rule: NAME, subject: leak.caller, what: leak.what, events: [event] });
    }
    return violations;
  },
};

type Visible = Readonly<Record<string, readonly string[]>>;

function leakIn(event: HistoryEvent, visible: Visible): { caller: string; what: string } | null {
  if (event.kind === 'exchange') {
    const { caller, answer, operation, subject } = event;
    if (answer === null) return null;
    const seen = visible[caller] ?? [];
    if (operation === 'probe') {
      const isPlain = SAYS_NOTHING.includes(answer.status);
      return isPlain ? null : { caller, what: `was answered ${answer.status} for the hidden ${subject}` };
    }
    return leakOf(caller, answer.connections, seen);
  }
  if (event.kind === 'message') {
    const gone = event.gone === null ? [] : [connectionOf(event.gone)];
    return leakOf(event.caller, [...event.connections, ...gone], visible[event.caller] ?? []);
  }
  if (event.kind === 'receipt') return leakOf(event.caller, event.connections, visible[event.caller] ?? []);
  return null;
}

function leakOf(caller: string, named: readonly string[], seen: readonly string[]) {
  const hidden = named.filter((connection) => !seen.includes(connection));
  return hidden.length === 0 ? null : { caller, what: `was shown something of ${hidden.join(' and ')}` };
}
