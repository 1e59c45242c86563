import type { Job } from '#libs/client';

/** Why a person should look at a job; none where it needs nobody. */
export function attentionReasons({ kind, terminal, state, stateReason, observation, cancellation }: Job): string[] {
  const reasons: string[] = [];
  if (state === 'lost') reasons.push(LOST[stateReason ?? 'not-found']);
  for (const { code, value } of observation.anomalies) {
    if (code === 'unmapped-state') reasons.push(`Unmapped word${value ? ` “${value}”` : ''}`);
    else if (code === 'contradicts-end') reasons.push(`Contradicts its end${value ? `: “${value}”` : ''}`);
    else reasons.push(code);
  }
  // Of what is over nothing more is to be seen.
  const trouble = terminal && kind === 'run' ? undefined : OBSERVED[observation.status];
  if (trouble !== undefined) reasons.push(trouble);
  const cancel = CANCELED[cancellation.status];
  if (cancel !== undefined) reasons.push(cancel);
  return reasons;
}

const LOST: Record<NonNullable<Job['stateReason']>, string> = {
  'not-found': 'Lost: no longer known upstream',
  superseded: 'Lost: superseded',
  expired: 'Lost: expired upstream',
  deadline: 'Lost: past its deadline',
};

const OBSERVED: Partial<Record<Job['observation']['status'], string>> = {
  stale: 'Overdue: no usable answer in time',
  unreachable: 'Upstream unreachable',
  unauthorized: 'Upstream refuses the log-on',
  throttled: 'Upstream throttles',
};

const CANCELED: Partial<Record<Job['cancellation']['status'], string>> = {
  rejected: 'Cancel rejected',
  unsupported: 'Cancel not supported',
  ineffective: 'Canceled in vain',
};
