import { DEFAULT_CREDENTIALS, type Credentials } from '../credentials.js';
import type { UpstreamSettings } from '../settings.js';

const NEVER_MS = 100 * 365 * 86_400_000;

export interface OracleSbcSettings extends UpstreamSettings {
  /** Users who may log on but are no administrators: 403 everywhere else. */
  operators: Credentials[];
  versions: string[];
  tokenLifetimeMs: number;
  /** Whether a renewal in place ends the old token at once; no document says. */
  renewalEndsOldToken: boolean;
  /** The undocumented status of an operation in progress. */
  inProgressWord: string;
  /** `fail`, or another status that begins like it. */
  failWord: string;
  /** Where the message of a failure is: in `data`, or in `messages` as `errorMessage`, `message` or plain text. */
  errorPlace: 'data' | 'messages' | 'messages-message' | 'messages-text';
  /** True: every call is answered as a call without TLS is. */
  requiresTls: boolean;
  /** True: somebody else holds the configuration lock. */
  lockedByOther: boolean;
  /** How long the box is away after a reboot. */
  rebootMs: number;
}

export function oracleSbcSettings(): OracleSbcSettings {
  return {
    users: [...DEFAULT_CREDENTIALS],
    operators: [{ user: 'operator', password: 'operator-secret' }],
    startedJob: { durationMs: 3_000, outcome: 'succeeded' },
    retainMs: NEVER_MS,
    versions: ['v1.0', 'v1.1', 'v1.2'],
    tokenLifetimeMs: 600_000,
    renewalEndsOldToken: false,
    inProgressWord: 'inProgress',
    failWord: 'fail',
    errorPlace: 'data',
    requiresTls: false,
    lockedByOther: false,
    rebootMs: 0,
  };
}
