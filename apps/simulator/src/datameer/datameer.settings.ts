import { DEFAULT_CREDENTIALS } from '../credentials.js';
import type { UpstreamSettings } from '../settings.js';

const DAY_MS = 86_400_000;

export interface DatameerSettings extends UpstreamSettings {
  /** The zone of the server's clock; its times are printed without one. */
  timeZone: string;
  /** How the Java of the installation prints a medium date: `Sep 28, 2018 6:44:56 PM`, a comma after the year, or U+202F before PM. */
  dateStyle: 'jdk8' | 'jdk9' | 'jdk20';
  /** How v1 spells the end with warnings. */
  warningWord: string;
  /** The HTTP status of v2's `status: failure`: 200 or 404. */
  failureStatus: number;
  /** False: every call answers `{"error": …}` with 200. */
  licenseAccepted: boolean;
  cookieLifetimeMs: number;
  /** What a trigger answers, which no document shows: the envelope that v2 gives, or nothing. */
  triggerResponse: 'envelope' | 'empty';
}

export function datameerSettings(): DatameerSettings {
  return {
    users: [...DEFAULT_CREDENTIALS],
    startedJob: { queuedMs: 500, durationMs: 3_000, outcome: 'succeeded' },
    retainMs: 28 * DAY_MS,
    timeZone: 'UTC',
    dateStyle: 'jdk8',
    warningWord: 'COMPLETED_WITH_Warnings',
    failureStatus: 200,
    licenseAccepted: true,
    cookieLifetimeMs: 1_800_000,
    triggerResponse: 'envelope',
  };
}
