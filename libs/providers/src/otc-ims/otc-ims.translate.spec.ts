import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseJson, type Observation } from '#libs/jobs';
import { translate } from './otc-ims.translate.js';

const KEY = '7b10c2f4a8de4c1d90e35f6a1b2c0000';

type Json = Record<string, unknown>;

function fixture(name: string): Json & { job_id: string } {
  return JSON.parse(readFileSync(new URL(`../../../../test/fixtures/otc-ims/${name}.json`, import.meta.url), 'utf8'));
}

function translated(raw: unknown, key = KEY) {
  return translate(raw, { key, kind: 'run' });
}

function observe(raw: unknown, key?: string): Observation {
  const outcome = translated(raw, key);
  if (!('observation' in outcome)) throw new Error(`trouble instead of an observation: ${outcome.trouble.code}`);
  return outcome.observation;
}

const observeFixture = (name: string): Observation => {
  const raw = fixture(name);
  return observe(raw, raw.job_id);
};

/** A job as the service writes it, with the given fields replaced. */
const job = (fields: Json): Json => ({
  job_id: KEY,
  job_type: 'imsImportImageJob',
  begin_time: '2026-01-02T03:04:05.678Z',
  end_time: '',
  status: 'RUNNING',
  error_code: null,
  fail_reason: null,
  entities: {},
  ...fields,
});

describe('the states of an image job', () => {
  it.each<[row: string, fixture: string, expected: Partial<Observation>]>([
    [
      'INIT is queued',
      'init',
      {
        state: 'queued',
        upstreamState: 'INIT',
        rule: 'status INIT means queued',
        operation: 'imsNativeExportImageJob',
      },
    ],
    [
      'RUNNING is running',
      'running',
      { state: 'running', rule: 'status RUNNING means running', error: null, result: undefined, endedAt: null },
    ],
    [
      'SUCCESS is succeeded',
      'success',
      {
        state: 'succeeded',
        rule: 'status SUCCESS means succeeded',
        severity: undefined,
        error: null,
        result: { image_name: 'web-frontend', image_id: '5c1f8f3e-5f64-4a3c-9a51-0f9d6f7f2b11' },
        startedAt: Date.UTC(2026, 2, 6, 6, 19, 43, 195),
        endedAt: Date.UTC(2026, 2, 6, 6, 23, 25, 158),
        anomalies: [],
      },
    ],
    [
      'SUCCESS with a failed sub-job is succeeded with severity warning',
      'success-with-failed-sub-job',
      {
        state: 'succeeded',
        severity: 'warning',
        rule: 'status SUCCESS means succeeded, with a warning for its failed parts',
        warnings: [{ code: 'sub-job-failed', message: '1 of 2 sub-jobs failed' }],
        error: null,
      },
    ],
    [
      'FAIL is failed with its error',
      'fail',
      {
        state: 'failed',
        rule: 'status FAIL means failed',
        error: { code: 'IMG.0057', message: 'The image file is empty, not found, or in incorrect format.' },
        result: { image_id: '' },
        endedAt: Date.UTC(2026, 0, 2, 3, 9, 0, 1),
      },
    ],
  ])('%s', (_row, name, expected) => {
    expect(observeFixture(name)).toMatchObject(expected);
  });

  it.each([
    ['success', 'succeeded'],
    ['Fail', 'failed'],
    ['running', 'running'],
    ['Init', 'queued'],
  ])('compares words without case: %s', (status, state) => {
    expect(observe(job({ status }))).toMatchObject({ state, upstreamState: status });
  });

  it.each(['PENDING_PAYMENT', 'FAILED', 'COMPLETED', 'CANCELLED', 'constructor', ''])(
    'keeps the last state at the unmapped word "%s"',
    (status) => {
      const observation = observe(job({ status, error_code: 'X', entities: { image_id: 'i' } }));
      expect(observation).toMatchObject({ state: null, upstreamState: status });
      expect(observation.anomalies).toContainEqual({ code: 'unmapped-state', value: status });
      expect(observation.error).toBeUndefined();
      expect(observation.result).toBeUndefined();
    },
  );

  it('names the same thing for the same response', () => {
    const raw = fixture('success-with-failed-sub-job');
    expect(observe(structuredClone(raw), raw.job_id)).toEqual(observe(raw, raw.job_id));
  });
});

describe('the clocks of an image job', () => {
  it('reads the legacy format, and "" beside SUCCESS as an unknown end', () => {
    expect(observeFixture('success-legacy-dates')).toMatchObject({
      state: 'succeeded',
      operation: 'createImageByInstance',
      startedAt: Date.UTC(2015, 5, 4, 18, 11, 6, 586),
      endedAt: null,
      anomalies: [],
    });
  });

  it.each<[text: unknown, moment: number | null | undefined]>([
    ['2024-11-06T06:19:43.195Z', Date.UTC(2024, 10, 6, 6, 19, 43, 195)],
    ['2024-11-06T06:19:43Z', Date.UTC(2024, 10, 6, 6, 19, 43)],
    ['2024-11-06T06:19:43.195', Date.UTC(2024, 10, 6, 6, 19, 43, 195)],
    ['2024-11-06T06:19:43.195312Z', Date.UTC(2024, 10, 6, 6, 19, 43, 195)],
    ['29-Feb-2024 00:00:00:001', Date.UTC(2024, 1, 29, 0, 0, 0, 1)],
    ['04-DEC-2015 18:11:06:586', Date.UTC(2015, 11, 4, 18, 11, 6, 586)],
    ['4-Jun-2015 18:11:06:586', Date.UTC(2015, 5, 4, 18, 11, 6, 586)],
    ['', null],
    [null, null],
    [undefined, undefined],
  ])('reads %j', (text, moment) => {
    const observation = observe(job({ begin_time: text, end_time: text }));
    expect([observation.startedAt, observation.endedAt]).toEqual([moment, moment]);
    expect(observation.anomalies).toEqual([]);
  });

  it.each<[value: unknown, shown: string]>([
    ['yesterday', 'yesterday'],
    ['2024-02-30T00:00:00.000Z', '2024-02-30T00:00:00.000Z'],
    ['30-Feb-2015 18:11:06:586', '30-Feb-2015 18:11:06:586'],
    ['2024-11-06T24:00:00.000Z', '2024-11-06T24:00:00.000Z'],
    ['2024-11-06T06:19:43.195+02:00', '2024-11-06T06:19:43.195+02:00'],
    ['04-Jux-2015 18:11:06:586', '04-Jux-2015 18:11:06:586'],
    ['04-Juin-2015 18:11:06:586', '04-Juin-2015 18:11:06:586'],
    ['04-Jun-2015 18:11:06.586', '04-Jun-2015 18:11:06.586'],
    ['2024', '2024'],
    [1433441466586, '1433441466586'],
    [{}, 'object'],
    ['x'.repeat(500), 'x'.repeat(100)],
  ])('has no moment for the bad date %j, notes it and keeps the rest', (value, shown) => {
    expect(observe(job({ status: 'SUCCESS', end_time: value }))).toMatchObject({
      state: 'succeeded',
      startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      endedAt: null,
      anomalies: [{ code: 'unreadable-date', value: shown }],
    });
  });
});

describe('the progress of an image job', () => {
  it.each<[value: unknown, percent: number]>([
    [0, 0],
    [0.2, 20],
    [0.29, 29],
    [0.35, 35],
    [0.123456, 12.3456],
    [1, 100],
    ['0.20', 20],
  ])('shows the fraction %j as percent', (value, percent) => {
    expect(observe(job({ entities: { process_percent: value } })).progress).toEqual({
      percent,
      done: null,
      total: null,
      unit: null,
      estimatedEndAt: null,
    });
  });

  it('reads figures with more digits than a double holds', () => {
    const body = parseJson('{"process_percent":0.28999999999999998002,"error_code":12345678901234567890}');
    const observation = observe(job({ entities: body, status: 'FAIL' }));
    expect(observation).toMatchObject({ progress: { percent: 29 }, error: { code: '12345678901234567890' } });
  });

  it.each([35, -0.1, 1.01, 'half', true, []])('notes the figure %j, which is no fraction, and shows none', (value) => {
    const observation = observe(job({ entities: { process_percent: value } }));
    expect(observation.progress).toBeUndefined();
    expect(observation.anomalies).toMatchObject([{ code: 'unreadable-progress' }]);
  });

  it('leaves the known progress alone while the job runs and says nothing of it', () => {
    for (const entities of [{}, null, undefined, { process_percent: '' }, { process_percent: null }]) {
      expect(observe(job({ entities })).progress).toBeUndefined();
    }
  });

  it('leaves no half-way figure on a job that succeeded', () => {
    expect(observe(job({ status: 'SUCCESS' })).progress).toBeNull();
    expect(observe(job({ status: 'SUCCESS', entities: { process_percent: 1 } })).progress?.percent).toBe(100);
    expect(observe(job({ status: 'FAIL' })).progress).toBeUndefined();
  });
});

describe('the result and the error of an image job', () => {
  it('keeps entities unchanged, unknown fields included', () => {
    const entities = { image_id: '', __data_images: 'a,b', subJobId: 'x', results: [], odd: { deep: [1, null] } };
    expect(observe(job({ status: 'SUCCESS', entities })).result).toEqual(entities);
    expect(observe(job({ status: 'FAIL', entities })).result).toEqual(entities);
  });

  it('has no result before the end, whatever entities hold by then', () => {
    expect(observeFixture('running').result).toBeUndefined();
    expect(observe(job({ status: 'SUCCESS', entities: undefined })).result).toBeUndefined();
    expect(observe(job({ status: 'SUCCESS', entities: null })).result).toBeNull();
  });

  it.each<[row: string, fields: Json, error: Observation['error']]>([
    ['code and reason', { error_code: 'IMG.0001', fail_reason: 'r' }, { code: 'IMG.0001', message: 'r' }],
    ['a number for a code', { error_code: 57, fail_reason: 'r' }, { code: '57', message: 'r' }],
    ['both null', { error_code: null, fail_reason: null }, { code: null, message: null }],
    ['both empty', { error_code: '', fail_reason: '' }, { code: null, message: null }],
    ['both absent', { error_code: undefined, fail_reason: undefined }, { code: null, message: null }],
    ['objects', { error_code: {}, fail_reason: [] }, { code: null, message: null }],
    [
      'the details in entities',
      { entities: { error_code: 'IMG.0002', error: 'no space' } },
      { code: 'IMG.0002', message: 'no space' },
    ],
    [
      'the job before its entities',
      { error_code: 'IMG.0001', fail_reason: 'r', entities: { error_code: 'IMG.0002', error: 'no space' } },
      { code: 'IMG.0001', message: 'r' },
    ],
  ])('reads the error of a failed job from %s', (_row, fields, error) => {
    expect(observe(job({ status: 'FAIL', ...fields })).error).toEqual(error);
  });

  it('believes the status, not an error beside SUCCESS', () => {
    expect(observe(job({ status: 'SUCCESS', error_code: 'IMG.0001', fail_reason: 'r' }))).toMatchObject({
      state: 'succeeded',
      severity: undefined,
      error: null,
      anomalies: [{ code: 'unexpected-error', value: 'IMG.0001' }],
    });
  });

  it('says nothing of an error where the response does not', () => {
    expect(observe(job({ error_code: undefined, fail_reason: undefined })).error).toBeUndefined();
  });

  it.each<[type: unknown, operation: string | null | undefined]>([
    ['imsSomethingNewJob', 'imsSomethingNewJob'],
    ['', null],
    [null, null],
    [undefined, undefined],
  ])('takes the job type %j as it is', (type, operation) => {
    expect(observe(job({ job_type: type })).operation).toBe(operation);
  });
});

describe('the parts of an image job', () => {
  it('shows sub-jobs as children with their own state, error and result', () => {
    const begin = Date.UTC(2026, 2, 6, 7, 41, 48, 896);
    const end = Date.UTC(2026, 2, 6, 7, 49, 45, 814);
    const child = { operation: 'imsImportImageJob', startedAt: begin, endedAt: end };
    expect(observeFixture('success-with-failed-sub-job').children).toEqual([
      {
        ...child,
        id: '7b10c2f4a8de4c1d90e35f6a1b2c0071',
        state: 'succeeded',
        severity: 'ok',
        upstreamState: 'SUCCESS',
        error: null,
        result: { image_name: 'appliance', image_id: 'c7e0b1de-3a35-4d0c-b2b4-8d7a6f5e4c33' },
      },
      {
        ...child,
        id: '7b10c2f4a8de4c1d90e35f6a1b2c0072',
        state: 'failed',
        severity: 'error',
        upstreamState: 'FAIL',
        error: { code: 'IMG.0057', message: 'The image file is empty.' },
        result: {},
      },
    ]);
  });

  it('does not warn while the job still runs, nor when all its parts went well', () => {
    const running = observeFixture('running-with-sub-jobs');
    expect(running).toMatchObject({ state: 'running', severity: undefined, warnings: undefined });
    expect(running.children?.map(({ state, result }) => [state, result])).toEqual([
      ['failed', {}],
      ['running', null],
    ]);
    expect(observeFixture('success-with-sub-job')).toMatchObject({ severity: undefined, warnings: undefined });
  });

  it('says nothing of children where the response does not, and none where it lists none', () => {
    for (const entities of [{}, { sub_jobs_result: 'x' }, { sub_jobs: [{ status: 'FAIL' }] }, null]) {
      expect(observe(job({ entities })).children).toBeUndefined();
    }
    expect(observe(job({ entities: { sub_jobs_result: [] } })).children).toEqual([]);
  });

  it('keeps the parent readable beside unreadable parts', () => {
    const parts = [7, null, { job_id: 'c1', status: 'PAUSED', begin_time: 'bad' }, {}];
    const observation = observe(job({ status: 'SUCCESS', entities: { sub_jobs_result: parts } }));
    expect(observation).toMatchObject({ state: 'succeeded', severity: undefined });
    expect(observation.children).toMatchObject([
      { id: 'c1', state: 'unknown', severity: 'unknown', upstreamState: 'PAUSED', startedAt: null, result: null },
      { id: null, state: 'unknown', upstreamState: null, error: null },
    ]);
    expect(observation.anomalies).toEqual([
      { code: 'unreadable-child', value: '7' },
      { code: 'unreadable-child', value: 'object' },
      { code: 'unmapped-state', value: 'PAUSED' },
      { code: 'unreadable-date', value: 'bad' },
      { code: 'unmapped-state', value: '' },
    ]);
  });

  it('reads the lower-case results of a share job, and warns when an image failed', () => {
    expect(observeFixture('success-shared')).toMatchObject({ state: 'succeeded', severity: undefined });
    expect(observeFixture('success-unshared')).toMatchObject({ state: 'succeeded', result: { results: [] } });
    const entities = { results: [{ status: 'success' }, { status: 'fail' }, {}, 3] };
    expect(observe(job({ status: 'SUCCESS', entities }))).toMatchObject({
      severity: 'warning',
      warnings: [{ code: 'image-failed', message: '1 of 4 images failed' }],
    });
  });
});

describe('responses that are no job', () => {
  it.each<[row: string, raw: unknown, kind: string, code: string]>([
    ['null', null, 'malformed', 'unexpected-shape'],
    ['a list', [job({})], 'malformed', 'unexpected-shape'],
    ['a text', 'SUCCESS', 'malformed', 'unexpected-shape'],
    ['a wrapped job', { async_job: job({}) }, 'malformed', 'unexpected-shape'],
    ['a status alone', { status: 'SUCCESS' }, 'malformed', 'unexpected-shape'],
    ['a job without status', job({ status: undefined }), 'malformed', 'unexpected-shape'],
    ['a job with null for a status', job({ status: null }), 'malformed', 'unexpected-shape'],
    ['another job', job({ job_id: 'ff00', status: 'FAIL' }), 'malformed', 'wrong-job'],
    ['an error of the service', { error: { code: 'IMG.0024', message: 'x' } }, 'malformed', 'error-answer'],
    ['a throttling envelope', { error_code: 'APIG.0308', error_msg: 'x' }, 'throttled', 'throttled'],
    ['a token envelope', { error: { code: 'IMG.0087', message: 'x' } }, 'unauthorized', 'credentials-refused'],
    // Only a 400 makes this code an answer about the job.
    ['a job query error claimed as success', { error: { code: 'IMG.0023' } }, 'malformed', 'error-answer'],
  ])('%s', (_row, raw, kind, code) => {
    expect(translated(raw)).toMatchObject({ trouble: { kind, code } });
  });

  it('knows its job through a stray space and another case', () => {
    expect(observe(job({ job_id: ` ${KEY.toUpperCase()} ` })).state).toBe('running');
  });

  it('does not take the code of a failed job for trouble', () => {
    expect(observe(job({ status: 'FAIL', error_code: 'IMG.0087', fail_reason: 'r' })).state).toBe('failed');
  });

  it('makes neither an exception nor an outcome of arbitrary JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (raw) => expect(translated(raw)).toHaveProperty('trouble')));
  });

  it('makes no exception of a job with arbitrary fields, and an outcome only of a documented status', () => {
    const fields = ['job_type', 'begin_time', 'end_time', 'error_code', 'fail_reason', 'entities'];
    const parts = fc.record({
      sub_jobs_result: fc.jsonValue(),
      results: fc.jsonValue(),
      process_percent: fc.jsonValue(),
    });
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('SUCCESS', 'FAIL', 'INIT', 'RUNNING')),
        fc.record(Object.fromEntries(fields.map((field) => [field, fc.oneof(fc.jsonValue(), parts)]))),
        (status, values) => {
          const { state } = observe(job({ ...values, status }));
          const isDocumented = ['SUCCESS', 'FAIL', 'INIT', 'RUNNING'].includes(status.trim().toUpperCase());
          expect(state === null).toBe(!isDocumented);
        },
      ),
    );
  });
});
