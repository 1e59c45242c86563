import type { CheckPlan, ForecastBasis, Moment, ObservationSource } from '#libs/jobs';

/** What every poll of a job changes. */
export interface PollFields {
  observedAt: Moment | null;
  attemptedAt: Moment | null;
  nextCheckAt: Moment | null;
  source: ObservationSource | null;
  check: CheckPlan | null;
}

/** Milliseconds since the job was tracked: half as many digits as a time. */
type Since = number;

/** In place of `attemptedAt`: the same as `observedAt`. */
const AS_OBSERVED = '=';

/** Values alone, up to the last one that there is: names would take as much room. */
type Encoded = [
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

export function encodePollFields(fields: PollFields, trackedAt: Moment): string {
  const { observedAt, attemptedAt, nextCheckAt, source, check } = fields;
  const since = (at: Moment | null): Since | null => (at === null ? null : at - trackedAt);
  const attempted = attemptedAt === observedAt ? AS_OBSERVED : since(attemptedAt);
  const encoded: Encoded = [since(observedAt), attempted, since(nextCheckAt), source];
  if (check !== null) {
    const { begun, forecast } = check;
    encoded.push(check.intervalMs, check.reason);
    if (begun || forecast) encoded.push(since(begun?.notBefore ?? null), since(begun?.notAfter ?? null));
    if (forecast) {
      const { basis, endAt, first } = forecast;
      encoded.push(basis, endAt - trackedAt, first.endAt - trackedAt, first.madeAt - trackedAt);
    }
  }
  return JSON.stringify(encoded);
}

export function decodePollFields(text: string, trackedAt: Moment): PollFields {
  const encoded = JSON.parse(text) as Encoded;
  const [observed, attempted, next, source] = encoded;
  const at = (since: Since | null): Moment | null => (since === null ? null : since + trackedAt);
  const observedAt = at(observed);
  return {
    observedAt,
    attemptedAt: attempted === AS_OBSERVED ? observedAt : at(attempted),
    nextCheckAt: at(next),
    source,
    check: decodeCheck(encoded, trackedAt),
  };
}

function decodeCheck(encoded: Encoded, trackedAt: Moment): CheckPlan | null {
  const [, , , , intervalMs, reason, notBefore, notAfter, basis, endAt, firstEndAt, firstMadeAt] = encoded;
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
