import { applyObservation, newRecord, type JobRecord, type Observation } from '#libs/jobs';
import type { RunStatistics } from './connection-statistics.js';
import { DurationStatistics } from './duration-statistics.js';
import { nextPoll, type Check } from './next-poll.js';
import type { PlanningInput, PlanningRules } from './planning-input.js';
import { UNTESTED_HINTS } from './upstream-hints.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const BEGIN = Date.UTC(2026, 10, 21, 8, 0, 0);
const RULES: PlanningRules = { minMs: SECOND, maxMs: 10 * MINUTE, absenceSpreadMs: MINUTE, absenceAnswers: 3 };

/** What one poll brings, and what is planned then. Without jitter, unless the input says otherwise. */
function pollOnce(record: JobRecord, at: number, said: Partial<Observation> = {}, input: Partial<PlanningInput> = {}) {
  const observation: Observation = { state: 'running', upstreamState: null, rule: 'x', ...said };
  const seen = applyObservation(record, observation, { at, source: 'poll', retentionMs: MINUTE });
  const { transition } = seen;
  const planned: Check = nextPoll(seen.record, RULES, {
    ...{ at, random: 0.5, retryAfterMs: null, probeAt: null, transition },
    ...input,
  });
  return { ...planned, record: { ...seen.record, check: planned.check } };
}
const job = (): JobRecord => newRecord({ connection: 'c', key: '1', provider: 'p', kind: 'run', trackedAt: BEGIN });

/** Forty runs took three to four minutes. */
const KNOWN: RunStatistics = { operation: 'createImage', durations: new DurationStatistics(), hints: UNTESTED_HINTS };
for (let index = 0; index < 40; index += 1) {
  const duration = MINUTE * (3 + ((index * 7) % 40) / 40);
  KNOWN.durations.endedWithin(0, duration, duration);
}
const minutesUntil = ({ nextCheckAt }: Check): number => (nextCheckAt! - BEGIN) / MINUTE;

describe('a run whose duration is known from others', () => {
  it('is hardly polled before it may end, and often from then on', () => {
    let { record, nextCheckAt, check } = pollOnce(job(), BEGIN, {}, { statistics: KNOWN });
    const polls: number[] = [];
    while (nextCheckAt! < BEGIN + 4 * MINUTE) {
      polls.push((nextCheckAt! - BEGIN) / MINUTE);
      ({ record, nextCheckAt, check } = pollOnce(record, nextCheckAt!, {}, { statistics: KNOWN }));
    }
    expect(polls.filter((minute) => minute < 2.8).length).toBeLessThanOrEqual(2);
    expect(polls.filter((minute) => minute >= 2.8).length).toBeGreaterThanOrEqual(4);
    expect(check?.reason).toMatch(/^9 of 10 runs of createImage take 3 m/);
  });

  it('counts from the begin that the upstream tells, by the clock of the gateway', () => {
    const late = pollOnce(job(), BEGIN, { startedAt: BEGIN - 3 * MINUTE }, { statistics: KNOWN });
    expect(minutesUntil(late)).toBeLessThan(0.5);
    const skewed = pollOnce(
      job(),
      BEGIN,
      { startedAt: BEGIN - 3 * MINUTE },
      { statistics: KNOWN, clockAheadMs: 3 * MINUTE },
    );
    expect(minutesUntil(skewed)).toBeGreaterThan(0.5);
  });

  it('counts from when it was first seen under way, where the upstream tells no begin', () => {
    const queued = pollOnce(job(), BEGIN, { state: 'queued' }, { statistics: KNOWN });
    expect(queued.check?.begun).toBeUndefined();
    expect(queued.check?.reason).toMatch(/young/);
    const running = pollOnce(queued.record, BEGIN + 10 * SECOND, {}, { statistics: KNOWN });
    expect(running.check?.begun).toEqual({ notBefore: BEGIN, notAfter: BEGIN + 10 * SECOND });
    const later = pollOnce(running.record, BEGIN + MINUTE, {}, { statistics: KNOWN });
    expect(later.check?.begun).toEqual(running.check?.begun);
  });

  it('is estimated to end when half of such runs have', () => {
    const { check, record } = pollOnce(job(), BEGIN, {}, { statistics: KNOWN });
    expect(check?.forecast?.basis).toBe('durations');
    expect(check!.forecast!.endAt - BEGIN).toBeGreaterThan(3.3 * MINUTE);
    expect(check!.forecast!.endAt - BEGIN).toBeLessThan(3.7 * MINUTE);
    const later = pollOnce(record, BEGIN + 3.8 * MINUTE, {}, { statistics: KNOWN });
    expect(later.check!.forecast!.endAt).toBeGreaterThan(BEGIN + 3.8 * MINUTE);
    expect(later.check!.forecast!.first).toEqual({ endAt: check!.forecast!.endAt, madeAt: BEGIN });
    expect(record.progress).toBeNull();
  });

  it('is spread by a part of the time between polls there, not of the long wait before', () => {
    const at = [0, 0.999].map((random) => pollOnce(job(), BEGIN, {}, { statistics: KNOWN, random }).nextCheckAt!);
    expect(Math.abs(at[1]! - at[0]!)).toBeLessThan(20 * SECOND);
  });
});

describe('what the upstream says of the end', () => {
  const progress = { percent: null, done: null, total: null, unit: null, estimatedEndAt: null };

  it('counts more than what such runs took before', () => {
    const said = { progress: { ...progress, estimatedEndAt: BEGIN + 20 * SECOND } };
    const { check } = pollOnce(job(), BEGIN, said, { statistics: KNOWN });
    expect(check!.intervalMs).toBeLessThan(30 * SECOND);
    expect(check!.reason).toMatch(/^the upstream estimates an end in 20 s/);
    expect(check!.forecast).toMatchObject({ basis: 'estimate', endAt: BEGIN + 20 * SECOND });
  });

  it('is drawn out from the progress so far', () => {
    const running = pollOnce(job(), BEGIN).record;
    const { check } = pollOnce(running, BEGIN + 4 * MINUTE, { progress: { ...progress, percent: 80 } });
    expect(check!.reason).toBe('80 % done after 4 m means an end in 1 m');
    expect(check!.forecast).toMatchObject({ basis: 'progress', endAt: BEGIN + 5 * MINUTE });
    expect(check!.intervalMs).toBeLessThan(MINUTE);
  });

  it('is left aside once it is over', () => {
    const said = { progress: { ...progress, estimatedEndAt: BEGIN - SECOND } };
    expect(pollOnce(job(), BEGIN, said, { statistics: KNOWN }).check?.forecast?.basis).toBe('durations');
  });
});

describe('the price of a poll', () => {
  const looksOf = (input: Partial<PlanningInput>): number => {
    let count = 0;
    for (let at = BEGIN, { record } = pollOnce(job(), BEGIN, {}, input); at < BEGIN + 4 * MINUTE; count += 1) {
      const next = pollOnce(record, at, {}, input);
      [at, record] = [next.nextCheckAt!, next.record];
    }
    return count;
  };

  it.each([
    ['what it took before is known', { statistics: KNOWN }],
    ['nothing is known', {}],
  ])('is lower for jobs that somebody watches, when %s', (_what, input) => {
    expect(looksOf({ ...input, isWatched: true })).toBeGreaterThan(looksOf(input));
    expect(pollOnce(job(), BEGIN, {}, { ...input, isWatched: true }).check!.reason).toMatch(/watches/);
  });

  it('is higher when the budget of the connection is short, for all alike', () => {
    expect(looksOf({ statistics: KNOWN, stretch: 3 })).toBeLessThan(looksOf({ statistics: KNOWN }));
    expect(pollOnce(job(), BEGIN, {}, { stretch: 3 }).check).toMatchObject({
      intervalMs: 3 * SECOND,
      reason: expect.stringMatching(/3\.0 times as far apart .* budget/) as string,
    });
  });

  it('gives the same plan for the same facts', () => {
    const input = { statistics: KNOWN, random: 0.3 };
    expect(pollOnce(job(), BEGIN, {}, input)).toEqual(pollOnce(job(), BEGIN, {}, input));
  });
});
