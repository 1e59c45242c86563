import {
  newRecord,
  trouble,
  type ApplyContext,
  type JobRecord,
  type NewJob,
  type Observation,
  type Trouble,
  type TroubleContext,
  type TroubleKind,
} from '../src/index.js';

/** The moment at which scenes begin, epoch milliseconds. */
export const BEGIN = Date.UTC(2026, 10, 21, 8, 0, 0);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const RETENTION = 7 * DAY;

export const aRun = (job: Partial<NewJob> = {}): JobRecord =>
  newRecord({ connection: 'hmc-lab', key: '42', provider: 'ibm-hmc', kind: 'run', trackedAt: BEGIN, ...job });

export const aPointer = (job: Partial<NewJob> = {}): JobRecord =>
  newRecord({
    connection: 'dm-prod',
    key: 'config-88',
    provider: 'datameer',
    kind: 'pointer',
    trackedAt: BEGIN,
    ...job,
  });

/** An observation that says no more than the state. */
export const says = (state: Observation['state'], more: Partial<Observation> = {}): Observation => ({
  state,
  upstreamState: state?.toUpperCase() ?? 'PERCOLATING',
  rule: `the word for ${state}`,
  ...(state === null ? { anomalies: [{ code: 'unmapped-state', value: 'PERCOLATING' }] } : {}),
  ...more,
});

export const seenAt = (at: number): ApplyContext => ({ at, source: 'poll', retentionMs: RETENTION });

export const a = (kind: TroubleKind): Trouble => trouble(kind, `some-${kind}`, `A ${kind} answer.`);

export const triedAt = (at: number, context: Partial<TroubleContext> = {}): TroubleContext => ({
  at,
  source: 'poll',
  retentionMs: RETENTION,
  lostAfter: { answers: 3, spreadMs: MINUTE, graceMs: 30 * SECOND },
  isConnectionTrusted: true,
  remembersEndedForMs: null,
  ...context,
});
