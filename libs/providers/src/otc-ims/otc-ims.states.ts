import type { JobState } from '#libs/jobs';

/** Every status that the image service documents ("Querying the Status of an Asynchronous Job"). */
export const WIRE_STATES = ['INIT', 'RUNNING', 'SUCCESS', 'FAIL'] as const;
export type WireState = (typeof WIRE_STATES)[number];

export const STATES = {
  INIT: 'queued',
  RUNNING: 'running',
  SUCCESS: 'succeeded',
  FAIL: 'failed',
} as const satisfies Record<WireState, JobState>;

/** The documented status that a word spells, in any case: share jobs write `success` inside `results`. */
export function wireStateOf(rawStatus: string): WireState | null {
  const upper = rawStatus.trim().toUpperCase();
  return WIRE_STATES.find((state) => state === upper) ?? null;
}
