import { jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { Stage, type StageClient, type UpstreamHandle } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

describe('requests of the Hitachi Analyzer', () => {
  let stage: Stage;
  let client: StageClient;
  let analyzer: UpstreamHandle;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
    analyzer = stage.simulator.of('hitachi-analyzer');
  });
  afterAll(() => stage?.close());

  it.each([
    ['completed=false', { durationMs: 1, outcome: 'stuck' }, { state: 'running', terminal: false }],
    [
      'completed=true hasErrors=false',
      { durationMs: 0, outcome: 'succeeded', result: [{ signature: 'vm#one' }] },
      { state: 'succeeded', severity: 'ok', result: [{ signature: 'vm#one' }], error: null },
    ],
    [
      'completed=true hasErrors=true',
      { durationMs: 0, outcome: 'failed' },
      { state: 'failed', severity: 'error', error: { code: 'hasErrors', message: null } },
    ],
    ['aborted=true', { durationMs: 0, outcome: 'canceled' }, { state: 'canceled', terminal: true }],
  ] as const)('shows %s', async (status, script, expected) => {
    const key = await analyzer.add(script);
    expect(key).toMatch(/^defaultDs\./);
    await reaches(client, `analyzer~${key}`, { kind: 'run', upstream: { state: status }, ...expected });
  });

  it('shows progress in parts done, and the part of the result that is there', async () => {
    const key = await analyzer.add({ durationMs: 10_000, outcome: 'succeeded', resources: 4, samples: 1 });
    const id = `analyzer~${key}`;
    const half = await reaches(client, id, { state: 'running', result: [{ name: 'lab-vm1' }] });
    expect(half.progress).toMatchObject({ total: 16, unit: null });
    expect(half.progress!.done!).toBeGreaterThan(0);
    await analyzer.change(key, { endsInMs: 0 });
    const whole = await reaches(client, id, { state: 'succeeded', progress: { percent: 100, done: 16, total: 16 } });
    expect(whole.result).toHaveLength(4);
  });

  it('keeps the last state when a flag has a value that no mapping knows', async () => {
    const key = await analyzer.add({ durationMs: 1, outcome: 'stuck' });
    await reaches(client, `analyzer~${key}`, { state: 'running' });
    await analyzer.change(key, { rawStatus: 'partially' });
    const job = await reaches(client, `analyzer~${key}`, { state: 'running', observation: { status: 'stale' } });
    expect(job.observation.anomalies).toEqual([{ code: 'unmapped-state', value: 'completed="partially"' }]);
  });

  describe('the result', () => {
    it('of a small job is in the job, and at its address', async () => {
      const result = [{ signature: 'vm#one', memory: 'über' }];
      const key = await analyzer.add({ durationMs: 0, outcome: 'succeeded', result });
      const job = await reaches(client, `analyzer~${key}`, { state: 'succeeded', result });
      expect(job.resultHref).toBe(`/jobs/analyzer~${key}/result`);
      const answer = await client.get(job.resultHref!);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(answer.body).toEqual(result);
    });

    it('[result.whole] of a large job is at its address alone, whole, with its length', async () => {
      const key = await analyzer.add({ durationMs: 0, outcome: 'succeeded', resources: 2_000, samples: 60 });
      const job = await reaches(client, `analyzer~${key}`, { state: 'succeeded' });
      expect(job.result).toBeNull();
      const answer = await client.get<{ name: string }[]>(job.resultHref!);
      expect(answer.status).toBe(200);
      expect(Buffer.byteLength(answer.text)).toBeGreaterThan(500_000);
      expect(Number(answer.headers['content-length'])).toBe(Buffer.byteLength(answer.text));
      expect(answer.body).toHaveLength(2_000);
      expect(answer.body.at(-1)).toMatchObject({ name: 'lab-vm2000' });
    });

    it('[result.etag] answers 304 to a caller who has it', async () => {
      const key = await analyzer.add({ durationMs: 0, outcome: 'succeeded', result: [{ n: 1 }] });
      await reaches(client, `analyzer~${key}`, { state: 'succeeded' });
      const path = `/jobs/analyzer~${key}/result`;
      const { etag } = (await client.get(path)).headers;
      const again = await client.get(path, { 'if-none-match': etag! });
      expect(again).toMatchObject({ status: 304, text: '' });
      expect(again.headers.etag).toBe(etag);
    });

    it('[result.none] is a problem of its own while there is none', async () => {
      const key = await analyzer.add({ durationMs: 60_000, outcome: 'stuck', resources: 0 });
      await reaches(client, `analyzer~${key}`, { state: 'running', resultHref: null });
      const answer = await client.get(`/jobs/analyzer~${key}/result`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'result-not-found' } });
    });

    it('is the same bytes for every reader', async () => {
      const key = await analyzer.add({ durationMs: 0, outcome: 'succeeded', resources: 500, samples: 40 });
      await reaches(client, `analyzer~${key}`, { state: 'succeeded' });
      const answers = await Promise.all(Array.from({ length: 8 }, () => client.get(`/jobs/analyzer~${key}/result`)));
      const digests = answers.map(({ text }) => createHash('sha256').update(text).digest('hex'));
      expect(new Set(digests).size).toBe(1);
    });
  });
});
