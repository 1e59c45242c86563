import type { Check } from './finding.js';
import { checkClock } from './clock.check.js';

export type { Finding } from './finding.js';

/** In the order in which they are told. */
export const CHECKS: readonly Check[] = [checkClock];
