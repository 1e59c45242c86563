import type { Connection } from './overview.queries.js';

type Status = Connection['health']['status'];

const LABELS: Record<Status, string> = { up: 'Up', down: 'Down', unattended: 'No worker' };
const DESCRIPTIONS: Record<Status, string> = {
  up: 'A worker polls this connection, and the upstream responds.',
  down: 'The upstream does not respond; requests are paused.',
  unattended: 'No worker serves this connection.',
};
const ICON_PATHS: Record<Status, string> = {
  up: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z',
  down: 'M6 1 11.3 10.6H.7zM6 4.4v2.8M6 8.6v.6',
  unattended: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM4 6h4',
};

export function HealthBadge({ status }: { status: Status }) {
  return (
    <span className={`health is-${status}`} title={DESCRIPTIONS[status]}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <path d={ICON_PATHS[status]} />
      </svg>
      {LABELS[status]}
    </span>
  );
}
