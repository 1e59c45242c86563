import type { OperatorContext } from '../operator.context.js';

/** What came of one thing that was checked. */
export interface Finding {
  /** `bad`: Jobgate does not work as it is. `warning`: something can be lost, or is slower than it could be. */
  verdict: 'good' | 'warning' | 'bad';
  /** What was checked, in one or two words. */
  subject: string;
  detail: string;
}

/** Checks one thing; a Redis that cannot be reached is thrown, everything else is a finding. */
export type Check = (context: Pick<OperatorContext, 'configuration' | 'store'>) => Promise<Finding[]>;
