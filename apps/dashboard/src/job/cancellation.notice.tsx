import type { Job } from '#libs/client';
import { Age } from '../freshness/age.js';

type Cancellation = Job['cancellation'];

const LABELS: Record<Exclude<Cancellation['status'], 'none'>, string> = {
  requested: 'Cancellation requested. The state changes when the upstream reports the end.',
  acknowledged: 'Cancellation accepted by the upstream. The state changes when the upstream reports the end.',
  rejected: 'Cancellation rejected by the upstream.',
  unsupported: 'The upstream does not support canceling this job.',
  ineffective: 'Cancel had no effect: the job kept running.',
};

/** The outcome of a cancel request. */
export function CancellationNotice({ cancellation, hasEnded }: { cancellation: Cancellation; hasEnded: boolean }) {
  const { status, reason, requestedAt } = cancellation;
  if (status === 'none') return null;
  const isPending = status === 'requested' || status === 'acknowledged';
  if (isPending && hasEnded) return null;
  return (
    <p className={`notice ${isPending ? 'is-note' : 'is-warn'}`}>
      {LABELS[status]} {reason !== null && <span>{reason} </span>}
      {requestedAt !== null && (
        <span className="muted">
          Requested <Age of={requestedAt} />.
        </span>
      )}
    </p>
  );
}
