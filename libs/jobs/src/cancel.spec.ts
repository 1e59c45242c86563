import { aPointer, aRun, BEGIN, MINUTE, says, SECOND, seenAt } from '../test/scenes.js';
import {
  applyCancelOutcome,
  applyCancelRequest,
  applyObservation,
  beginCancel,
  hasPendingCancel,
  isCancelBegun,
  isCancelUnderWay,
  type CancelOutcome,
  type JobRecord,
} from './index.js';

const running = (): JobRecord => {
  const { record } = applyObservation(aRun(), says('running'), seenAt(BEGIN));
  return { ...record, observation: { ...record.observation, nextCheckAt: BEGIN + MINUTE } };
};
const requested = () => applyCancelRequest(running(), BEGIN + SECOND).record;
const begun = () => beginCancel(requested(), BEGIN + 2 * SECOND)!.record;
const after = (outcome: Partial<CancelOutcome>, record = begun()) =>
  applyCancelOutcome(
    record,
    record.cancellation.requestedAt,
    { became: 'acknowledged', reason: null, ...outcome },
    BEGIN + 3 * SECOND,
  ).record;

describe('a cancel request', () => {
  it('is a new revision, moves no state, and makes the next check due', () => {
    expect(requested()).toMatchObject({
      state: 'running',
      revision: running().revision + 1,
      cancellation: { status: 'requested', requestedAt: BEGIN + SECOND, reason: null },
      observation: { nextCheckAt: BEGIN + SECOND },
    });
    expect(hasPendingCancel(requested())).toBe(true);
  });

  it.each(['succeeded', 'failed', 'canceled', 'canceling'] as const)('is not needed for a job that is %s', (state) => {
    const { record } = applyObservation(running(), says(state), seenAt(BEGIN));
    expect(isCancelUnderWay(record, BEGIN)).toBe(true);
    expect(applyCancelRequest(record, BEGIN).record).toBe(record);
  });

  it('is one request, however often it is sent in a minute, and a new one after that', () => {
    const acknowledged = after({});
    expect(applyCancelRequest(acknowledged, BEGIN + 30 * SECOND).record).toBe(acknowledged);
    const again = applyCancelRequest(acknowledged, BEGIN + 2 * MINUTE).record;
    expect([again.cancellation.requestedAt, hasPendingCancel(again)]).toEqual([BEGIN + 2 * MINUTE, true]);
  });

  it('that nobody could carry out stays the same one for as long as it takes', () => {
    const waiting = requested();
    expect(applyCancelRequest(waiting, BEGIN + 90 * MINUTE).record).toBe(waiting);
  });

  it('is not for a pointer', () => {
    const pointer = aPointer();
    expect(applyCancelRequest(pointer, BEGIN).record).toBe(pointer);
  });

  it.each(['rejected', 'unsupported', 'ineffective'] as const)('may be uttered again once it was %s', (became) => {
    expect(applyCancelRequest(after({ became }), BEGIN + 4 * SECOND).hasChanged).toBe(true);
  });
});

describe('asking the upstream to cancel', () => {
  it('is begun once for each request', () => {
    expect(beginCancel(begun(), BEGIN + MINUTE)).toBeNull();
    expect(isCancelBegun(begun())).toBe(true);
  });

  it.each([
    ['acknowledged', 'acknowledged'],
    ['ineffective', 'ineffective'],
    ['unsupported', 'unsupported'],
    ['rejected', 'rejected'],
    ['ended', 'requested'],
    ['unknown', 'requested'],
  ] as const)('when it comes to %s, leaves the status %s, and makes the job due', (became, status) => {
    const record = after({ became, reason: 'why' });
    expect(record).toMatchObject({
      state: 'running',
      cancellation: { status, reason: 'why' },
      observation: { nextCheckAt: BEGIN + SECOND },
    });
    expect([hasPendingCancel(record), isCancelBegun(record)]).toEqual([false, false]);
  });

  it('is possible again if the upstream certainly did not receive it', () => {
    const record = after({ became: 'not-asked', reason: 'away' });
    expect([record.cancellation.status, hasPendingCancel(record)]).toEqual(['requested', true]);
  });

  it('says nothing of a later request', () => {
    const record = begun();
    expect(applyCancelOutcome(record, BEGIN, { became: 'acknowledged', reason: null }, BEGIN).record).toBe(record);
  });

  it('says less than what was seen of the job since', () => {
    const { record } = applyObservation(begun(), says('succeeded'), seenAt(BEGIN + 3 * SECOND));
    expect(after({}, record)).toBe(record);
    expect(record.cancellation.status).toBe('ineffective');
  });

  it('of unknown outcome is settled by what is seen of the job', () => {
    const unknown = after({ became: 'unknown', reason: 'not known' });
    const canceled = applyObservation(unknown, says('canceled'), seenAt(BEGIN + MINUTE)).record;
    expect(canceled.cancellation).toEqual({ status: 'acknowledged', requestedAt: BEGIN + SECOND, reason: null });
  });
});
