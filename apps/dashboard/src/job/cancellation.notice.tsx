import type { Job } from '#libs/client';
import { Age } from '../freshness/age.js';

type Cancellation = Job['cancellation'];

const LABELS: Record<Exclude<Cancellation['status'], 'none'>, string> = {
  requested: 'A cancel was asked for. The state changes once the end has been seen.',
  acknowledged: 'The upstream took the cancel. The state changes once the end has been seen.',
  rejected: 'The upstream rejected the cancel.',
  unsupported: 'The upstream cannot cancel this job.',
  ineffective: 'The cancel had no effect: the job went on.',
};

/** What became of a wish to cancel. */
export function CancellationNotice({ cancellation, hasEnded }: { cancellation: Cancellation; hasEnded: boolean }) {
  const { status, reason, requestedAt } = cancellation;
  if (status === 'none') return null;
  const isUnderWay = status === 'requested' || status === 'acknowledged';
  if (isUnderWay && hasEnded) return null;
  return (
    <p className={`notice ${isUnderWay ? 'is-note' : 'is-warn'}`}>
      {LABELS[status]} {reason !== null && <span>{reason} </span>}
      {requestedAt !== null && (
        <span className="muted">
          Asked <Age of={requestedAt} />.
        </span>
      )}
    </p>
  );
}
