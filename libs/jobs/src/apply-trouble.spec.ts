import {
  a,
  aPointer,
  aRun,
  BEGIN,
  DAY,
  HOUR,
  MINUTE,
  RETENTION,
  says,
  SECOND,
  seenAt,
  triedAt,
} from '../test/scenes.js';
import { applyObservation } from './apply-observation.js';
import { applyDeadline, applySuperseded, applyTrouble, isPastDeadline, type TroubleContext } from './apply-trouble.js';
import type { JobRecord } from './job-record.js';
import { JOB_STATES } from './job-state.js';
import { TROUBLE_KINDS } from './trouble.js';

const inState = (state: JobRecord['state']): JobRecord => ({ ...aRun(), state, severity: 'ok' });

describe('trouble', () => {
  it.each([
    ['not-found', 'stale'],
    ['malformed', 'stale'],
    ['unauthorized', 'unauthorized'],
    ['throttled', 'throttled'],
    ['unreachable', 'unreachable'],
  ] as const)('of kind %s makes the observation %s', (kind, status) => {
    const running = applyObservation(aRun(), says('running'), seenAt(BEGIN + SECOND)).record;
    const { record, transition, hasChanged } = applyTrouble(running, a(kind), triedAt(BEGIN + 2 * SECOND));
    expect(record).toMatchObject({
      state: 'running',
      severity: 'ok',
      revision: running.revision + 1,
      observation: {
        status,
        observedAt: BEGIN + SECOND,
        attemptedAt: BEGIN + 2 * SECOND,
        failures: 1,
        error: { kind, code: `some-${kind}` },
      },
    });
    expect([transition, hasChanged]).toEqual([null, true]);
  });

  it.each(TROUBLE_KINDS)('of kind %s changes the revision once, however often it happens', (kind) => {
    const once = applyTrouble(aRun(), a(kind), triedAt(BEGIN + SECOND)).record;
    const twice = applyTrouble(once, a(kind), triedAt(BEGIN + 2 * SECOND));
    expect([twice.hasChanged, twice.record.revision, twice.record.observation.failures]).toEqual([
      false,
      once.revision,
      2,
    ]);
  });

  it.each(JOB_STATES)('keeps the state %s', (state) => {
    for (const kind of TROUBLE_KINDS) {
      expect(applyTrouble(inState(state), a(kind), triedAt(BEGIN + SECOND)).record.state).toBe(state);
    }
  });

  it.each(['succeeded', 'failed', 'canceled'] as const)('leaves a job that is %s entirely alone', (state) => {
    const ended = inState(state);
    const { record, hasChanged } = applyTrouble(ended, a('unreachable'), triedAt(BEGIN + SECOND));
    expect(record).toBe(ended);
    expect(hasChanged).toBe(false);
  });

  it('is recorded at a pointer whose run has ended, for the pointer goes on', () => {
    const pointer = applyObservation(aPointer(), says('succeeded'), seenAt(BEGIN + SECOND)).record;
    const { record } = applyTrouble(pointer, a('unreachable'), triedAt(BEGIN + 2 * SECOND));
    expect([record.state, record.observation.status]).toEqual(['succeeded', 'unreachable']);
  });

  it('that is older than the last try changes nothing', () => {
    const running = applyObservation(aRun(), says('running'), seenAt(BEGIN + MINUTE)).record;
    expect(applyTrouble(running, a('unreachable'), triedAt(BEGIN + SECOND)).record).toBe(running);
  });
});

describe('a job counts as lost', () => {
  const TIMES = [BEGIN + MINUTE, BEGIN + 2 * MINUTE, BEGIN + 3 * MINUTE];
  /** The record after not-found answers at these times. */
  const missedAt = (times: readonly number[], context: Partial<TroubleContext> = {}, before = inState('running')) =>
    times.reduce((record, at) => applyTrouble(record, a('not-found'), triedAt(at, context)).record, before);

  it('after three not-found responses, a minute of them, past the grace time, with the circuit closed', () => {
    expect(missedAt(TIMES.slice(0, 2)).state).toBe('running');
    const before = missedAt(TIMES.slice(0, 2));
    const { record, transition, hasChanged } = applyTrouble(before, a('not-found'), triedAt(TIMES[2]!));
    expect(record).toMatchObject({
      state: 'lost',
      stateReason: 'not-found',
      severity: 'error',
      expiresAt: TIMES[2]! + RETENTION,
      observation: { status: 'stale', observedAt: null },
    });
    expect(hasChanged).toBe(true);
    expect(transition).toEqual({
      from: 'running',
      to: 'lost',
      reason: 'not-found',
      upstreamAt: null,
      notBefore: null,
      notAfter: TIMES[2],
      source: 'poll',
      revision: record.revision,
    });
  });

  it.each([
    ['too few answers', TIMES, { lostAfter: { answers: 4, spreadMs: MINUTE, graceMs: 30 * SECOND } }],
    ['answers too close together', [BEGIN + MINUTE, BEGIN + MINUTE + 1, BEGIN + 2 * MINUTE - 1], {}],
    ['grace time', TIMES, { lostAfter: { answers: 3, spreadMs: MINUTE, graceMs: 3 * MINUTE + 1 } }],
    ['an open circuit', TIMES, { isConnectionTrusted: false }],
  ] as [string, number[], Partial<TroubleContext>][])('but not with %s', (_what, times, context) => {
    expect(missedAt(times, context).state).toBe('running');
  });

  it('and responses must be spread over two intervals where these are longer', () => {
    const before = { ...inState('running'), check: { intervalMs: MINUTE + 1, reason: 'x' } };
    expect(missedAt(TIMES, {}, before).state).toBe('running');
    expect(missedAt([...TIMES, BEGIN + 3 * MINUTE + 2], {}, before).state).toBe('lost');
  });

  it('and a pointer never does, but is kept no longer than an ended job from then on, unless it is known again', () => {
    const pointer = applyObservation(aPointer(), says('running'), seenAt(BEGIN + SECOND)).record;
    const denied = missedAt(TIMES, {}, pointer);
    expect(missedAt(TIMES.slice(0, 2), {}, pointer).expiresAt).toBeNull();
    expect(denied).toMatchObject({ state: 'running', expiresAt: TIMES.at(-1)! + RETENTION });
    expect(missedAt([TIMES.at(-1)! + MINUTE], {}, denied).expiresAt).toBe(denied.expiresAt);
    expect(applyObservation(denied, says('idle'), seenAt(TIMES.at(-1)! + SECOND)).record.expiresAt).toBeNull();
  });

  it('and responses before and after an observation do not add up', () => {
    const missedTwice = missedAt(TIMES.slice(0, 2));
    const seen = applyObservation(missedTwice, says('running'), seenAt(TIMES[1]! + 1)).record;
    expect(seen.absence).toBeNull();
    expect(missedAt([TIMES[2]!], {}, seen).state).toBe('running');
  });

  it('and an observation without a known status is an observation', () => {
    const seen = applyObservation(missedAt(TIMES.slice(0, 2)), says(null), seenAt(TIMES[1]! + 1)).record;
    expect(missedAt([TIMES[2]!], {}, seen).state).toBe('running');
  });

  it('and other trouble in between neither counts nor starts the count anew', () => {
    let record = missedAt(TIMES.slice(0, 2));
    for (const kind of TROUBLE_KINDS.filter((one) => one !== 'not-found')) {
      record = applyTrouble(record, a(kind), triedAt(TIMES[1]! + 1)).record;
    }
    expect(record).toMatchObject({ state: 'running', absence: { answers: 2 } });
    expect(missedAt([TIMES[2]!], {}, record).state).toBe('lost');
  });

  it('once: later not-found responses change no revision', () => {
    const lost = missedAt(TIMES);
    const later = applyTrouble(lost, a('not-found'), triedAt(BEGIN + HOUR));
    expect(later).toMatchObject({ hasChanged: false, transition: null });
    expect(later.record.expiresAt).toBe(lost.expiresAt);
  });

  it('with the reason `expired` when the upstream may have forgotten its end meanwhile', () => {
    const seen = applyObservation(aRun(), says('running'), seenAt(BEGIN)).record;
    const late = [BEGIN + 5 * HOUR, BEGIN + 5 * HOUR + MINUTE, BEGIN + 5 * HOUR + 2 * MINUTE];
    expect(missedAt(late, { remembersEndedForMs: 4 * HOUR }, seen).stateReason).toBe('expired');
    expect(missedAt(late, { remembersEndedForMs: 6 * HOUR }, seen).stateReason).toBe('not-found');
    expect(missedAt(late, { remembersEndedForMs: null }, seen).stateReason).toBe('not-found');
    // Never seen: nothing says that it ever was there.
    expect(missedAt(late, { remembersEndedForMs: 4 * HOUR }).stateReason).toBe('not-found');
  });

  it.each(['running', 'succeeded', 'failed', 'canceled'] as const)('until it is seen again as %s', (state) => {
    const { record, transition } = applyObservation(missedAt(TIMES), says(state), seenAt(BEGIN + HOUR));
    expect(record).toMatchObject({ state, stateReason: null, absence: null, observation: { status: 'fresh' } });
    expect(transition).toMatchObject({ from: 'lost', to: state });
  });

  it('and when seen again, its retention begins again at its end', () => {
    const lost = missedAt(TIMES);
    const back = applyObservation(lost, says('running'), seenAt(BEGIN + HOUR)).record;
    expect(back.expiresAt).toBeNull();
    const ended = applyObservation(lost, says('succeeded'), seenAt(BEGIN + 6 * DAY)).record;
    expect(ended.expiresAt).toBe(BEGIN + 6 * DAY + RETENTION);
  });
});

describe('a run whose place another one took', () => {
  it('is lost, superseded', () => {
    const { record, transition } = applySuperseded(inState('running'), seenAt(BEGIN + MINUTE));
    expect(record).toMatchObject({ state: 'lost', stateReason: 'superseded', severity: 'error' });
    expect(transition).toMatchObject({ from: 'running', to: 'lost', reason: 'superseded' });
  });

  it.each(['succeeded', 'failed', 'canceled', 'lost'] as const)('stays %s', (state) => {
    const before = inState(state);
    expect(applySuperseded(before, seenAt(BEGIN + MINUTE)).record).toBe(before);
  });

  it('is not lost to a response that is older than its last observation', () => {
    const seen = applyObservation(aRun(), says('running'), seenAt(BEGIN + MINUTE)).record;
    expect(applySuperseded(seen, seenAt(BEGIN + SECOND)).record).toBe(seen);
  });

  it('is never a pointer', () => {
    const pointer = applyObservation(aPointer(), says('running'), seenAt(BEGIN)).record;
    expect(applySuperseded(pointer, seenAt(BEGIN + MINUTE)).record).toBe(pointer);
  });
});

describe('a deadline', () => {
  const due = BEGIN + HOUR;
  const waiting = applyObservation(aRun({ deadline: due }), says('running'), seenAt(BEGIN)).record;

  it('has passed from its very moment on', () => {
    expect([due - 1, due, due + 1].map((at) => isPastDeadline(waiting, at))).toEqual([false, true, true]);
    expect(isPastDeadline(aRun(), due)).toBe(false);
  });

  it.each(['succeeded', 'failed', 'canceled', 'lost'] as const)('says nothing of a job that is %s', (state) => {
    expect(isPastDeadline({ ...waiting, state }, due)).toBe(false);
  });

  it('makes an unfinished run lost', () => {
    const { record } = applyDeadline(waiting, seenAt(due));
    expect(record).toMatchObject({ state: 'lost', stateReason: 'deadline', severity: 'error' });
    expect(record.expiresAt).toBe(due + RETENTION);
  });

  it('does nothing to a pointer', () => {
    const pointer = aPointer({ deadline: due });
    expect(applyDeadline(pointer, seenAt(due)).record).toBe(pointer);
  });

  it('is not undone by a job that still runs, whose observation counts nevertheless', () => {
    const lost = applyDeadline(waiting, seenAt(due)).record;
    const { record, transition } = applyObservation(lost, says('running'), seenAt(due + MINUTE));
    expect(record).toMatchObject({ state: 'lost', stateReason: 'deadline', severity: 'error' });
    expect(record.observation).toMatchObject({ status: 'fresh', observedAt: due + MINUTE });
    expect(transition).toBeNull();
  });

  it('gives way to an end that comes after it', () => {
    const lost = applyDeadline(waiting, seenAt(due)).record;
    const { record } = applyObservation(lost, says('failed'), seenAt(due + MINUTE));
    expect(record).toMatchObject({ state: 'failed', stateReason: null });
  });
});
