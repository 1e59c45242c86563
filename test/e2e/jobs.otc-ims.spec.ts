import { jest } from '@jest/globals';
import { eventually, Stage, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

describe('jobs of the OTC image service', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
  });
  afterAll(() => stage?.close());

  it.each([
    ['INIT', { queuedMs: 60_000, durationMs: 1, outcome: 'succeeded' }, { state: 'queued', terminal: false }],
    ['RUNNING', { durationMs: 60_000, outcome: 'stuck' }, { state: 'running', progress: { unit: null } }],
    [
      'SUCCESS',
      { durationMs: 0, outcome: 'succeeded', result: { image_id: 'image-1' } },
      { state: 'succeeded', severity: 'ok', result: { image_id: 'image-1' }, error: null },
    ],
    [
      'FAIL',
      { durationMs: 0, outcome: 'failed', error: { code: 'IMG.0057', message: 'The image file is empty.' } },
      { state: 'failed', severity: 'error', error: { code: 'IMG.0057', message: 'The image file is empty.' } },
    ],
  ] as const)('shows %s', async (status, script, expected) => {
    const key = await stage.simulator.of('otc-ims').add({ operation: 'imsImportImageJob', ...script });
    const job = await reaches(client, `otc-prod~${key}`, expected);
    expect(job).toMatchObject({ operation: 'imsImportImageJob', upstream: { id: key, state: status } });
  });

  it('[job.upstream-clock] takes the times of start and end from the upstream', async () => {
    const key = await stage.simulator.of('otc-ims').add({ durationMs: 0, outcome: 'succeeded' });
    const { startedAt, endedAt } = await stage.simulator.of('otc-ims').job(key);
    const job = await reaches(client, `otc-prod~${key}`, { state: 'succeeded' });
    expect(Math.abs(Date.parse(job.startedAt!) - startedAt!)).toBeLessThan(1000);
    expect(Math.abs(Date.parse(job.endedAt!) - endedAt!)).toBeLessThan(1000);
  });

  it('[revision.progress] shows progress as it grows, in a new revision for each whole percent', async () => {
    const key = await stage.simulator.of('otc-ims').add({ durationMs: 20_000, outcome: 'succeeded' });
    const id = `otc-prod~${key}`;
    const first = await reaches(client, id, { state: 'running' });
    const later = await eventually(async () => {
      const job = await client.job(id);
      expect(job.revision).toBeGreaterThanOrEqual(first.revision + 2);
      return job;
    });
    expect(later.progress).toMatchObject({ done: null, total: null, unit: null });
    // The upstream names no time: drawn out from the progress, which is a rough one so early.
    const estimatedMs = Date.parse(later.progress!.estimatedEndAt!) - Date.parse(later.startedAt!);
    expect(estimatedMs).toBeGreaterThan(10_000);
    expect(estimatedMs).toBeLessThan(60_000);
    expect(later.progress!.percent!).toBeGreaterThan(first.progress?.percent ?? 0);
    expect(later.changedAt! > first.changedAt!).toBe(true);
  });

  it('shows the sub-jobs as children, with their own ends', async () => {
    const children = [
      { durationMs: 0, outcome: 'succeeded' as const, result: { image_id: 'image-1' } },
      { durationMs: 60_000, outcome: 'stuck' as const },
    ];
    const key = await stage.simulator.of('otc-ims').add({ durationMs: 60_000, outcome: 'stuck', children });
    const job = await reaches(client, `otc-prod~${key}`, { state: 'running' });
    expect(job.children).toMatchObject([
      { state: 'succeeded', severity: 'ok', upstreamState: 'SUCCESS', result: { image_id: 'image-1' } },
      { state: 'running', upstreamState: 'RUNNING', result: null },
    ]);
  });

  it('is succeeded with a warning when a part of a successful job failed', async () => {
    const children = [
      { durationMs: 0, outcome: 'succeeded' as const },
      { durationMs: 0, outcome: 'failed' as const, error: { code: 'IMG.0057', message: 'Empty.' } },
    ];
    const key = await stage.simulator.of('otc-ims').add({ durationMs: 0, outcome: 'succeeded', children });
    const job = await reaches(client, `otc-prod~${key}`, { state: 'succeeded', severity: 'warning' });
    expect(job.warnings).toEqual([{ code: 'sub-job-failed', message: '1 of 2 sub-jobs failed' }]);
    expect(job.error).toBeNull();
    expect(job.children[1]).toMatchObject({ state: 'failed', error: { code: 'IMG.0057', message: 'Empty.' } });
  });

  it('keeps the last state at an unmapped status', async () => {
    const key = await stage.simulator.of('otc-ims').add({ durationMs: 1, outcome: 'stuck' });
    const id = `otc-prod~${key}`;
    await reaches(client, id, { state: 'running' });
    await stage.simulator.of('otc-ims').change(key, { rawStatus: 'PENDING_REVIEW' });
    await reaches(client, id, {
      state: 'running',
      observation: { status: 'stale', anomalies: [{ code: 'unmapped-state', value: 'PENDING_REVIEW' }] },
    });
  });

  it('goes on with a new token when the old one has expired', async () => {
    const cloud = stage.simulator.of('otc-ims');
    const key = await cloud.add({ durationMs: 1, outcome: 'stuck' });
    await reaches(client, `otc-prod~${key}`, { state: 'running' });
    expect(await cloud.expireSessions()).toBeGreaterThan(0);
    const job = await client.job(`otc-prod~${key}`, { 'cache-control': 'no-cache' });
    expect(job).toMatchObject({ state: 'running', observation: { status: 'fresh', failures: 0 } });
  });
});
