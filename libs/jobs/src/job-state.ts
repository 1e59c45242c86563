interface StateFacts {
  /** Nothing more is expected to happen to the job. */
  terminal: boolean;
  /** No later answer of the upstream can move it. `lost` is terminal without being frozen: a job may reappear. */
  frozen: boolean;
  meaning: string;
}

/** The last state that an upstream reported. For its freshness, see ObservationStatus. */
export const STATE_FACTS = {
  unknown: { terminal: false, frozen: false, meaning: 'Not observed yet, or only with an unmapped status.' },
  idle: { terminal: false, frozen: false, meaning: 'A pointer whose target has never run.' },
  queued: { terminal: false, frozen: false, meaning: 'Accepted, waiting, initializing.' },
  running: { terminal: false, frozen: false, meaning: 'In progress.' },
  canceling: {
    terminal: false,
    frozen: false,
    meaning: 'The upstream acknowledged a cancel that has not taken effect.',
  },
  succeeded: { terminal: true, frozen: true, meaning: 'Ended successfully; warnings affect only the severity.' },
  failed: { terminal: true, frozen: true, meaning: 'The job itself failed.' },
  canceled: { terminal: true, frozen: true, meaning: 'Ended because of a cancel.' },
  lost: {
    terminal: true,
    frozen: false,
    meaning: 'The upstream authoritatively no longer knows the job, and no end was observed.',
  },
} as const satisfies Record<string, StateFacts>;

export type JobState = keyof typeof STATE_FACTS;
export const JOB_STATES = Object.keys(STATE_FACTS) as JobState[];

export const isTerminal = (state: JobState): boolean => STATE_FACTS[state].terminal;
export const isFrozen = (state: JobState): boolean => STATE_FACTS[state].frozen;

/** Why a job counts as lost. `null` for every other state. */
export const STATE_REASONS = ['not-found', 'superseded', 'expired', 'deadline'] as const;
export type StateReason = (typeof STATE_REASONS)[number];

export const SEVERITIES = ['ok', 'warning', 'error', 'unknown'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The severity that a state has by itself, before complaints are counted. */
export function severityOf(state: JobState): Severity {
  if (state === 'failed' || state === 'lost') return 'error';
  return state === 'unknown' ? 'unknown' : 'ok';
}

/** `run`: one execution upstream. `pointer`: "the latest run of …"; never terminal itself. */
export const JOB_KINDS = ['run', 'pointer'] as const;
export type JobKind = (typeof JOB_KINDS)[number];
