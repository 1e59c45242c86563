import { JOB_STATES } from '#libs/jobs';
import { EIGHT, endedRecord, recordOf, runningRecord } from '../../test/records.js';
import { JOB_EXAMPLE } from './job.example.js';
import { presentJob, presentMinimal, timestamp } from './job.presenter.js';

describe('the job resource', () => {
  it('has the members of the documentation, all of them, always', () => {
    const members = Object.keys(JOB_EXAMPLE).sort();
    for (const record of [recordOf(), runningRecord(), endedRecord()]) {
      const job = JSON.parse(JSON.stringify(presentJob(record))) as Record<string, unknown>;
      expect(Object.keys(job).sort()).toEqual(members);
    }
  });

  it('says null of what is not known', () => {
    const job = presentJob(recordOf());
    const unknown = ['target', 'name', 'operation', 'stateReason', 'progress', 'error', 'result', 'resultHref'];
    for (const member of [...unknown, 'createdAt', 'startedAt', 'endedAt', 'expiresAt']) {
      expect(job).toHaveProperty(member, null);
    }
  });

  it('writes times in UTC with milliseconds', () => {
    expect(timestamp(EIGHT + 7)).toBe('2026-11-21T08:00:00.007Z');
    expect(timestamp(null)).toBeNull();
  });

  it.each(JOB_STATES)('calls a run terminal in the states that are, and a pointer never: %s', (state) => {
    const isEnd = ['succeeded', 'failed', 'canceled', 'lost'].includes(state);
    expect(presentJob(recordOf({ state })).terminal).toBe(isEnd);
    expect(presentMinimal(recordOf({ state })).terminal).toBe(isEnd);
    expect(presentJob(recordOf({ state, kind: 'pointer' })).terminal).toBe(false);
    expect(presentMinimal(recordOf({ state, kind: 'pointer' })).terminal).toBe(false);
  });

  it.each([
    ['running', 'run', { cancel: true, delete: false }],
    ['succeeded', 'run', { cancel: false, delete: true }],
    ['failed', 'run', { cancel: false, delete: true }],
    ['canceled', 'run', { cancel: false, delete: true }],
    ['lost', 'run', { cancel: false, delete: false }],
    ['running', 'pointer', { cancel: false, delete: false }],
    ['succeeded', 'pointer', { cancel: false, delete: false }],
  ] as const)('of a %s %s offers what can be done to it', (state, kind, capabilities) => {
    expect(presentJob(recordOf({ state, kind })).capabilities).toEqual(capabilities);
  });

  it('offers nothing that its upstream cannot do', () => {
    const job = presentJob(runningRecord({ connection: 'otc-prod', provider: 'otc-ims' }));
    expect(job.capabilities).toEqual({ cancel: false, delete: false });
  });

  it('leads a pointer to its run, by its id', () => {
    const job = presentJob(runningRecord({ kind: 'pointer', key: 'config-88', targetKey: 'path-/a' }));
    expect(job.target).toBe('dm-prod~~cGF0aC0vYQ');
  });

  it('shows a small result, and leads to every result', () => {
    const small = presentJob(endedRecord({ result: { bytes: 7, digest: 'd', inline: { a: 1 } } }));
    expect(small).toMatchObject({ result: { a: 1 }, resultHref: '/jobs/dm-prod~9/result' });
    const large = presentJob(endedRecord({ result: { bytes: 70_000, digest: 'd' } }));
    expect(large).toMatchObject({ result: null, resultHref: '/jobs/dm-prod~9/result' });
  });

  describe('when it is expected to end', () => {
    const endAt = EIGHT + 90_000;
    const estimated = (basis: 'progress' | 'durations') => ({
      check: { intervalMs: 1, reason: '', forecast: { basis, endAt, first: { endAt: 1, madeAt: 0 } } },
    });
    const told = { percent: 40, done: null, total: null, unit: null, estimatedEndAt: null };

    it('is what the upstream estimates, whatever the gateway thinks', () => {
      const progress = { ...told, estimatedEndAt: EIGHT + 1 };
      const job = presentJob(runningRecord({ progress, ...estimated('durations') }));
      expect(job.progress).toEqual({ ...told, estimatedEndAt: timestamp(EIGHT + 1) });
    });

    it('is estimated by the gateway where the upstream reports progress alone', () => {
      const job = presentJob(runningRecord({ progress: told, ...estimated('progress') }));
      expect(job.progress).toEqual({ ...told, estimatedEndAt: timestamp(endAt) });
    });

    it('is the only member of progress where the upstream reports none', () => {
      const job = presentJob(runningRecord(estimated('durations')));
      expect(job.progress).toEqual({ ...told, percent: null, estimatedEndAt: timestamp(endAt) });
      expect(presentJob(runningRecord()).progress).toBeNull();
    });
  });
});
