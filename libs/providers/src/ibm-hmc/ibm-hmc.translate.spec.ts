import { isTerminal } from '#libs/jobs';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { translateJobStatus } from './ibm-hmc.translate.js';

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(`test/fixtures/ibm-hmc/job-${name}.json`, 'utf8')) as unknown;
const observationOf = (raw: unknown) => {
  const translated = translateJobStatus(raw);
  if ('trouble' in translated) throw new Error(`Expected an observation, not ${translated.trouble.code}.`);
  return translated.observation;
};

describe('a job status of the HMC', () => {
  it.each([
    ['running', 'running', 'running', 'running'],
    ['cancel-pending', 'cancel-pending', 'canceling', 'cancel-pending'],
    ['complete, job-status-code 200', 'complete-200', 'succeeded', 'complete'],
    ['complete, job-status-code 201 with results', 'complete-201-results', 'succeeded', 'complete'],
    ['complete, job-status-code 204', 'complete-204', 'succeeded', 'complete'],
    ['complete, any other code, with a message', 'complete-500-message', 'failed', 'complete'],
    ['complete, any other code, with empty results', 'complete-500-empty-results', 'failed', 'complete'],
    ['complete, any other code, without results', 'complete-409', 'failed', 'complete'],
    ['complete, no job-status-code', 'complete-no-code', 'failed', 'complete'],
    ['canceled, with a code of success', 'canceled-204', 'canceled', 'canceled'],
    ['canceled, with another code', 'canceled-500', 'canceled', 'canceled'],
  ])('%s', (_row, name, state, upstreamState) => {
    expect(observationOf(fixture(name))).toMatchObject({ state, upstreamState });
  });

  it.each([
    [199, 'failed'],
    [200, 'succeeded'],
    [202, 'succeeded'],
    [299, 'succeeded'],
    [300, 'failed'],
    [404, 'failed'],
    [0, 'failed'],
    ['204', 'succeeded'],
    ['500', 'failed'],
  ])('complete with the code %j has %s', (code, state) => {
    expect(observationOf({ status: 'complete', 'job-status-code': code }).state).toBe(state);
  });

  it.each([
    [
      { 'job-status-code': 500, 'job-reason-code': 263 },
      { code: '500.263', message: null },
    ],
    [
      { 'job-status-code': 500, 'job-reason-code': 0 },
      { code: '500.0', message: null },
    ],
    [{ 'job-status-code': 500 }, { code: '500', message: null }],
    [
      { 'job-status-code': 500, 'job-reason-code': null },
      { code: '500', message: null },
    ],
    [
      { 'job-status-code': 409, 'job-results': { message: 'busy' } },
      { code: '409', message: 'busy' },
    ],
    [
      { 'job-status-code': 409, 'job-results': { error: 'busy' } },
      { code: '409', message: 'busy' },
    ],
    [
      { 'job-status-code': 409, 'job-results': { message: '', error: 'busy' } },
      { code: '409', message: 'busy' },
    ],
    [
      { 'job-status-code': 409, 'job-results': { message: { text: 'busy' } } },
      { code: '409', message: null },
    ],
    [
      { 'job-status-code': 409, 'job-results': ['busy'] },
      { code: '409', message: null },
    ],
    [{ 'job-results': { message: 'busy' } }, { code: null, message: 'busy' }],
  ])('failed with %j is the error %j', (end, error) => {
    expect(observationOf({ status: 'complete', ...end }).error).toEqual(error);
  });

  it('takes no reason code for a sign of failure', () => {
    const ended = { status: 'complete', 'job-status-code': 200, 'job-reason-code': 7 };
    expect(observationOf(ended)).toEqual({
      state: 'succeeded',
      upstreamState: 'complete',
      rule: 'status is complete, job-status-code 200–299',
      error: null,
    });
  });

  it('keeps results unchanged, of failures too', () => {
    const results = { 'element-uri': '/api/x/1', nested: [{ a: null }], message: 'so far' };
    for (const code of [200, 500]) {
      const ended = { status: 'complete', 'job-status-code': code, 'job-results': results };
      expect(observationOf(ended).result).toEqual(results);
    }
  });

  it('says nothing of results that the HMC does not mention', () => {
    for (const results of [undefined, null]) {
      const ended = { status: 'complete', 'job-status-code': 204, 'job-results': results };
      expect(observationOf(ended)).not.toHaveProperty('result');
    }
    expect(observationOf({ status: 'complete', 'job-status-code': 200, 'job-results': {} }).result).toEqual({});
  });

  it('keeps how a canceled job ended, whatever its code', () => {
    const ended = { status: 'canceled', 'job-status-code': 201, 'job-results': { a: 1 } };
    expect(observationOf(ended)).toMatchObject({
      error: null,
      result: { 'job-status-code': 201, 'job-results': { a: 1 } },
    });
    expect(observationOf(fixture('canceled-500'))).toMatchObject({
      error: { code: '500.12', message: null },
      result: { 'job-status-code': 500, 'job-reason-code': 12 },
    });
    expect(observationOf({ status: 'canceled' })).toEqual({
      state: 'canceled',
      upstreamState: 'canceled',
      rule: 'status is canceled',
    });
  });

  it('marks an end without a code', () => {
    expect(observationOf(fixture('complete-no-code')).anomalies).toEqual([{ code: 'missing-status-code' }]);
  });

  it.each(['', 'Complete', 'COMPLETE', 'cancelled', 'completed', 'complete ', 'queued', '__proto__', 'constructor'])(
    'keeps the state at the undocumented word %j',
    (status) => {
      expect(observationOf({ status, 'job-status-code': 200 })).toEqual({
        state: null,
        upstreamState: status,
        rule: 'status is no documented word',
        anomalies: [{ code: 'unmapped-state', value: status }],
      });
    },
  );

  it.each([
    [null],
    [[]],
    ['complete'],
    [{}],
    [{ status: null }],
    [{ status: 3 }],
    [{ status: 'x'.repeat(5_000) }],
    [{ status: 'complete', 'job-status-code': {} }],
    [{ status: 'complete', 'job-status-code': 200.5 }],
    [{ status: 'complete', 'job-status-code': 'OK' }],
    [{ 'http-status': 404, reason: 1, message: 'gone' }],
  ])('takes %j for no job status', (raw) => {
    expect(translateJobStatus(raw)).toMatchObject({ trouble: { kind: 'malformed', code: 'unexpected-shape' } });
  });

  it('reports no times and no progress, for the HMC reports none', () => {
    for (const name of ['running', 'complete-200']) {
      const reported = Object.keys(observationOf(fixture(name)));
      expect(reported).not.toContain('startedAt');
      expect(reported).not.toContain('endedAt');
      expect(reported).not.toContain('progress');
    }
  });

  it('neither throws nor finds an end in arbitrary JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        const translated = translateJobStatus(raw);
        const state = 'trouble' in translated ? null : translated.observation.state;
        expect(state === null || !isTerminal(state)).toBe(true);
      }),
    );
  });

  it('finds an end only behind the statuses for an end, whatever else is sent', () => {
    const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(200, 204, 500, '200', null));
    const body = fc.record(
      {
        status: fc.oneof(fc.constantFrom('running', 'cancel-pending', 'complete', 'canceled'), fc.string()),
        'job-status-code': anything,
        'job-reason-code': anything,
        'job-results': anything,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(body, (raw) => {
        const translated = translateJobStatus(raw);
        if ('trouble' in translated || translated.observation.state === null) return;
        const { state } = translated.observation;
        expect(isTerminal(state)).toBe(raw.status === 'complete' || raw.status === 'canceled');
        if (state === 'succeeded') expect(Number(raw['job-status-code'])).toBeGreaterThanOrEqual(200);
      }),
    );
  });
});
