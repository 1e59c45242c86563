import { AWAKE_AFTER_READ_MS, type JobRecord, type Moment } from '#libs/jobs';
import type { PlanningInput, PlanningRules } from './planning-input.js';
import { pollInterval, type PollBounds } from './poll-interval.js';
import { hintOf, survivalByHint, UNTESTED_HINTS, type Hint } from './upstream-hints.js';
import { byDurations, durationText } from './poll-reasons.js';

/** The longest interval for jobs that are lost, denied or without readers. */
const LONGEST_SEARCH_MS = 60 * 60_000;
/**
 * What one poll may cost, as a part of the least interval: it is worth a lag of so much. The same price for all jobs of
 * a connection is what makes their lags together least for the calls that they cost together.
 */
const PRICE = 0.5;
const PRICE_IF_WATCHED = PRICE / 2;

export interface Plan {
  intervalMs: number;
  /** What jitter is measured by: an end that is known to the second must not be missed by a tenth of an hour. */
  spacingMs: number;
  reason: string;
  /** Before that no call is let through: an earlier check would be in vain. */
  isAtLeast?: boolean;
  hint?: Hint | null;
}

/** How long to wait until the next poll, before jitter. `beganAt`: since when the job runs; null: it does not. */
export function planFor(record: JobRecord, beganAt: Moment | null, rules: PlanningRules, input: PlanningInput): Plan {
  const plan = planAwake(record, beganAt, rules, input);
  const unreadMs = input.at - (input.unreadSince ?? input.at);
  const isDormant = record.kind === 'pointer' && record.absence === null && unreadMs >= AWAKE_AFTER_READ_MS;
  const intervalMs = Math.min(LONGEST_SEARCH_MS, unreadMs - AWAKE_AFTER_READ_MS);
  if (!isDormant || intervalMs <= plan.intervalMs) return plan;
  const reason = `nobody has read it for ${durationText(unreadMs)}: less and less often, until somebody does`;
  return { intervalMs, spacingMs: intervalMs, reason };
}

function planAwake(record: JobRecord, beganAt: Moment | null, rules: PlanningRules, input: PlanningInput): Plan {
  const stretch = input.stretch ?? 1;
  const within = (interval: number) => Math.round(Math.min(rules.maxMs, Math.max(rules.minMs, interval)));
  const every = (intervalMs: number, reason: string): Plan => ({ intervalMs, spacingMs: intervalMs, reason });
  const { failures, error } = record.observation;
  const wished = Math.max(input.retryAfterMs ?? 0, (input.probeAt ?? 0) - input.at);
  if (wished > 0) {
    const reason = input.retryAfterMs
      ? 'the upstream asked to be left alone until then'
      : 'the circuit lets a probe through then';
    return { ...every(Math.max(within(0), wished), reason), isAtLeast: true };
  }
  if (error?.kind === 'not-found' && record.kind === 'pointer' && record.expiresAt !== null) {
    const deniedFor = input.at - (record.absence?.firstAt ?? input.at);
    const interval = Math.max(rules.maxMs, Math.min(LONGEST_SEARCH_MS, deniedFor));
    return every(interval, 'the upstream denies it: looking for its return, less and less often');
  }
  if (record.state === 'lost') {
    const interval = Math.max(rules.maxMs, Math.min(LONGEST_SEARCH_MS, input.at - record.changedAt));
    return every(interval, 'lost: looking for its return, less and less often');
  }
  if (error?.kind === 'not-found') {
    const interval = within(rules.absenceSpreadMs / Math.max(1, rules.absenceAnswers - 1));
    return every(interval, 'the upstream does not know the job: absence is being confirmed');
  }
  const bounds = boundsOf(rules, stretch, input.isWatched ?? false);
  if (failures > 0) {
    const interval = within(Math.max(byAge(record, bounds, input.at), rules.minMs * 2 ** Math.min(failures, 20)));
    return every(interval, `backing off after ${failures} tries without a usable answer`);
  }
  if (input.isPushed) return every(rules.maxMs, 'the upstream tells of the end: a check for safety');
  const plan = planByExpectation(record, beganAt, bounds, input) ?? planByAge(record, bounds, input.at);
  return { ...plan, reason: plan.reason + remarks(input.isWatched ?? false, stretch) };
}

/** Watched jobs may cost more calls; a budget that is short stretches everything alike. */
function boundsOf(rules: PlanningRules, stretch: number, isWatched: boolean): PollBounds {
  const price = rules.minMs * (isWatched ? PRICE_IF_WATCHED : PRICE);
  return { priceMs: price * stretch ** 2, minMs: rules.minMs * stretch, maxMs: rules.maxMs * stretch };
}

const remarks = (isWatched: boolean, stretch: number): string =>
  (isWatched ? '; more often, as somebody watches it' : '') +
  (stretch > 1
    ? `; all checks of the connection are ${stretch.toFixed(1)} times as far apart as they should be, to stay within its budget`
    : '');

/** By what the upstream lets one expect, else by how long such runs took. null: nothing is known of either. */
function planByExpectation(
  record: JobRecord,
  beganAt: Moment | null,
  bounds: PollBounds,
  { at, statistics = null }: PlanningInput,
): Plan | null {
  if (beganAt === null) return null;
  const elapsed = at - beganAt;
  const learned = statistics?.durations.distribution ?? null;
  const hint = hintOf(record, beganAt, at, statistics?.hints ?? UNTESTED_HINTS);
  if (hint === null && learned === null) return null;
  const survival = hint
    ? survivalByHint(hint, at, elapsed, learned)
    : (later: number) => learned!.survival(elapsed + later);
  const intervalMs = Math.round(pollInterval(survival, bounds));
  const spacingMs = pollInterval((later) => survival(intervalMs + later), bounds);
  if (hint === null) {
    return { intervalMs, spacingMs, reason: byDurations(statistics!, elapsed, elapsed + intervalMs) };
  }
  const percent = record.progress?.percent ?? null;
  const source =
    hint.basis === 'estimate' ? 'the upstream estimates' : `${percent} % done after ${durationText(elapsed)} means`;
  return { intervalMs, spacingMs, hint, reason: `${source} an end in ${durationText(hint.endAt - at)}` };
}

function planByAge(record: JobRecord, bounds: PollBounds, at: Moment): Plan {
  const intervalMs = Math.round(byAge(record, bounds, at));
  const reason =
    intervalMs <= bounds.minMs
      ? 'young: as often as the connection allows'
      : intervalMs >= bounds.maxMs
        ? 'old: as seldom as the connection allows'
        : 'backing off with age';
  return { intervalMs, spacingMs: intervalMs, reason };
}

/**
 * Of something that may take any time, one order of magnitude as likely as another, the hazard is 1 / age: polls are
 * cheapest sqrt(2 price age) apart.
 */
function byAge(record: JobRecord, { priceMs, minMs, maxMs }: PollBounds, at: Moment): number {
  return Math.min(maxMs, Math.max(minMs, Math.sqrt(2 * priceMs * ageOf(record, at))));
}

/** A run is as old as its start; a pointer, as its last change. */
function ageOf(record: JobRecord, at: Moment): number {
  const since = record.kind === 'pointer' ? record.changedAt : (record.startedAt ?? record.trackedAt);
  return Math.max(0, at - Math.min(since, at));
}
