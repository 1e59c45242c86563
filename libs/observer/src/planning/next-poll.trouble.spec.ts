import {
  applyObservation,
  applySuperseded,
  applyTrouble,
  newRecord,
  trouble,
  type JobRecord,
  type JobState,
} from '#libs/jobs';
import { nextPoll } from './next-poll.js';
import type { PlanningInput, PlanningRules } from './planning-input.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const BEGIN = Date.UTC(2026, 10, 21, 8, 0, 0);
const RULES: PlanningRules = { minMs: SECOND, maxMs: MINUTE, absenceSpreadMs: MINUTE, absenceAnswers: 3 };

const job = { connection: 'c', key: '1', provider: 'p', trackedAt: BEGIN };
const seen = (state: JobState, at = BEGIN, kind: 'run' | 'pointer' = 'run'): JobRecord =>
  applyObservation(
    newRecord({ ...job, kind }),
    { state, upstreamState: null, rule: 'x' },
    { at, source: 'poll', retentionMs: HOUR },
  ).record;
const troubled = (
  record: JobRecord,
  kind: 'not-found' | 'unreachable' | 'throttled',
  times = 1,
  from = BEGIN,
): JobRecord =>
  Array.from({ length: times }, (_, index) => from + (index + 1) * SECOND).reduce(
    (known, at) =>
      applyTrouble(known, trouble(kind, kind, 'Trouble.'), {
        at,
        source: 'poll',
        retentionMs: HOUR,
        lostAfter: { answers: 3, spreadMs: MINUTE, graceMs: 0 },
        isConnectionTrusted: true,
        remembersEndedForMs: null,
      }).record,
    record,
  );
/** Without jitter, unless the input says otherwise. */
const plan = (record: JobRecord, at: number, input: Partial<PlanningInput> = {}, rules: Partial<PlanningRules> = {}) =>
  nextPoll(record, { ...RULES, ...rules }, { at, random: 0.5, retryAfterMs: null, probeAt: null, ...input });

describe('the next poll of a job', () => {
  it.each([
    ['has just begun', SECOND, SECOND],
    ['has run for a hundred seconds', 100 * SECOND, 10 * SECOND],
    ['has run for an hour', HOUR, MINUTE],
  ])('that %s is within the bounds of its connection', (_what, age, interval) => {
    const { nextCheckAt, check } = plan(seen('running'), BEGIN + age);
    expect([nextCheckAt, check?.intervalMs]).toEqual([BEGIN + age + interval, interval]);
    expect(check?.reason).toMatch(/\w+ \w+/);
  });

  it('reckons the age of a run from its start, and that of a pointer from its last change', () => {
    const old = { ...seen('running'), startedAt: BEGIN - HOUR };
    expect(plan(old, BEGIN + SECOND).check?.intervalMs).toBe(MINUTE);
    const pointer = { ...seen('running', BEGIN, 'pointer'), startedAt: BEGIN - HOUR };
    expect(plan(pointer, BEGIN + SECOND).check?.intervalMs).toBe(SECOND);
  });

  it('takes a start in the future for one that is now', () => {
    const early = { ...seen('running'), startedAt: BEGIN + HOUR };
    expect(plan(early, BEGIN + SECOND).nextCheckAt).toBe(BEGIN + 2 * SECOND);
  });

  it.each(['succeeded', 'failed', 'canceled'] as const)('never comes when it is %s', (state) => {
    expect(plan(seen(state), BEGIN)).toEqual({ nextCheckAt: null, check: null });
    expect(plan(seen(state, BEGIN, 'pointer'), BEGIN).nextCheckAt).not.toBeNull();
  });

  it('never comes when another run took its place', () => {
    const { record } = applySuperseded(seen('running'), { at: BEGIN, source: 'poll', retentionMs: HOUR });
    expect(plan(record, BEGIN)).toEqual({ nextCheckAt: null, check: null });
  });

  it('is spread by a tenth to either side', () => {
    const intervals = [0, 0.25, 0.5, 0.999999].map(
      (random) => plan(seen('running'), BEGIN + HOUR, { random }).nextCheckAt,
    );
    expect(intervals.map((at) => (at! - BEGIN - HOUR) / SECOND)).toEqual([54, 57, 60, 66]);
  });

  it('comes at the deadline, if that is earlier', () => {
    const due = { ...seen('running'), deadline: BEGIN + HOUR + SECOND };
    const { nextCheckAt, check } = plan(due, BEGIN + HOUR);
    expect(nextCheckAt).toBe(due.deadline);
    expect(check?.reason).toMatch(/deadline/);
    expect(plan(due, BEGIN + 2 * HOUR).nextCheckAt).toBe(BEGIN + 2 * HOUR + MINUTE);
  });
});

describe('after trouble', () => {
  it('the pauses double, within the bounds', () => {
    const intervals = [1, 2, 3, 5, 8, 50].map(
      (times) => plan(troubled(seen('running'), 'unreachable', times), BEGIN + SECOND).check!.intervalMs / SECOND,
    );
    expect(intervals).toEqual([2, 4, 8, 32, 60, 60]);
  });

  it('absence is confirmed within the time that the rules give it', () => {
    const missing = troubled(seen('running'), 'not-found');
    expect(plan(missing, BEGIN).check).toMatchObject({
      intervalMs: 30 * SECOND,
      reason: expect.stringMatching(/absence/) as string,
    });
    expect(plan(missing, BEGIN, {}, { absenceAnswers: 1 }).check?.intervalMs).toBe(MINUTE);
    expect(plan(missing, BEGIN, {}, { maxMs: 5 * SECOND }).check?.intervalMs).toBe(5 * SECOND);
  });

  it.each([
    ['the upstream asked to be left alone', { retryAfterMs: 90 * SECOND }],
    ['the circuit lets no call through', { probeAt: BEGIN + 90 * SECOND }],
  ])('it never comes while %s', (_what, input) => {
    const waiting = troubled(seen('running'), 'throttled');
    for (const random of [0, 0.5, 0.999]) {
      const { nextCheckAt, check } = plan(waiting, BEGIN, { ...input, random });
      expect(nextCheckAt).toBeGreaterThanOrEqual(BEGIN + 90 * SECOND);
      expect(nextCheckAt).toBeLessThanOrEqual(BEGIN + 99 * SECOND);
      expect(check?.reason).toMatch(/until then|then$/);
    }
  });

  it('a pause shorter than the least interval leaves that as it is', () => {
    expect(plan(troubled(seen('running'), 'throttled'), BEGIN, { retryAfterMs: 1 }).check?.intervalMs).toBe(SECOND);
  });
});

describe('a lost job', () => {
  const lost: JobRecord = { ...seen('running'), state: 'lost', stateReason: 'not-found', changedAt: BEGIN };

  it('is polled less and less often, and at least every hour', () => {
    const intervals = [0, 10 * MINUTE, HOUR, 24 * HOUR].map(
      (age) => plan(lost, BEGIN + age).check!.intervalMs / MINUTE,
    );
    expect(intervals).toEqual([1, 10, 60, 60]);
  });

  it('is never polled more often than the connection allows for the living', () => {
    expect(plan(lost, BEGIN + 24 * HOUR, {}, { maxMs: 2 * HOUR }).check?.intervalMs).toBe(2 * HOUR);
  });

  it('is not polled during a pause', () => {
    expect(plan(lost, BEGIN, { retryAfterMs: HOUR }).nextCheckAt).toBeGreaterThanOrEqual(BEGIN + HOUR);
  });
});
