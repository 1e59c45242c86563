import type { CSSProperties } from 'react';
import { Icon } from '../shell/panel.js';
import { STATE_LABELS, type JobState } from './state.labels.js';
import './states.css';

const ICON_PATHS: Record<JobState, string> = {
  unknown: 'M4 4.4a2 2 0 1 1 2.8 1.8c-.6.3-.8.6-.8 1.2M6 9.6v.1',
  idle: 'M2.5 6h7',
  queued: 'M2.2 6h.1M6 6h.1M9.7 6h.1',
  running: 'M3.6 2.4 9.4 6 3.6 9.6z',
  canceling: 'M3 3h6v6H3z',
  succeeded: 'M2 6.2 4.8 9 10 3.2',
  failed: 'm2.8 2.8 6.4 6.4M9.2 2.8 2.8 9.2',
  canceled: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM2.9 9.1l6.2-6.2',
  lost: 'M6 1.2 10.8 6 6 10.8 1.2 6zM6 4v2.4M6 8v.1',
};

/** Sets the color of the state for the element and its children. */
export const stateColor = (state: JobState) => ({ '--state': `var(--state-${state})` }) as CSSProperties;

export function StateBadge({ state }: { state: JobState }) {
  return (
    <span className="state-badge marked" style={stateColor(state)}>
      <StateIcon state={state} />
      {STATE_LABELS[state]}
    </span>
  );
}

export const StateIcon = ({ state }: { state: JobState }) => (
  <span className="state-icon marked" style={stateColor(state)}>
    <Icon path={ICON_PATHS[state]} isFilled={state === 'running'} />
  </span>
);
