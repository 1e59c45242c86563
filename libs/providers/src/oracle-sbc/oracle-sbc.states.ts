import type { JobState } from '#libs/jobs';

/**
 * The words for an end. Documented is `success` alone
 * (https://docs.oracle.com/en/industries/communications/session-border-controller/9.3.0/rest/op-rest-version-admin-asyncstatus-get.html);
 * `fail` is what clients of the box wait for, the others are its near spellings. No word for "in progress" is
 * documented anywhere, so none is listed.
 */
type WireState = 'success' | 'fail' | 'failed' | 'failure' | 'error';

export const ORACLE_SBC_STATES = {
  success: 'succeeded',
  fail: 'failed',
  failed: 'failed',
  failure: 'failed',
  error: 'failed',
} as const satisfies Record<WireState, JobState>;

const FAILURE_BEGINNING = /^(fail|error)/;

/** The end that a status word names, in any case of letters; null for every other word. */
export function endNamedBy(rawStatus: string): 'succeeded' | 'failed' | null {
  const lower = rawStatus.toLowerCase();
  if (Object.hasOwn(ORACLE_SBC_STATES, lower)) return ORACLE_SBC_STATES[lower as WireState];
  return FAILURE_BEGINNING.test(lower) ? 'failed' : null;
}
