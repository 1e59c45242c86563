import type { Observation } from '#libs/jobs';
import { isTerminal, parseJson } from '#libs/jobs';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { TranslateContext, UpstreamRef } from '../provider.js';
import { readKey } from './datameer.key.js';
import { translateDatameer } from './datameer.translate.js';
import type { DatameerRaw } from './datameer.wire.js';

const RUN: UpstreamRef = { key: '4711', kind: 'run' };
const CONFIGURATION: UpstreamRef = { key: 'config-88', kind: 'pointer' };
const FILE: UpstreamRef = { key: 'file-1520', kind: 'pointer' };

const context: TranslateContext = {
  observedAt: Date.UTC(2026, 10, 21, 8, 0, 0),
  timeZone: 'Europe/Berlin',
  connection: 'dm-prod',
  previous: null,
};

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../test/fixtures/datameer/${name}.json`, import.meta.url), 'utf8'));

const fileStatus = (fields: Record<string, unknown>) => ({
  status: 'success',
  'file-id': 1520,
  'job-execution-id': 4712,
  ...fields,
});

function rawOf(ref: UpstreamRef, body: unknown): DatameerRaw {
  return { form: readKey(ref.key)!.form, body };
}

function translated(ref: UpstreamRef, body: unknown) {
  return translateDatameer(rawOf(ref, body), ref, context);
}

function observed(ref: UpstreamRef, body: unknown): Observation {
  const outcome = translated(ref, body);
  if ('trouble' in outcome) throw new Error(`unexpected trouble: ${outcome.trouble.code}`);
  return outcome.observation;
}

function troubled(ref: UpstreamRef, body: unknown) {
  const outcome = translated(ref, body);
  if ('observation' in outcome) throw new Error(`unexpected state: ${outcome.observation.state}`);
  return outcome.trouble;
}

const WORDS = [
  ['QUEUED', 'queued', undefined],
  ['WAITING_FOR_OTHER_JOB', 'queued', undefined],
  ['RUNNING', 'running', undefined],
  ['COMPLETED', 'succeeded', undefined],
  ['COMPLETED_WITH_Warnings', 'succeeded', 'warning'],
  ['COMPLETED_WITH_WARNINGS', 'succeeded', 'warning'],
  ['completed_with_warnings', 'succeeded', 'warning'],
  ['ERROR', 'failed', undefined],
  ['CANCELED', 'canceled', undefined],
  ['CANCELLED', 'canceled', undefined],
] as const;

describe('a run, by v1 job-details', () => {
  it.each(WORDS)('%s is %s', (rawStatus, state, severity) => {
    const observation = observed(RUN, { jobStatus: rawStatus });
    expect(observation).toMatchObject({ state, upstreamState: rawStatus });
    expect(observation.severity).toBe(severity);
    expect(observation.rule).toContain(state);
  });

  it.each(['_NONE', 'ABORTING', 'RUNNıNG', 'constructor', ' RUNNING'])(
    'keeps the state at the word %s',
    (rawStatus) => {
      expect(observed(RUN, { jobStatus: rawStatus })).toMatchObject({
        state: null,
        upstreamState: rawStatus,
        anomalies: [{ code: 'unmapped-state', value: rawStatus }],
      });
    },
  );

  it('reports counters and times of an import that ended with dropped records', () => {
    const body = fixture('job-details.import') as { counters: object };
    expect(observed(RUN, body)).toEqual({
      state: 'succeeded',
      upstreamState: 'COMPLETED_WITH_Warnings',
      rule: 'v1 job-details: COMPLETED_WITH_Warnings is succeeded',
      severity: 'warning',
      startedAt: Date.UTC(2026, 6, 6, 16, 19, 9),
      endedAt: Date.UTC(2026, 6, 6, 16, 20, 21, 507),
      warnings: [{ code: 'records-dropped', message: '3 of 120 records dropped' }],
      result: { counters: body.counters, successCount: 117, failureCount: 3 },
    });
  });

  it('counts a missing counter as zero, without writing it into the result', () => {
    const observation = observed(RUN, fixture('job-details.export'));
    expect(observation.warnings).toEqual([]);
    expect(observation.result).toEqual({
      counters: { EXPORT_RECORDS: 5120, EXPORT_BYTES: 734003 },
      successCount: 5120,
      failureCount: 0,
    });
  });

  it('names no total where the counters do not agree on one', () => {
    const counters = { EXPORT_DROPPED_RECORDS: '2' };
    const { warnings } = observed(RUN, { jobStatus: 'COMPLETED', counters, successCount: 9, failureCount: 5 });
    expect(warnings).toEqual([{ code: 'records-dropped', message: '2 records dropped' }]);
  });

  it('counts records beyond 2^53 to the last one', () => {
    const body = parseJson(
      '{"jobStatus":"COMPLETED","counters":{"IMPORT_DROPPED_RECORDS":9007199254740993},"successCount":"4","failureCount":9007199254740993}',
    );
    const { warnings } = observed(RUN, body);
    expect(warnings).toEqual([
      { code: 'records-dropped', message: '9007199254740993 of 9007199254740997 records dropped' },
    ]);
  });

  it('reads a failed run that has neither times nor a single counter', () => {
    expect(observed(RUN, fixture('job-details.failed'))).toEqual({
      state: 'failed',
      upstreamState: 'ERROR',
      rule: 'v1 job-details: ERROR is failed',
      warnings: [],
      result: { counters: {}, successCount: 0, failureCount: 0 },
    });
  });

  it('says nothing of a result, warnings and times that the response does not speak of', () => {
    const observation = observed(RUN, { jobStatus: 'COMPLETED' });
    expect(Object.keys(observation).sort()).toEqual(['rule', 'state', 'upstreamState']);
  });

  it('gives no result while the counters still grow', () => {
    expect(observed(RUN, fixture('job-details.running'))).not.toHaveProperty('result');
  });

  it.each([null, ''])('takes %j for a time that does not exist', (none) => {
    const observation = observed(RUN, { jobStatus: 'ERROR', startTime: none, stopTime: none });
    expect(observation).toMatchObject({ startedAt: null, endedAt: null });
    expect(observation).not.toHaveProperty('anomalies');
  });

  it('gives up a date that cannot be read, and says so', () => {
    const body = { jobStatus: 'COMPLETED', startTime: '06.07.2026 18:19', stopTime: '2026-07-06 18:20:21.5' };
    expect(observed(RUN, body)).toMatchObject({
      state: 'succeeded',
      startedAt: null,
      endedAt: Date.UTC(2026, 6, 6, 16, 20, 21, 500),
      anomalies: [{ code: 'unreadable-date', value: '06.07.2026 18:19' }],
    });
  });

  it('lets no run end before its start where clocks set back make the end ambiguous', () => {
    const body = { jobStatus: 'COMPLETED', startTime: '2026-10-25 02:50:00.0', stopTime: '2026-10-25 02:10:00.0' };
    expect(observed(RUN, body)).toMatchObject({
      startedAt: Date.UTC(2026, 9, 25, 0, 50),
      endedAt: Date.UTC(2026, 9, 25, 1, 10),
    });
  });

  it.each([[[]], [null], ['COMPLETED'], [7], [{}], [{ jobStatus: 7 }], [{ jobStatus: null }], [{ jobStatus: '' }]])(
    'makes no job of %j',
    (body) => expect(troubled(RUN, body)).toMatchObject({ kind: 'malformed', code: 'unexpected-shape' }),
  );
});

describe('a job configuration, by v1 job-status', () => {
  it.each(WORDS)('%s is %s, and so is the run it points to', (rawStatus, state, severity) => {
    const observation = observed(CONFIGURATION, { id: 4711, jobStatus: rawStatus });
    expect(observation).toMatchObject({
      state,
      upstreamState: rawStatus,
      upstreamId: '88',
      target: { key: '4711', partial: true, observation: { state, upstreamState: rawStatus } },
    });
    expect(observation.severity).toBe(severity);
    expect(observation.target?.observation.severity).toBe(severity);
  });

  it.each([[{}], [{ id: null, jobStatus: null }], [{ id: '', jobStatus: '' }]])('%j is idle, without a run', (body) => {
    expect(observed(CONFIGURATION, body)).toMatchObject({ state: 'idle', upstreamState: null, target: null });
  });

  it('keeps the state at an unknown status, and still names the run', () => {
    expect(observed(CONFIGURATION, { id: 4711, jobStatus: 'ABORTING' })).toMatchObject({
      state: null,
      anomalies: [{ code: 'unmapped-state', value: 'ABORTING' }],
      target: { key: '4711', observation: { state: null } },
    });
  });

  it('takes the id as a string of digits too', () => {
    expect(observed(CONFIGURATION, { id: '4711', jobStatus: 'RUNNING' }).target?.key).toBe('4711');
  });

  it.each([
    [{ message: 'hello' }],
    [{ jobStatus: 'RUNNING' }],
    [{ id: null, jobStatus: 'COMPLETED' }],
    [{ id: 4711 }],
    [{ id: -1, jobStatus: 'COMPLETED' }],
    [{ id: 2 ** 60, jobStatus: 'COMPLETED' }],
    [{ id: '../x', jobStatus: 'COMPLETED' }],
    [[{ id: 4711, jobStatus: 'COMPLETED' }]],
  ])('makes no job of %j', (body) => {
    expect(troubled(CONFIGURATION, body)).toMatchObject({ kind: 'malformed', code: 'unexpected-shape' });
  });
});

describe('a file, by v2 status', () => {
  it('_NONE is idle, without a run', () => {
    expect(observed(FILE, fixture('file-status.none'))).toEqual({
      state: 'idle',
      upstreamState: '_NONE',
      rule: 'v2 status: _NONE is a file without a run',
      progress: null,
      target: null,
      upstreamId: '1520',
    });
  });

  it('does not believe _NONE where a run is named', () => {
    expect(observed(FILE, fileStatus({ 'job-status': '_NONE' }))).toMatchObject({
      state: null,
      anomalies: [{ code: 'unmapped-state', value: '_NONE' }],
      target: { key: '4712', observation: { state: null } },
    });
  });

  it.each(WORDS)('%s is %s, and so is the run it points to', (rawStatus, state, severity) => {
    const observation = observed(FILE, fileStatus({ 'job-status': rawStatus }));
    expect(observation).toMatchObject({ state, upstreamId: '1520', target: { key: '4712', partial: true } });
    expect(observation.severity).toBe(severity);
    expect(observation.target?.observation).toMatchObject({ state, upstreamState: rawStatus });
  });

  it('reads progress, the estimated end and the start of a running job', () => {
    const observation = observed(FILE, fixture('file-status.running'));
    const progress = { percent: 40, done: null, total: null, unit: null, estimatedEndAt: context.observedAt + 11_000 };
    expect(observation.progress).toEqual(progress);
    expect(observation.target?.observation).toMatchObject({ progress, startedAt: Date.UTC(2026, 10, 1, 23, 4, 5) });
  });

  it('reads midnight and noon of the 12-hour clock', () => {
    expect(observed(FILE, fixture('file-status.completed')).target?.observation).toMatchObject({
      startedAt: Date.UTC(2026, 10, 1, 23, 4, 5),
      endedAt: Date.UTC(2026, 10, 2, 11, 4, 9),
      progress: null,
    });
  });

  it('knows that a queued job has not started', () => {
    const { target } = observed(FILE, fixture('file-status.queued'));
    expect(target?.observation).toMatchObject({ state: 'queued', startedAt: null });
    expect(target?.observation).not.toHaveProperty('endedAt');
  });

  it('distinguishes a cancel before the start from one after it', () => {
    expect(observed(FILE, fixture('file-status.canceled-before-start')).target?.observation).toMatchObject({
      state: 'canceled',
      startedAt: null,
      endedAt: Date.UTC(2026, 10, 1, 23, 4, 6),
    });
    expect(observed(FILE, fixture('file-status.canceled')).target?.observation).toMatchObject({
      state: 'canceled',
      startedAt: Date.UTC(2026, 10, 1, 23, 4, 5),
    });
  });

  it('keeps the state at an unknown status even where no run is named', () => {
    const observation = observed(FILE, { status: 'success', 'job-status': '_NEVER' });
    expect(observation).toMatchObject({ state: null, anomalies: [{ code: 'unmapped-state', value: '_NEVER' }] });
    expect(observation).not.toHaveProperty('target');
  });

  it('shows an unreadable date with the pointer and with the run', () => {
    const observation = observed(FILE, fileStatus({ 'job-status': 'RUNNING', 'start-time': '02.11.2026 00:04:05' }));
    const anomalies = [{ code: 'unreadable-date', value: '02.11.2026 00:04:05' }];
    expect(observation.anomalies).toEqual(anomalies);
    expect(observation.target?.observation).toMatchObject({ state: 'running', startedAt: null, anomalies });
  });

  it('names the upstream number of a file that is asked for by its path', () => {
    const byPath: UpstreamRef = { key: 'path-/Data/orders.imp', kind: 'pointer' };
    expect(observed(byPath, fixture('file-status.queued')).upstreamId).toBe('1520');
    expect(observed(byPath, fixture('file-status.none'))).not.toHaveProperty('upstreamId');
  });

  it('takes a failed call for a missing job, in its own form', () => {
    const trouble = troubled(FILE, fixture('file-status.failure'));
    expect(trouble).toMatchObject({ kind: 'not-found', code: 'missing-or-hidden' });
    expect(trouble.message).toContain('hides it from this account');
  });

  it.each([
    [{ status: 'success' }],
    [{ status: 'perhaps', 'job-status': 'COMPLETED', 'job-execution-id': 1 }],
    [{ 'job-status': 'COMPLETED', 'job-execution-id': 1 }],
    [{ status: 'success', 'job-status': 'COMPLETED' }],
    [
      {
        status: 'success',
        'job-execution-id': 10,
        'job-execution-user': 'analyst',
        'job-execution-trigger': 'RESTAPI',
      },
    ],
    [{}],
    [[]],
  ])('makes no job of %j', (body) => {
    expect(troubled(FILE, body)).toMatchObject({ kind: 'malformed', code: 'unexpected-shape' });
  });
});

describe('any response', () => {
  const refs = fc.constantFrom(RUN, CONFIGURATION, FILE);

  it('is trouble when it is an error object', () => {
    for (const ref of [RUN, CONFIGURATION, FILE]) {
      expect(troubled(ref, fixture('error.license'))).toMatchObject({
        kind: 'unauthorized',
        code: 'license-not-accepted',
      });
      expect(troubled(ref, { error: 'something else' })).toMatchObject({ kind: 'malformed', code: 'error-answer' });
    }
  });

  it('neither throws nor becomes an outcome, whatever JSON it is', () => {
    fc.assert(
      fc.property(refs, fc.jsonValue(), (ref, body) => {
        const outcome = translated(ref, body);
        const state = 'observation' in outcome ? outcome.observation.state : null;
        expect(state !== null && isTerminal(state)).toBe(false);
      }),
    );
  });

  it('neither throws nor becomes an outcome when its fields hold anything at all', () => {
    const names = ['status', 'id', 'file-id', 'job-execution-id', 'start-time', 'stop-time', 'estimate-time'];
    const fields = fc.record(
      Object.fromEntries([...names, 'job-progress', 'counters', 'startTime'].map((name) => [name, fc.jsonValue()])),
      { requiredKeys: [] },
    );
    const rawStatuses = fc.constantFrom('RUNNING', 'QUEUED', 'ABORTING', '_NONE');
    fc.assert(
      fc.property(refs, fields, rawStatuses, (ref, body, rawStatus) => {
        const outcome = translated(ref, { status: 'success', ...body, jobStatus: rawStatus, 'job-status': rawStatus });
        if ('trouble' in outcome) return;
        const { state, target } = outcome.observation;
        for (const seen of [state, target?.observation.state]) expect(seen && isTerminal(seen)).toBeFalsy();
        expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
      }),
    );
  });

  it('survives a recorded response that is none', () => {
    for (const raw of [null, undefined, 1, {}, { form: 'other', body: {} }]) {
      expect(translateDatameer(raw as unknown as DatameerRaw, RUN, context)).toHaveProperty(
        'trouble.kind',
        'malformed',
      );
    }
  });

  it('gives the same observation twice and leaves the response as it was', () => {
    const body = fixture('job-details.import');
    const before = structuredClone(body);
    expect(translated(RUN, body)).toEqual(translated(RUN, body));
    expect(body).toEqual(before);
  });
});
