import type { Job } from '#libs/client';
import { Icon } from '../shell/panel.js';
import { Age } from './age.js';
import './freshness.css';

type Observation = Job['observation'];
type Status = Observation['status'];
type Known = Pick<Observation, 'status' | 'observedAt'>;

export const FRESHNESS_LABELS: Record<Status, string> = {
  fresh: 'Fresh',
  stale: 'Stale',
  unreachable: 'Unreachable',
  unauthorized: 'Authentication failed',
  throttled: 'Rate-limited',
  never: 'Never observed',
};

/** A shape for each: color is not the only cue. */
const ICON_PATHS: Record<Status, string> = {
  fresh: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z',
  stale: 'M6 1.2a4.8 4.8 0 1 1 0 9.6A4.8 4.8 0 0 1 6 1.2zM6 3v3l2 1.4',
  unreachable: 'M6 1 11.3 10.6H.7zM6 4.4v2.8M6 8.6v.6',
  unauthorized: 'M2.5 5.5h7v5h-7zM4 5.5V3.8a2 2 0 0 1 4 0v1.7',
  throttled: 'M3.6 1.6v8.8M8.4 1.6v8.8',
  never: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z',
};

/** Freshness and age of the last usable response; `Final` for a state that cannot change. */
export function FreshnessBadge({ observation, isFinal }: { observation: Known; isFinal: boolean }) {
  const { status, observedAt } = observation;
  const isFresh = status === 'fresh';
  return (
    <span className={`freshness marked is-${isFinal && isFresh ? 'final' : status}`}>
      <Icon path={isFinal && isFresh ? 'M2 6.2 4.8 9 10 3.2' : ICON_PATHS[status]} isFilled={isFresh && !isFinal} />
      {isFinal && isFresh ? (
        <span>Final</span>
      ) : (
        <>
          <span className={isFresh ? 'visually-hidden' : 'freshness-label'}>{FRESHNESS_LABELS[status]}</span>
          {observedAt !== null && <Age of={observedAt} />}
        </>
      )}
    </span>
  );
}
