import type { CheckPlan, ForecastBasis, Moment, ObservationSource } from '#libs/jobs';

/** What each look at a job changes. */
export interface PollFields {
  observedAt: Moment | null;
  attemptedAt: Moment | null;
  nextCheckAt: Moment | null;
  source: ObservationSource | null;
  check: CheckPlan | null;
}

/** Milliseconds since the job was tracked: half as many digits as a time. */
type Since = number;

/** In the place of the last try: it was the one that brought the last answer. */
const AS_OBSERVED = '=';

/** In this order, as far as there is something: names would take as much room as what they name. */
type Figures = [
  observedAt: Since | null,
  attemptedAt: Since | null | typeof AS_OBSERVED,
  nextCheckAt: Since | null,
  source: ObservationSource | null,
  intervalMs?: number,
  reason?: string,
  begunNotBefore?: Since | null,
  begunNotAfter?: Since | null,
  basis?: ForecastBasis,
  endAt?: Since,
  firstEndAt?: Since,
  firstMadeAt?: Since,
];

export function encodePollFields(passing: PollFields, trackedAt: Moment): string {
  const { observedAt, attemptedAt, nextCheckAt, source, check } = passing;
  const since = (at: Moment | null): Since | null => (at === null ? null : at - trackedAt);
  const tried = attemptedAt === observedAt ? AS_OBSERVED : since(attemptedAt);
  const figures: Figures = [since(observedAt), tried, since(nextCheckAt), source];
  if (check === null) return JSON.stringify(figures);
  const { begun, forecast } = check;
  figures.push(check.intervalMs, check.reason);
  if (begun || forecast) figures.push(since(begun?.notBefore ?? null), since(begun?.notAfter ?? null));
  if (forecast) {
    const { basis, endAt, first } = forecast;
    figures.push(basis, endAt - trackedAt, first.endAt - trackedAt, first.madeAt - trackedAt);
  }
  return JSON.stringify(figures);
}

export function decodePollFields(text: string, trackedAt: Moment): PollFields {
  const figures = JSON.parse(text) as Figures;
  const [observed, tried, next, source] = figures;
  const at = (since: Since | null): Moment | null => (since === null ? null : since + trackedAt);
  const observedAt = at(observed);
  return {
    observedAt,
    attemptedAt: tried === AS_OBSERVED ? observedAt : at(tried),
    nextCheckAt: at(next),
    source,
    check: checkFrom(figures, trackedAt),
  };
}

function checkFrom(figures: Figures, trackedAt: Moment): CheckPlan | null {
  const [, , , , intervalMs, reason, notBefore, notAfter, basis, endAt, firstEndAt, firstMadeAt] = figures;
  if (intervalMs === undefined || reason === undefined) return null;
  const check: CheckPlan = { intervalMs, reason };
  if (notBefore != null && notAfter != null) {
    check.begun = { notBefore: notBefore + trackedAt, notAfter: notAfter + trackedAt };
  }
  if (basis !== undefined) {
    const first = { endAt: firstEndAt! + trackedAt, madeAt: firstMadeAt! + trackedAt };
    check.forecast = { basis, endAt: endAt! + trackedAt, first };
  }
  return check;
}
