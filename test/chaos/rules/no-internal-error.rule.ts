import { exchangesOf } from '../history/history.views.js';
import type { Rule } from './rule.js';

const NAME = 'no-internal-error';

export const noInternalError: Rule = {
  name: NAME,
  sentence: 'What is away is answered as being away (502, 503, 504), never as an internal error.',
  check: (history) =>
    exchangesOf(history)
      .filter(({ answer }) => answer?.status === 500)
      .map((exchange) => ({
        ...{ rule: NAME, subject: exchange.subject ?? exchange.operation, events: [exchange] },
        what: `${exchange.operation} was answered 500`,
      })),
};
