import { newRecord, type JobRecord, type Transition } from '#libs/jobs';
import { clockAfter, durationOf } from './run-evidence.js';

const BEGIN = Date.UTC(2026, 10, 21, 8, 0, 0);
const SECOND = 1_000;
const job: JobRecord = newRecord({ connection: 'c', key: '1', provider: 'p', kind: 'run', trackedAt: BEGIN });
const seenBetween = (notBefore: number | null, notAfter: number): Transition => ({
  ...{ from: 'running', to: 'succeeded', reason: null, upstreamAt: null, source: 'poll', revision: 2 },
  notBefore: notBefore === null ? null : BEGIN + notBefore * SECOND,
  notAfter: BEGIN + notAfter * SECOND,
});
const ended = (facts: Partial<JobRecord> = {}): JobRecord => ({ ...job, state: 'succeeded', ...facts });
const began = (notBefore: number, notAfter: number): JobRecord => ({
  ...job,
  check: {
    intervalMs: SECOND,
    reason: 'x',
    begun: { notBefore: BEGIN + notBefore * SECOND, notAfter: BEGIN + notAfter * SECOND },
  },
});

describe('what an end tells of a duration', () => {
  it.each([
    [
      'all of it, where the upstream dates begin and end',
      {
        before: null,
        after: ended({ startedAt: BEGIN, endedAt: BEGIN + 90 * SECOND }),
        transition: seenBetween(null, 100),
      },
      [90, 90],
    ],
    [
      'the polls around the end, where it dates the begin alone',
      { before: job, after: ended({ startedAt: BEGIN }), transition: seenBetween(80, 95) },
      [80, 95],
    ],
    [
      'the polls around begin and end, where it dates neither',
      { before: began(2, 5), after: ended(), transition: seenBetween(80, 95) },
      [75, 93],
    ],
    [
      'that it was shorter than the time between two polls, where it was never seen under way',
      { before: job, after: ended(), transition: seenBetween(80, 95) },
      [0, 15],
    ],
  ])('is %s', (_what, end, [least, most]) => {
    expect(durationOf({ ...end, at: end.transition.notAfter }, 0)).toEqual({
      atLeast: least! * SECOND,
      atMost: most! * SECOND,
    });
  });

  it.each([
    ['of a run that somebody canceled', { after: ended({ state: 'canceled', startedAt: BEGIN, endedAt: BEGIN + 1 }) }],
    ['of a pointer', { after: ended({ kind: 'pointer', startedAt: BEGIN, endedAt: BEGIN + 1 }) }],
    ['when it ends before it begins', { after: ended({ startedAt: BEGIN, endedAt: BEGIN - 1 }) }],
    ['when it was not polled before', { after: ended(), transition: seenBetween(null, 95) }],
  ])('is nothing %s', (_what, end) => {
    expect(durationOf({ before: job, transition: seenBetween(80, 95), at: BEGIN, ...end }, 0)).toBeNull();
  });

  it('reckons with a clock that is ahead', () => {
    const end = {
      before: job,
      after: ended({ startedAt: BEGIN - 60 * SECOND }),
      transition: seenBetween(80, 95),
      at: BEGIN,
    };
    expect(durationOf(end, 60 * SECOND)).toEqual({ atLeast: 80 * SECOND, atMost: 95 * SECOND });
  });
});

describe('how far the clock is ahead', () => {
  const end = (endedAt: number) => ({
    before: job,
    after: ended({ endedAt: BEGIN + endedAt * SECOND }),
    transition: seenBetween(80, 95),
    at: BEGIN + 95 * SECOND,
  });

  it('stays as it was thought to be while what the upstream says is possible', () => {
    expect(clockAfter(end(90), 0)).toBe(0);
    expect(clockAfter(end(88), 3 * SECOND)).toBe(3 * SECOND);
  });

  it('moves no farther than what was seen demands', () => {
    expect(clockAfter(end(35), 0)).toBe(45 * SECOND);
    expect(clockAfter(end(155), 0)).toBe(-60 * SECOND);
  });

  it('is not learned where it was not polled before, or no end is dated', () => {
    expect(clockAfter({ ...end(35), transition: seenBetween(null, 95) }, 7)).toBe(7);
    expect(clockAfter({ ...end(35), after: ended() }, 7)).toBe(7);
  });
});
