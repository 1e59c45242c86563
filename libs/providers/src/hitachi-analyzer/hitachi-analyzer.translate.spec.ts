import { parseJson, type JobState, type Observation } from '#libs/jobs';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { translateStatus } from './hitachi-analyzer.translate.js';

const REF = { key: 'defaultDs.316829382_14', kind: 'run' } as const;
const OUTCOMES: (JobState | null)[] = ['succeeded', 'failed', 'canceled', 'lost'];

const fixture = (name: string): { status: Record<string, unknown>; result?: unknown } =>
  JSON.parse(readFileSync(new URL(`../../../../test/fixtures/hitachi-analyzer/${name}.json`, import.meta.url), 'utf8'));

function observe(body: unknown, httpStatus = 200): Observation {
  const translated = translateStatus({ httpStatus, body }, REF);
  if ('trouble' in translated) throw new Error(`Expected an observation, got ${translated.trouble.code}.`);
  return translated.observation;
}

function troubleOf(body: unknown, httpStatus = 200) {
  const translated = translateStatus({ httpStatus, body }, REF);
  return 'trouble' in translated ? translated.trouble : null;
}

const succeededWith = (status: Record<string, unknown>) => ({
  status: { ...fixture('succeeded').status, ...status },
});

describe('what getStatus says of a Hitachi request', () => {
  const rows: [row: string, body: string, httpStatus: number, state: JobState, rawStatus: string][] = [
    ['aborted: true', 'aborted', 200, 'canceled', 'aborted=true'],
    ['aborted: true, in an answer with 206', 'aborted', 206, 'canceled', 'aborted=true'],
    ['aborted: true beside completed and hasErrors', 'aborted-completed', 200, 'canceled', 'aborted=true'],
    ['completed: true, hasErrors false', 'succeeded', 200, 'succeeded', 'completed=true hasErrors=false'],
    ['completed: true, hasErrors true', 'completed-with-errors', 200, 'failed', 'completed=true hasErrors=true'],
    ['completed: false with 206', 'running', 206, 'running', 'completed=false'],
    ['completed: false with 200', 'running', 200, 'running', 'completed=false'],
    ['completed: false, nothing found yet', 'running-nothing-yet', 206, 'running', 'completed=false'],
  ];

  it.each(rows)('%s', (_row, body, httpStatus, state, rawStatus) => {
    const observation = observe(fixture(body), httpStatus);
    expect(observation).toMatchObject({ state, upstreamState: rawStatus, upstreamId: '316829382_14' });
    expect(observation.anomalies).toBeUndefined();
  });

  it('believes the body when 206 goes with completed: true, and notes the contradiction', () => {
    const observation = observe(fixture('succeeded'), 206);
    expect(observation.state).toBe('succeeded');
    expect(observation.anomalies).toEqual([{ code: 'completed-in-partial-answer', value: '206' }]);
    expect(observe(fixture('completed-with-errors'), 206).state).toBe('failed');
  });

  it('gives the same observation for the same response', () => {
    expect(observe(fixture('succeeded'))).toEqual(observe(fixture('succeeded')));
  });

  it('speaks of no times, for the upstream reports none', () => {
    for (const [, body] of rows) {
      const observation = observe(fixture(body));
      expect(Object.keys(observation)).not.toEqual(expect.arrayContaining([expect.stringMatching(/At$/)]));
    }
  });
});

describe('the flags of a Hitachi request', () => {
  it.each([
    ['text', { completed: 'true', aborted: 'false', hasErrors: 'false' }],
    ['booleans', { completed: true, aborted: false, hasErrors: false }],
    ['capitals and spaces', { completed: ' True ', aborted: 'FALSE', hasErrors: 'False' }],
    ['an aborted flag that is missing', { aborted: undefined }],
    ['an aborted flag that is null', { aborted: null }],
    ['an aborted flag that is empty', { aborted: '' }],
  ])('are read as %s', (_form, status) => {
    expect(observe(succeededWith(status)).state).toBe('succeeded');
  });

  it.each([
    ['hasErrors is a word never seen', { hasErrors: 'partly' }, 'completed=true hasErrors="partly"'],
    ['hasErrors is missing', { hasErrors: undefined }, 'completed=true hasErrors=missing'],
    ['hasErrors is null', { hasErrors: null }, 'completed=true hasErrors=missing'],
    ['hasErrors is empty', { hasErrors: '' }, 'completed=true hasErrors=missing'],
    ['hasErrors is a number', { hasErrors: 0 }, 'completed=true hasErrors="0"'],
    ['completed is a word never seen', { completed: 'almost' }, 'completed="almost"'],
    ['completed is an object', { completed: {} }, 'completed="object"'],
    ['completed spells a whole combination', { completed: 'true hasErrors=false' }, 'completed="true hasErrors=false"'],
    ['aborted is a word never seen', { aborted: 'pending' }, 'aborted="pending"'],
    ['aborted is a list', { aborted: [true] }, 'aborted="array"'],
  ])('keep the state when %s', (_case, status, rawStatus) => {
    expect(observe(succeededWith(status))).toMatchObject({
      state: null,
      upstreamState: rawStatus,
      anomalies: [{ code: 'unmapped-state', value: rawStatus }],
    });
  });

  it('keep an unknown status short', () => {
    const [anomaly] = observe(succeededWith({ hasErrors: 'x'.repeat(10_000) })).anomalies!;
    expect(anomaly!.value!.length).toBeLessThan(120);
  });
});

describe('the progress of a Hitachi request', () => {
  it.each([
    ['a number', parseJson('9007199254740993')],
    ['digits as text', ' 9007199254740993 '],
  ])('says nothing rather than another figure, of one that a double does not hold, as %s', (_form, total) => {
    expect(observe(succeededWith({ processed: 12, total }))).toMatchObject({
      progress: { percent: null, done: 12, total: null },
      anomalies: [{ code: 'number-not-exact', value: '9007199254740993' }],
    });
  });

  it.each([
    ['processed of total', { processed: 12, total: 40 }, { percent: 30, done: 12, total: 40 }],
    ['digits as text', { processed: '12', total: '40' }, { percent: 30, done: 12, total: 40 }],
    ['no percent of a total of 0', { processed: 0, total: 0 }, { percent: null, done: 0, total: 0 }],
    ['at most 100 %', { processed: 50, total: 40 }, { percent: 100, done: 50, total: 40 }],
    ['no percent without a total', { processed: 12, total: null }, { percent: null, done: 12, total: null }],
    ['nothing of a negative number', { processed: -1, total: 40 }, { percent: null, done: null, total: 40 }],
  ])('is %s', (_case, status, progress) => {
    expect(observe(succeededWith(status)).progress).toEqual({ ...progress, unit: null, estimatedEndAt: null });
  });

  it.each([
    ['missing', { processed: undefined, total: undefined }],
    ['not numbers', { processed: '', total: 'many' }],
  ])('is left out when both numbers are %s', (_case, status) => {
    expect(observe(succeededWith(status))).not.toHaveProperty('progress');
  });
});

describe('the result of a Hitachi request', () => {
  it('is kept unchanged, gaps and attribute names with spaces included', () => {
    const body = fixture('succeeded');
    const before = JSON.stringify(body.result);
    expect(JSON.stringify(observe(body).result)).toBe(before);
  });

  it('is taken in parts while the request runs', () => {
    expect(observe(fixture('running'), 206).result).toEqual(fixture('running').result);
  });

  it('is left out while no part has come', () => {
    expect(observe(fixture('running-nothing-yet'), 206)).not.toHaveProperty('result');
  });

  it('is the empty list when the request ended without a match', () => {
    expect(observe({ ...succeededWith({}), result: [] }).result).toEqual([]);
  });

  it('is left out when the response has none', () => {
    expect(observe(succeededWith({}))).not.toHaveProperty('result');
  });

  it('is kept of a request that failed, with the flag that says so as the error', () => {
    const observation = observe(fixture('completed-with-errors'));
    expect(observation.result).toEqual(fixture('completed-with-errors').result);
    expect(observation.error).toEqual({ code: 'hasErrors', message: null });
  });

  it('is kept of a request that was aborted', () => {
    expect(observe(fixture('aborted')).result).toEqual(fixture('aborted').result);
  });
});

describe('a response that is no status', () => {
  it.each([
    ['a list', []],
    ['text', 'completed'],
    ['null', null],
    ['an empty object', {}],
    ['a status that is no object', { status: 'completed' }],
    ['a status that says nothing', { status: {} }],
    ['a status without an end', { status: { total: 1, aborted: false, hasErrors: 'false' } }],
    ['an error of no known meaning', { code: '72060777', error: 'Something else.' }],
  ])('is malformed when it is %s', (_case, body) => {
    expect(troubleOf(body)).toMatchObject({ kind: 'malformed', code: 'unexpected-shape' });
  });

  it('is the trouble that an error envelope names', () => {
    expect(troubleOf(fixture('not-in-the-cache'), 404)).toMatchObject({ kind: 'not-found', upstreamStatus: 404 });
    expect(troubleOf(fixture('internal-error'))).toMatchObject({ kind: 'unreachable' });
  });

  it('never throws and is never an outcome, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(200, 202, 206), (body, httpStatus) => {
        const translated = translateStatus({ httpStatus, body }, REF);
        if ('observation' in translated) expect(OUTCOMES).not.toContain(translated.observation.state);
      }),
    );
  });

  it('is an outcome only when the flags spell one, whatever their values', () => {
    const flag = fc.oneof(fc.jsonValue(), fc.constantFrom('true hasErrors=false', 'missing', 'TRUE', 1, 'yes'));
    const isFlag = (value: unknown, expected: string) => String(value).trim().toLowerCase() === expected;
    fc.assert(
      fc.property(flag, flag, flag, (completed, aborted, hasErrors) => {
        const translated = translateStatus(
          { httpStatus: 200, body: { status: { completed, aborted, hasErrors } } },
          REF,
        );
        if (!('observation' in translated)) return;
        const { state } = translated.observation;
        if (state === 'canceled') expect(isFlag(aborted, 'true')).toBe(true);
        if (state === 'succeeded') expect(isFlag(completed, 'true') && isFlag(hasErrors, 'false')).toBe(true);
        if (state === 'failed') expect(isFlag(completed, 'true') && isFlag(hasErrors, 'true')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
