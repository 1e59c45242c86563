import { a, aPointer, aRun, BEGIN, HOUR, MINUTE, RETENTION, says, SECOND, seenAt, triedAt } from '../test/scenes.js';
import { applyObservation } from './apply-observation.js';
import { applyTrouble } from './apply-trouble.js';
import { jsonText, parseJson } from './exact-json.js';
import type { JobRecord } from './job-record.js';
import { JOB_STATES, type JobState } from './job-state.js';
import { MAX_INLINE_RESULT_BYTES } from './merge-facts.js';
import type { Observation } from './observation.js';

const OBSERVABLE = JOB_STATES.filter((state) => state !== 'lost');
const FROZEN = ['succeeded', 'failed', 'canceled'] as const;
const MOVING = OBSERVABLE.filter((state) => !(FROZEN as readonly JobState[]).includes(state));

/** The record after these observations, a second apart. */
const after = (record: JobRecord, ...observations: Observation[]): JobRecord =>
  observations.reduce(
    (known, observed, index) => applyObservation(known, observed, seenAt(BEGIN + (index + 1) * SECOND)).record,
    record,
  );

describe('an observation', () => {
  it.each(['', 'x'.repeat(MAX_INLINE_RESULT_BYTES)])('keeps the digits of its result, small or large', (more) => {
    const text = `{"bytes":9007199254740993,"more":[12345678901234567890,1e400,"${more}"]}`;
    const known = after(aRun(), says('running', { result: parseJson(text.replace('993', '992')) }));
    const { record, resultText, hasChanged } = applyObservation(
      known,
      says('running', { result: parseJson(text) }),
      seenAt(BEGIN + MINUTE),
    );
    expect([resultText, hasChanged]).toEqual([text, true]);
    if (more === '') expect(jsonText(record.result!.inline)).toBe(text);
  });

  it('describes a job that was never seen before', () => {
    const { record, hasChanged, transition } = applyObservation(
      aRun(),
      says('running', { startedAt: BEGIN - HOUR }),
      seenAt(BEGIN + SECOND),
    );
    expect(record).toMatchObject({
      state: 'running',
      stateReason: null,
      severity: 'ok',
      startedAt: BEGIN - HOUR,
      revision: BEGIN + 1,
      changedAt: BEGIN + SECOND,
      expiresAt: null,
      rule: 'the word for running',
      upstream: { id: '42', state: 'RUNNING', url: null, attribution: 'exact' },
      observation: {
        status: 'fresh',
        observedAt: BEGIN + SECOND,
        attemptedAt: BEGIN + SECOND,
        failures: 0,
        error: null,
      },
    });
    expect(hasChanged).toBe(true);
    expect(transition).toEqual({
      from: 'unknown',
      to: 'running',
      reason: null,
      upstreamAt: BEGIN - HOUR,
      notBefore: null,
      notAfter: BEGIN + SECOND,
      source: 'poll',
      revision: BEGIN + 1,
    });
  });

  it('that says the same again changes no revision, but is an observation', () => {
    const seen = after(aRun(), says('running'));
    const again = applyObservation(seen, says('running'), seenAt(BEGIN + MINUTE));
    expect(again).toMatchObject({ hasChanged: false, transition: null, resultText: null });
    expect(again.record).toEqual({
      ...seen,
      observation: { ...seen.observation, observedAt: BEGIN + MINUTE, attemptedAt: BEGIN + MINUTE },
    });
  });

  it('ends trouble, and says so', () => {
    const troubled = applyTrouble(after(aRun(), says('running')), a('unreachable'), triedAt(BEGIN + MINUTE)).record;
    const { record, hasChanged } = applyObservation(troubled, says('running'), seenAt(BEGIN + 2 * MINUTE));
    expect(record.observation).toMatchObject({ status: 'fresh', failures: 0, error: null });
    expect(hasChanged).toBe(true);
  });

  it('that is older than what is known changes nothing', () => {
    const seen = after(aRun(), says('running'), says('queued'));
    for (const state of [...OBSERVABLE, null]) {
      expect(applyObservation(seen, says(state), seenAt(BEGIN + SECOND)).record).toBe(seen);
    }
  });

  it('that was made before a failed try keeps the time of that try', () => {
    const troubled = applyTrouble(aRun(), a('unreachable'), triedAt(BEGIN + MINUTE)).record;
    const { observation } = applyObservation(troubled, says('running'), seenAt(BEGIN + SECOND)).record;
    expect([observation.observedAt, observation.attemptedAt]).toEqual([BEGIN + SECOND, BEGIN + MINUTE]);
  });

  it.each(MOVING.flatMap((from) => OBSERVABLE.map((to) => [from, to] as const)))('leads from %s to %s', (from, to) => {
    const { record, transition } = applyObservation(after(aRun(), says(from)), says(to), seenAt(BEGIN + MINUTE));
    expect(record.state).toBe(to);
    expect(transition && [transition.from, transition.to]).toEqual(from === to ? null : [from, to]);
  });

  it('reports when an end happened if the upstream says so, and in which interval if not', () => {
    const seen = after(aRun(), says('running', { startedAt: BEGIN - HOUR }));
    const told = applyObservation(seen, says('failed', { endedAt: BEGIN + 30 * SECOND }), seenAt(BEGIN + MINUTE));
    const unreported = applyObservation(seen, says('failed'), seenAt(BEGIN + MINUTE));
    const interval = { notBefore: BEGIN + SECOND, notAfter: BEGIN + MINUTE };
    expect(told.transition).toMatchObject({ ...interval, upstreamAt: BEGIN + 30 * SECOND });
    expect(unreported.transition).toMatchObject({ ...interval, upstreamAt: null });
    expect(unreported.record.endedAt).toBeNull();
  });

  it('keeps an ended run for the retention, and a pointer for ever', () => {
    expect(after(aRun(), says('succeeded')).expiresAt).toBe(BEGIN + SECOND + RETENTION);
    expect(after(aPointer(), says('succeeded')).expiresAt).toBeNull();
  });
});

describe('a fact', () => {
  const facts: Partial<Observation> = {
    operation: 'activate',
    progress: { percent: 40, done: 4, total: 10, unit: 'items', estimatedEndAt: BEGIN + HOUR },
    warnings: [{ code: 'slow', message: 'It is slow.' }],
    error: { code: '1', message: 'no' },
    result: { rows: 3 },
    children: [],
    createdAt: BEGIN - 3,
    startedAt: BEGIN - 2,
    endedAt: BEGIN - 1,
    upstreamUrl: 'https://upstream.example/42',
    upstreamId: '4711',
    attribution: 'inferred',
  };

  it('that the response leaves out stays as it was known', () => {
    const known = after(aRun(), says('running', facts));
    const later = after(known, says('running'), says('canceling'));
    const { state: _state, upstream, observation: _observation, revision: _revision, ...rest } = later;
    expect(rest).toMatchObject({
      operation: 'activate',
      progress: facts.progress,
      warnings: facts.warnings,
      error: facts.error,
      result: { inline: { rows: 3 } },
      createdAt: BEGIN - 3,
      startedAt: BEGIN - 2,
      endedAt: BEGIN - 1,
    });
    expect(upstream).toMatchObject({ id: '4711', url: facts.upstreamUrl, attribution: 'inferred' });
  });

  it('that the upstream says there is none of is gone', () => {
    const none = { operation: null, progress: null, error: null, result: null, startedAt: null, endedAt: null };
    expect(after(aRun(), says('running', facts), says('running', none))).toMatchObject(none);
  });

  it('changes the revision when it is one of those that the revision counts', () => {
    const known = after(aRun(), says('running', facts));
    const change = (more: Partial<Observation>) =>
      applyObservation(known, says('running', { ...facts, ...more }), seenAt(BEGIN + MINUTE)).hasChanged;
    const progress = facts.progress!;
    expect(change({})).toBe(false);
    expect(change({ progress: { ...progress, percent: 40.9, done: 5 } })).toBe(false);
    expect(change({ progress: { ...progress, percent: 41 } })).toBe(true);
    expect(change({ progress: null })).toBe(true);
    expect(change({ error: null })).toBe(true);
    expect(change({ result: { rows: 4 } })).toBe(true);
    expect(change({ result: null })).toBe(true);
    expect(change({ warnings: [] })).toBe(true);
    expect(change({ severity: 'warning' })).toBe(true);
    expect(change({ upstreamState: 'Running' })).toBe(false);
    expect(change({ anomalies: [{ code: 'odd' }] })).toBe(false);
  });

  it('that comes in whole seconds does not blur what is known to the millisecond', () => {
    const known = after(aRun(), says('running', { startedAt: BEGIN + 123 }));
    expect(after(known, says('running', { startedAt: BEGIN })).startedAt).toBe(BEGIN + 123);
    expect(after(known, says('running', { startedAt: BEGIN + SECOND })).startedAt).toBe(BEGIN + SECOND);
    expect(after(known, says('running', { startedAt: BEGIN + 124 })).startedAt).toBe(BEGIN + 124);
  });

  it('is the name only until somebody has given one', () => {
    expect(after(aRun(), says('running', { name: 'theirs' })).name).toBe('theirs');
    expect(after(aRun({ name: 'ours' }), says('running', { name: 'theirs' })).name).toBe('ours');
  });
});

describe('an unmapped status', () => {
  it('keeps the last state, says so, and counts as a try that brought nothing', () => {
    const seen = after(aRun(), says('running'));
    const { record, transition, hasChanged } = applyObservation(seen, says(null), seenAt(BEGIN + MINUTE));
    expect(record).toMatchObject({
      state: 'running',
      severity: 'ok',
      upstream: { state: 'PERCOLATING' },
      observation: {
        status: 'stale',
        observedAt: BEGIN + SECOND,
        attemptedAt: BEGIN + MINUTE,
        failures: 1,
        error: { kind: 'malformed', code: 'unmapped-state' },
        anomalies: [{ code: 'unmapped-state', value: 'PERCOLATING' }],
      },
    });
    expect([transition, hasChanged]).toEqual([null, true]);
  });

  it('leaves a job that was never seen unknown', () => {
    expect(after(aRun(), says(null))).toMatchObject({ state: 'unknown', severity: 'unknown' });
  });

  it('still reports the other facts', () => {
    expect(after(aRun(), says('running'), says(null, { startedAt: BEGIN })).startedAt).toBe(BEGIN);
  });

  it('keeps a lost job lost', () => {
    const lost: JobRecord = { ...aRun(), state: 'lost', stateReason: 'not-found', severity: 'error' };
    expect(after(lost, says(null))).toMatchObject({ state: 'lost', stateReason: 'not-found' });
  });
});

describe.each(FROZEN)('a run that is %s', (state) => {
  const ended = after(aRun(), says(state));

  it.each([...OBSERVABLE.filter((other) => other !== state), null])(
    'is not moved by %s, which is recorded',
    (other) => {
      const { record, transition, hasChanged } = applyObservation(ended, says(other), seenAt(BEGIN + MINUTE));
      expect(record).toMatchObject({ state, severity: ended.severity, expiresAt: ended.expiresAt });
      const value = other === null ? 'PERCOLATING' : other.toUpperCase();
      expect(record.observation.anomalies).toContainEqual({ code: 'contradicts-end', value });
      expect([transition, hasChanged]).toEqual([null, false]);
    },
  );

  it('takes no fact from a response that contradicts it', () => {
    const other = state === 'failed' ? 'succeeded' : 'failed';
    const { record, resultText } = applyObservation(
      ended,
      says(other, { result: 1, error: { code: 'x', message: null }, endedAt: BEGIN }),
      seenAt(BEGIN + MINUTE),
    );
    expect(record).toMatchObject({ result: null, error: null, endedAt: null });
    expect(resultText).toBeNull();
  });

  it('takes from a response that confirms it what was not known, and no more', () => {
    const first = { result: { rows: 1 }, endedAt: BEGIN };
    const second = { result: { rows: 2 }, endedAt: BEGIN + 1, startedAt: BEGIN - 1 };
    const filled = applyObservation(ended, says(state, first), seenAt(BEGIN + MINUTE));
    expect(filled.record).toMatchObject({ result: { inline: { rows: 1 } }, endedAt: BEGIN, startedAt: null });
    expect([filled.hasChanged, filled.resultText]).toEqual([true, '{"rows":1}']);
    const again = applyObservation(filled.record, says(state, second), seenAt(BEGIN + 2 * MINUTE));
    expect(again.record).toMatchObject({ result: { inline: { rows: 1 } }, endedAt: BEGIN, startedAt: BEGIN - 1 });
    expect(again.resultText).toBeNull();
  });
});

describe('the severity', () => {
  it.each([
    ['succeeded', {}, 'ok'],
    ['succeeded', { warnings: [{ code: 'w', message: '' }] }, 'warning'],
    ['succeeded', { severity: 'warning' }, 'warning'],
    ['succeeded', { severity: 'error' }, 'error'],
    ['running', { warnings: [{ code: 'w', message: '' }] }, 'ok'],
    ['running', { severity: 'warning' }, 'warning'],
    ['failed', { severity: 'warning' }, 'error'],
    ['canceled', {}, 'ok'],
    ['unknown', { severity: 'warning' }, 'unknown'],
  ] as [JobState, Partial<Observation>, string][])('of %s with %j is %s', (state, more, severity) => {
    expect(after(aRun(), says(state, more)).severity).toBe(severity);
  });
});

describe('a cancel request', () => {
  it.each([
    ['requested', 'running', 'requested'],
    ['requested', 'canceling', 'acknowledged'],
    ['requested', 'canceled', 'acknowledged'],
    ['acknowledged', 'canceled', 'acknowledged'],
    ['acknowledged', 'running', 'acknowledged'],
    ['requested', 'succeeded', 'ineffective'],
    ['acknowledged', 'failed', 'ineffective'],
    ['rejected', 'canceled', 'rejected'],
    ['none', 'canceled', 'none'],
    ['none', 'succeeded', 'none'],
    ['unsupported', 'succeeded', 'unsupported'],
  ] as const)('that is %s: seen %s, it is %s', (status, state, expected) => {
    const requested: JobRecord = { ...aRun(), cancellation: { status, requestedAt: BEGIN, reason: null } };
    expect(after(requested, says(state)).cancellation).toMatchObject({ status: expected, requestedAt: BEGIN });
  });
});

describe('a result', () => {
  it.each([
    ['an object', { a: [1, 'ä'] }],
    ['a text', 'done'],
    ['an empty text', ''],
    ['zero', 0],
    ['false', false],
    ['a list', []],
  ])('may be %s', (_what, result) => {
    const { record, resultText } = applyObservation(aRun(), says('succeeded', { result }), seenAt(BEGIN + SECOND));
    expect(resultText).toBe(JSON.stringify(result));
    expect(record.result).toEqual({
      bytes: Buffer.byteLength(JSON.stringify(result)),
      digest: expect.stringMatching(/^[\w-]{16}$/) as string,
      inline: result,
    });
  });

  it('is written once, as long as it stays the same', () => {
    const known = after(aRun(), says('running', { result: { rows: 1 } }));
    const same = applyObservation(known, says('running', { result: { rows: 1 } }), seenAt(BEGIN + MINUTE));
    const other = applyObservation(known, says('running', { result: { rows: 2 } }), seenAt(BEGIN + MINUTE));
    expect([same.resultText, other.resultText]).toEqual([null, '{"rows":2}']);
  });

  it('is inside the record up to 16 KiB of JSON', () => {
    const fitting = 'x'.repeat(MAX_INLINE_RESULT_BYTES - 2);
    const inside = applyObservation(aRun(), says('succeeded', { result: fitting }), seenAt(BEGIN + SECOND));
    const outside = applyObservation(aRun(), says('succeeded', { result: `${fitting}x` }), seenAt(BEGIN + SECOND));
    expect(inside.record.result?.inline).toBe(fitting);
    expect(outside.record.result).toEqual({ bytes: 16 * 1024 + 1, digest: expect.any(String) as string });
    expect(outside.resultText).toHaveLength(16 * 1024 + 1);
  });
});

describe('anomalies', () => {
  it('are those of the last response, each once', () => {
    const odd = { code: 'odd', value: '1' };
    const seen = after(aRun(), says('running', { anomalies: [odd, odd, { code: 'odd', value: '2' }] }));
    expect(seen.observation.anomalies).toEqual([odd, { code: 'odd', value: '2' }]);
    expect(after(seen, says('running'), says('running')).observation.anomalies).toEqual([]);
  });

  it('of an ended job gather, and never more than twenty', () => {
    let record = after(aRun(), says('failed'));
    for (let index = 0; index < 30; index += 1) {
      const observed = says('running', { upstreamState: `WORD ${index}` });
      record = applyObservation(record, observed, seenAt(BEGIN + MINUTE + index)).record;
    }
    expect(record.observation.anomalies).toHaveLength(20);
    expect(record.observation.anomalies.at(-1)).toEqual({ code: 'contradicts-end', value: 'WORD 29' });
  });
});

describe('a pointer', () => {
  const pointsTo = (key: string, state: Observation['state'], more: Partial<Observation> = {}) =>
    says(state, { ...more, target: { key, observation: says(state, more), partial: false } });

  it('shows the run it points to, and is moved by the next one', () => {
    const first = after(aPointer(), pointsTo('1', 'succeeded', { result: 1, operation: 'save', endedAt: BEGIN }));
    expect(first).toMatchObject({ targetKey: '1', state: 'succeeded', result: { inline: 1 } });
    const { record, transition, hasChanged } = applyObservation(
      first,
      pointsTo('2', 'running'),
      seenAt(BEGIN + MINUTE),
    );
    expect(record).toMatchObject({ targetKey: '2', state: 'running', result: null, operation: null, endedAt: null });
    expect(transition).toMatchObject({ from: 'succeeded', to: 'running' });
    expect(hasChanged).toBe(true);
  });

  it('that moves between two runs of one state shows it in its history', () => {
    const first = after(aPointer(), pointsTo('1', 'succeeded'));
    const { transition } = applyObservation(first, pointsTo('2', 'succeeded'), seenAt(BEGIN + MINUTE));
    expect(transition).toMatchObject({ from: 'succeeded', to: 'succeeded' });
  });

  it('keeps its run when a response does not speak of one, and has none when there has been none', () => {
    const first = after(aPointer(), pointsTo('1', 'running'));
    expect(after(first, says('running'), says('running')).targetKey).toBe('1');
    expect(after(first, says('idle'), says('idle', { target: null }))).toMatchObject({
      targetKey: null,
      state: 'idle',
    });
  });

  it('at a new run with an unmapped status has an unknown state, and nothing of the run before', () => {
    const first = after(aPointer(), pointsTo('1', 'succeeded', { result: 1, warnings: [{ code: 'w', message: '' }] }));
    const { record, transition } = applyObservation(first, pointsTo('2', null), seenAt(BEGIN + MINUTE));
    expect(record).toMatchObject({ targetKey: '2', state: 'unknown', severity: 'unknown', result: null, warnings: [] });
    expect(record.observation.status).toBe('stale');
    expect(transition).toMatchObject({ from: 'succeeded', to: 'unknown' });
  });

  it('at the same run with an unmapped status keeps its state', () => {
    const first = after(aPointer(), pointsTo('1', 'running'));
    expect(after(first, pointsTo('1', 'running'), pointsTo('1', null))).toMatchObject({
      targetKey: '1',
      state: 'running',
    });
  });
});
