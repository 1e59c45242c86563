import type { JobState } from '#libs/jobs';

/**
 * The upstream has no state word. These are the documented combinations of its three flags, written as the fields that
 * decide; a combination is read in this order, so `aborted=true` wins whatever else is set.
 */
export const STATES = {
  'aborted=true': 'canceled',
  'completed=true hasErrors=false': 'succeeded',
  'completed=true hasErrors=true': 'failed',
  'completed=false': 'running',
} as const satisfies Record<string, JobState>;
export type WireState = keyof typeof STATES;
export const WIRE_STATES = Object.keys(STATES) as WireState[];

export const RULES: Record<WireState, string> = {
  'aborted=true': 'stopped by an abort request',
  'completed=true hasErrors=false': 'completed without errors',
  'completed=true hasErrors=true': 'completed with errors',
  'completed=false': 'not completed yet',
};

export const wireStateOf = (rawStatus: string): WireState | null =>
  WIRE_STATES.find((known) => known === rawStatus) ?? null;
