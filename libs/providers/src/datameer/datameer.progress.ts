import type { Anomaly, Moment, Progress } from '#libs/jobs';
import { anomaly } from './datameer.dates.js';

const UNIT_MS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const PART = /(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)[a-z]*/gi;
const PARTS = /^(?:\d+(?:\.\d+)?\s*(?:ms|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)[\s,]*)+$/i;
const CLOCK = /^(\d+):([0-5]\d):([0-5]\d)$/;
/** Longer than any job: such a figure is not an estimate. */
const MAX_ESTIMATE_MS = 10 * 365 * UNIT_MS['d']!;

/** "11s", "2m 5s", "1h 3m", "00:01:05" in milliseconds; null when it is none of these. Only seconds are documented. */
export function readDuration(text: string): number | null {
  if (text.length > 40) return null;
  const duration = clockMs(text) ?? partsMs(text);
  return duration !== null && duration <= MAX_ESTIMATE_MS ? Math.round(duration) : null;
}

function clockMs(text: string): number | null {
  const [, hours, minutes, seconds] = CLOCK.exec(text) ?? [];
  return hours === undefined ? null : (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

function partsMs(text: string): number | null {
  if (!PARTS.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(PART)) total += Number(amount) * UNIT_MS[unit!.toLowerCase()]!;
  return total;
}

/** How far a run is. `progress` undefined: the answer says nothing of it. */
export function readProgress(
  response: { 'job-progress'?: unknown; 'estimate-time'?: unknown },
  observedAt: Moment,
): { progress: Progress | undefined; anomalies: Anomaly[] } {
  const percent = readPercent(response['job-progress']);
  const estimate = readEstimate(response['estimate-time'], observedAt);
  const anomalies = [...percent.anomalies, ...estimate.anomalies];
  if (percent.value === null && estimate.value === null) return { progress: undefined, anomalies };
  return {
    progress: { percent: percent.value, done: null, total: null, unit: null, estimatedEndAt: estimate.value },
    anomalies,
  };
}

interface Reading {
  value: number | null;
  anomalies: Anomaly[];
}

const isNone = (value: unknown): boolean => value === undefined || value === null || value === '';

function readPercent(value: unknown): Reading {
  if (isNone(value)) return { value: null, anomalies: [] };
  const [, digits] = /^\s*(\d{1,3}(?:\.\d+)?)\s*%?\s*$/.exec(String(value)) ?? [];
  const percent = digits === undefined ? null : Number(digits);
  if (percent !== null && percent <= 100) return { value: percent, anomalies: [] };
  return { value: null, anomalies: [anomaly('unreadable-progress', value)] };
}

function readEstimate(value: unknown, observedAt: Moment): Reading {
  if (isNone(value)) return { value: null, anomalies: [] };
  const duration = typeof value === 'string' ? readDuration(value.trim()) : null;
  if (duration !== null) return { value: observedAt + duration, anomalies: [] };
  return { value: null, anomalies: [anomaly('unreadable-estimate', value)] };
}
