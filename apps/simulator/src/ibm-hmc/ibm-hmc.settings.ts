import { DEFAULT_CREDENTIALS } from '../credentials.js';
import type { UpstreamSettings } from '../settings.js';

const HOUR_MS = 3_600_000;

export interface IbmHmcSettings extends UpstreamSettings {
  sessionLifetimeMs: number;
  sessionIdleMs: number;
  maxSessionsPerUser: number;
  /** The reason in the 403 for a session that is gone: 5, or 4 as after a restart for an update. */
  expiredReason: number;
  /** 202 or 204: IBM's own clients disagree about what a cancel answers. */
  cancelStatus: number;
  /** `job-status-code` of a canceled job: 2xx and others are both legal. */
  canceledStatusCode: number;
  /** Whether `job-reason-code: 0` is sent with a good status code, as in IBM's example. */
  reasonOnSuccess: boolean;
  /** Answers a start with 409.1 (wrong state) or 409.2 (busy); 0 lets it start. */
  startRefusal: number;
  /** False: every call meets the HTML page of an HMC whose web services are switched off. */
  webServicesEnabled: boolean;
}

export function ibmHmcSettings(): IbmHmcSettings {
  return {
    users: [...DEFAULT_CREDENTIALS],
    startedJob: { durationMs: 3_000, outcome: 'succeeded' },
    retainMs: 4 * HOUR_MS,
    sessionLifetimeMs: 10 * HOUR_MS,
    sessionIdleMs: 6 * HOUR_MS,
    maxSessionsPerUser: 1_000,
    expiredReason: 5,
    cancelStatus: 202,
    canceledStatusCode: 204,
    reasonOnSuccess: true,
    startRefusal: 0,
    webServicesEnabled: true,
  };
}
