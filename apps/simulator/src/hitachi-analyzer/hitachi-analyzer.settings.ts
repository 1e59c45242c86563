import { DEFAULT_CREDENTIALS, type Credentials } from '../credentials.js';
import type { UpstreamSettings } from '../settings.js';

const HOUR_MS = 3_600_000;

export interface HitachiAnalyzerSettings extends UpstreamSettings {
  /** OAuth clients (user: client id, password: client secret). */
  clients: Credentials[];
  tokenLifetimeMs: number;
  /** Whether the token answer says `expires_in`; clients have seen it absent. */
  includesExpiry: boolean;
  /** How a request that goes on is answered: 202 with the id on top, or 206 with it inside `status`. */
  acceptedStatus: number;
  /** The HTTP status of "not present in the cache": 404, 400 or 500. */
  notCachedStatus: number;
  /** `completed` beside `aborted: true`. */
  abortedIsCompleted: boolean;
  /** False: the license is not valid. */
  licensed: boolean;
  /** The zone of `start` in time series. */
  timeZone: string;
}

export function hitachiAnalyzerSettings(): HitachiAnalyzerSettings {
  return {
    users: [...DEFAULT_CREDENTIALS],
    clients: [...DEFAULT_CREDENTIALS],
    startedJob: { durationMs: 3_000, outcome: 'succeeded' },
    retainMs: HOUR_MS,
    tokenLifetimeMs: 300_000,
    includesExpiry: true,
    acceptedStatus: 202,
    notCachedStatus: 404,
    abortedIsCompleted: false,
    licensed: true,
    timeZone: 'UTC',
  };
}
