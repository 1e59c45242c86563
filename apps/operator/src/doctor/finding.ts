import type { OperatorContext } from '../operator.context.js';

/** What came of one thing that was checked. */
export interface Finding {
  /** `fault`: Jobgate does not work as it is. `warning`: something can be lost, or is wrong. `unknown`: permission denied. */
  verdict: 'ok' | 'warning' | 'fault' | 'unknown';
  /** What was checked, in one or two words. */
  subject: string;
  /** What was found, and what to do about it. */
  detail: string;
}

/** Checks one thing; a Redis that cannot be reached is thrown, everything else is a finding. */
export type Check = (context: Pick<OperatorContext, 'configuration' | 'store' | 'options'>) => Promise<Finding[]>;
