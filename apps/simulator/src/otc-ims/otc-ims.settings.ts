import { DEFAULT_CREDENTIALS, type Credentials } from '../credentials.js';
import type { UpstreamSettings } from '../settings.js';

const HOUR_MS = 3_600_000;

/** The ways in which a gateway, the identity service or the image service says that a token is no good. */
export type ExpiredForm = 'gateway' | 'keystone' | 'must-be-updated' | 'img-0087' | 'img-0030';

export interface OtcImsSettings extends UpstreamSettings {
  users: Credentials[];
  domain: string;
  project: string;
  projectId: string;
  tokenLifetimeMs: number;
  expiredForm: ExpiredForm;
  /** What a job that is not known answers: the documents list no 404 for this call, and no other certain form. */
  unknownJob: 'img-0023' | 'not-found';
  /** Starts are answered with IMG.0060 (too many tasks). */
  tooManyTasks: boolean;
  /** Starts are answered with this code of the service; empty: they are taken. */
  startRefusal: string;
}

export function otcImsSettings(): OtcImsSettings {
  return {
    users: [...DEFAULT_CREDENTIALS],
    startedJob: { queuedMs: 500, durationMs: 3_000, outcome: 'succeeded' },
    retainMs: 24 * HOUR_MS,
    domain: 'OTC-EU-DE-000000',
    project: 'eu-de',
    projectId: 'ac234de25c6741d2b1273da49eea1b9e',
    tokenLifetimeMs: 24 * HOUR_MS,
    expiredForm: 'gateway',
    unknownJob: 'img-0023',
    tooManyTasks: false,
    startRefusal: '',
  };
}
