/** What requests are counted apart: questions for the state of one job, other questions, everything that acts. */
export const BUDGETS = ['polls', 'reads', 'writes'] as const;
export type Budget = (typeof BUDGETS)[number];

const ONE_JOB = /^\/jobs\/[^/?]*(~|%7e)[^/?]*\/?(\?|$)/i;
/** A question that is too long for an address. */
const LONG_QUESTION = /^\/jobs\/batch\/?(\?|$)/i;

/** From which budget a request is paid. */
export function budgetOf(method: string, url: string): Budget {
  if (method === 'GET' || method === 'HEAD') return ONE_JOB.test(url) ? 'polls' : 'reads';
  return method === 'POST' && LONG_QUESTION.test(url) ? 'reads' : 'writes';
}
