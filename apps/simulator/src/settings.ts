import { isRecord } from './wire.body.js';
import type { Credentials } from './credentials.js';
import type { JobScript } from './job.script.js';

/** What can be set for every upstream; each adds its own. Times in milliseconds. */
export interface UpstreamSettings {
  /** The accepted credentials. */
  users: Credentials[];
  /** The script of jobs that are started over the wire. */
  startedJob: JobScript;
  /** How long an ended job is remembered. */
  retainMs: number;
}

/** Changes known settings in place; answers the errors, and changes nothing if there are any. */
export function changeSettings(settings: object, change: unknown): string[] {
  if (!isRecord(change)) return ['settings must be an object'];
  const current = settings as Record<string, unknown>;
  const errors: string[] = [];
  for (const [key, value] of Object.entries(change)) {
    if (!(key in current)) errors.push(`unknown setting ${key}; known: ${Object.keys(current).join(', ')}`);
    else if (kindOf(value) !== kindOf(current[key])) errors.push(`${key} must be a ${kindOf(current[key])}`);
  }
  if (errors.length === 0) Object.assign(settings, change);
  return errors;
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}
