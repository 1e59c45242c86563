import { a, aPointer, aRun, BEGIN, HOUR, MINUTE, says, SECOND, seenAt, triedAt } from '../test/scenes.js';
import { applyObservation } from './apply-observation.js';
import { applyTrouble } from './apply-trouble.js';
import type { JobRecord } from './job-record.js';
import { applyOverdue, isOverdue } from './overdue.js';

const expected = (record: JobRecord, intervalMs: number): JobRecord => ({
  ...record,
  check: { intervalMs, reason: 'x' },
  observation: { ...record.observation, nextCheckAt: BEGIN + MINUTE },
});
const running = applyObservation(aRun(), says('running'), seenAt(BEGIN)).record;

describe('a check is overdue', () => {
  it.each([
    ['an interval of a second', SECOND, 2 * SECOND],
    ['an interval of four seconds', 4 * SECOND, 2 * SECOND],
    ['an interval of a minute', MINUTE, 30 * SECOND],
  ])('with %s, half of it and at least two seconds past its time', (_what, intervalMs, slack) => {
    const waiting = expected(running, intervalMs);
    const due = BEGIN + MINUTE;
    expect([due, due + slack, due + slack + 1].map((at) => isOverdue(waiting, at))).toEqual([false, false, true]);
  });

  it('also at a pointer whose run has ended, and at no run that has', () => {
    const pointer = applyObservation(aPointer(), says('succeeded'), seenAt(BEGIN)).record;
    const ended = applyObservation(aRun(), says('succeeded'), seenAt(BEGIN)).record;
    expect(isOverdue(expected(pointer, SECOND), BEGIN + HOUR)).toBe(true);
    expect(isOverdue(expected(ended, SECOND), BEGIN + HOUR)).toBe(false);
  });

  it('never where none is planned, or where the job is not called fresh anyway', () => {
    const unplanned = { ...running, observation: { ...running.observation, nextCheckAt: null } };
    const troubled = applyTrouble(running, a('unreachable'), triedAt(BEGIN + SECOND)).record;
    expect(isOverdue(unplanned, BEGIN + HOUR)).toBe(false);
    expect(isOverdue(expected(troubled, SECOND), BEGIN + HOUR)).toBe(false);
    expect(isOverdue(aRun(), BEGIN + HOUR)).toBe(false);
  });
});

describe('noticing an overdue check', () => {
  it('makes the observation stale, as a new revision, and leaves the state', () => {
    const { record, hasChanged, transition } = applyOverdue(expected(running, SECOND), BEGIN + HOUR);
    expect(record).toMatchObject({ state: 'running', revision: running.revision + 1, changedAt: BEGIN + HOUR });
    expect(record.observation).toMatchObject({ status: 'stale', observedAt: BEGIN, attemptedAt: BEGIN });
    expect([hasChanged, transition]).toEqual([true, null]);
  });

  it('changes the revision once', () => {
    const once = applyOverdue(expected(running, SECOND), BEGIN + HOUR).record;
    expect(applyOverdue(once, BEGIN + 2 * HOUR)).toEqual({ record: once, hasChanged: false, transition: null });
  });
});
