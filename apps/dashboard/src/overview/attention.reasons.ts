import type { Job } from '#libs/client';

/** Why a job needs attention; empty where it does not. */
export function attentionReasons({ kind, terminal, state, stateReason, observation, cancellation }: Job): string[] {
  const reasons: string[] = [];
  if (state === 'lost') reasons.push(LOST[stateReason ?? 'not-found']);
  for (const { code, value } of observation.anomalies) {
    if (code === 'unmapped-state') reasons.push(`Unmapped status${value ? ` “${value}”` : ''}`);
    else if (code === 'contradicts-end') reasons.push(`Contradicts its terminal state${value ? `: “${value}”` : ''}`);
    else reasons.push(code);
  }
  // A terminal run is not polled again.
  const issue = terminal && kind === 'run' ? undefined : OBSERVED[observation.status];
  if (issue !== undefined) reasons.push(issue);
  const cancel = CANCELED[cancellation.status];
  if (cancel !== undefined) reasons.push(cancel);
  return reasons;
}

const LOST: Record<NonNullable<Job['stateReason']>, string> = {
  'not-found': 'Lost: not found upstream',
  superseded: 'Lost: superseded',
  expired: 'Lost: expired upstream',
  deadline: 'Lost: deadline exceeded',
};

const OBSERVED: Partial<Record<Job['observation']['status'], string>> = {
  stale: 'Overdue: no usable response in time',
  unreachable: 'Upstream unreachable',
  unauthorized: 'Authentication failed',
  throttled: 'Rate-limited by the upstream',
};

const CANCELED: Partial<Record<Job['cancellation']['status'], string>> = {
  rejected: 'Cancel rejected',
  unsupported: 'Cancel not supported',
  ineffective: 'Cancel had no effect',
};
