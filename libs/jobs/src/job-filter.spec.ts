import { EIGHT, endedRecord, recordOf, runningRecord } from '../../../apps/gateway/test/records.js';
import { matches, needsAttention, statesOfFilter, type JobFilter } from './job-filter.js';
import type { JobRecord } from './job-record.js';

const NOTHING: JobFilter = {
  providers: null,
  kinds: null,
  states: null,
  attention: false,
  severities: null,
  observations: null,
  operations: null,
  labels: [],
  text: null,
  updatedSince: null,
  startedAfter: null,
  startedBefore: null,
};

const JOB = runningRecord({
  name: 'Nightly load',
  operation: 'createImageByInstance',
  labels: { team: 'bi', constructor: 'x' },
  changedAt: EIGHT,
  startedAt: EIGHT - 60_000,
});

describe('a filter', () => {
  const cases: [string, Partial<JobFilter>, boolean][] = [
    ['no wish', {}, true],
    ['its provider', { providers: ['otc-ims', 'datameer'] }, true],
    ['another provider', { providers: ['otc-ims'] }, false],
    ['its kind', { kinds: ['run'] }, true],
    ['another kind', { kinds: ['pointer'] }, false],
    ['its state', { states: ['queued', 'running'] }, true],
    ['another state', { states: ['queued'] }, false],
    ['attention alone', { states: [], attention: true }, false],
    ['attention or its state', { states: ['running'], attention: true }, true],
    ['its severity', { severities: ['ok'] }, true],
    ['another severity', { severities: ['error'] }, false],
    ['its observation', { observations: ['fresh'] }, true],
    ['another observation', { observations: ['stale'] }, false],
    ['its operation', { operations: ['createImageByInstance'] }, true],
    ['an operation in another case', { operations: ['createimagebyinstance'] }, false],
    ['its label', { labels: [{ label: 'team', value: 'bi' }] }, true],
    ['a label of another value', { labels: [{ label: 'team', value: 'ops' }] }, false],
    ['a label that it lacks', { labels: [{ label: 'stage', value: 'bi' }] }, false],
    ['one label that fits and one that does not', { labels: label('team:bi', 'team:ops') }, false],
    ['a label named like a part of every object', { labels: label('toString:x') }, false],
    ['a label that it has, named like a part of every object', { labels: label('constructor:x') }, true],
    ['a part of its name in another case', { text: 'LOAD' }, true],
    ['a part of its operation', { text: 'image' }, true],
    ['a part of its id', { text: 'prod~9' }, true],
    ['another text', { text: 'weekly' }, false],
    ['a change at that time', { updatedSince: EIGHT }, true],
    ['a change since later', { updatedSince: EIGHT + 1 }, false],
    ['a start at that time or later', { startedAfter: EIGHT - 60_000 }, true],
    ['a start after it', { startedAfter: EIGHT - 59_999 }, false],
    ['a start before later', { startedBefore: EIGHT - 59_999 }, true],
    ['a start before that time', { startedBefore: EIGHT - 60_000 }, false],
  ];

  it.each(cases)('with %s', (_, cancelRequest, isWanted) => {
    expect(matches(JOB, { ...NOTHING, ...cancelRequest })).toBe(isWanted);
  });

  it('leaves out what has no start where a start is wanted', () => {
    expect(matches(recordOf(), { ...NOTHING, startedBefore: EIGHT })).toBe(false);
    expect(matches(recordOf(), { ...NOTHING, startedAfter: 0 })).toBe(false);
  });
});

describe('the values of the state filter', () => {
  it.each([
    [null, null, false],
    [['running'], ['running'], false],
    [['terminal'], ['succeeded', 'failed', 'canceled', 'lost'], false],
    [['active', 'idle'], ['unknown', 'queued', 'running', 'canceling', 'idle'], false],
    [['attention'], [], true],
    [['lost', 'attention'], ['lost'], true],
  ])('%j name %j', (values, states, attention) => {
    expect(statesOfFilter(values)).toEqual({ states, attention });
  });
});

describe('attention', () => {
  const ineffective = { ...runningRecord().cancellation, status: 'ineffective' } as const;
  const cases: [string, JobRecord, boolean][] = [
    ['a job that is freshly seen', runningRecord(), false],
    ['a job that was never looked at', recordOf(), false],
    ['a lost job', runningRecord({ state: 'lost' }), true],
    ['a job with an unknown word', runningRecord({ observation: { anomalies: [{ code: 'unmapped-state' }] } }), true],
    ['a running job that cannot be seen', runningRecord({ observation: { status: 'unreachable' } }), true],
    ['a job whose cancel had no effect', runningRecord({ cancellation: ineffective }), true],
    ['a job that was asked to end', runningRecord({ cancellation: { ...ineffective, status: 'requested' } }), false],
    ['a job that ended after a cancel in vain', endedRecord({ cancellation: ineffective }), false],
    ['an ended job that cannot be seen any more', endedRecord({ observation: { status: 'unreachable' } }), false],
    ['a pointer that cannot be seen', endedRecord({ kind: 'pointer', observation: { status: 'stale' } }), true],
  ];

  it.each(cases)('is wanted or not by %s', (_, record, isWanted) => {
    expect(needsAttention(record)).toBe(isWanted);
  });
});

function label(...texts: string[]) {
  return texts.map((text) => ({ label: text.split(':')[0]!, value: text.split(':')[1]! }));
}
