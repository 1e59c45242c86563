import { checkClock } from './clock.check.js';
import { checkContent } from './content.check.js';
import { checkEncryption } from './encryption.check.js';
import type { Check } from './finding.js';
import { checkRights } from './rights.check.js';
import { checkServers } from './server.check.js';
import { checkPollCycles } from './poll-cycle.check.js';
import { checkUpstreams } from './upstream.check.js';

export type { Finding } from './finding.js';

/** In the order of the output. */
export const CHECKS: readonly Check[] = [
  checkServers,
  checkRights,
  checkClock,
  checkContent,
  checkEncryption,
  checkPollCycles,
  checkUpstreams,
];
