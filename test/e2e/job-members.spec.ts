import { jest } from '@jest/globals';
import { Stage, type ReadJob, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

const HMC_KEY = '86e44546-107f-11e1-bde0-0010184c8334';

/** What there is to look at: each shows other members. */
interface Jobs {
  /** Of OTC: ended well with a complaint, children and a result. */
  ended: ReadJob;
  /** Of OTC. */
  failed: ReadJob;
  /** Of a Hitachi Analyzer: ended well, in sixteen parts. */
  counted: ReadJob;
  /** Of an HMC, with a name and a label. */
  running: ReadJob;
  /** Of Datameer: its run is running. */
  pointer: ReadJob;
  /** Of an HMC: its deadline has passed. */
  lost: ReadJob;
}

describe('a job', () => {
  let stage: Stage;
  let client: StageClient;
  let jobs: Jobs;
  let keys: { ended: string; run: string };

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
    const [otc, hmc, datameer] = (['otc-ims', 'ibm-hmc', 'datameer'] as const).map((name) => stage.simulator.of(name));
    const done = { durationMs: 0, outcome: 'succeeded' } as const;
    const bad = { durationMs: 0, outcome: 'failed', error: { code: 'IMG.0057', message: 'Empty.' } } as const;
    const stuck = { durationMs: 1, outcome: 'stuck' } as const;
    const [endedKey, failedKey] = await otc!.addAll([
      { ...done, operation: 'imsImportImageJob', result: { image_id: 'image-1' }, children: [done, bad] },
      bad,
    ]);
    await hmc!.add({ ...stuck, id: HMC_KEY });
    const lostKey = await hmc!.add(stuck);
    const countedKey = await stage.simulator.of('hitachi-analyzer').add({ ...done, resources: 4, samples: 1 });
    const { ids, keys: runs } = await datameer!.addWithIds<{ configurationId: number }>([stuck]);
    await client.track({ id: `hmc-lab~${HMC_KEY}`, name: 'Start LPAR 7', labels: { team: 'z' } });
    await client.track({ id: `hmc-lab~${lostKey}`, deadline: new Date(Date.now() + 200).toISOString() });
    const pointerId = `dm-prod~config-${ids[0]!.configurationId}`;
    keys = { ended: endedKey!, run: runs[0]! };
    jobs = {
      ended: await reaches(client, `otc-prod~${endedKey}`, { state: 'succeeded' }),
      failed: await reaches(client, `otc-prod~${failedKey}`, { state: 'failed' }),
      counted: await reaches(client, `analyzer~${countedKey}`, { state: 'succeeded' }),
      running: await reaches(client, `hmc-lab~${HMC_KEY}`, { state: 'running' }),
      pointer: await reaches(client, pointerId, { state: 'running' }),
      lost: await reaches(client, `hmc-lab~${lostKey}`, { state: 'lost' }),
    };
  });
  afterAll(() => stage?.close());

  const near = (time: string | null, expectedAt: number) =>
    expect(Math.abs(Date.parse(time!) - expectedAt)).toBeLessThan(20_000);

  it.each([
    ['job.id', () => expect(jobs.running.id).toBe(`hmc-lab~${HMC_KEY}`)],
    ['job.kind', () => expect([jobs.running.kind, jobs.pointer.kind]).toEqual(['run', 'pointer'])],
    ['job.target', () => expect([jobs.running.target, jobs.pointer.target]).toEqual([null, `dm-prod~${keys.run}`])],
    ['job.connection', () => expect(jobs.running.connection).toBe('hmc-lab')],
    ['job.provider', () => expect([jobs.running.provider, jobs.ended.provider]).toEqual(['ibm-hmc', 'otc-ims'])],
    ['job.name', () => expect([jobs.running.name, jobs.ended.name]).toEqual(['Start LPAR 7', null])],
    ['job.operation', () => expect(jobs.ended.operation).toBe('imsImportImageJob')],
    ['job.labels', () => expect([jobs.running.labels, jobs.ended.labels]).toEqual([{ team: 'z' }, {}])],
    ['job.state', () => expect([jobs.running.state, jobs.ended.state]).toEqual(['running', 'succeeded'])],
    ['job.state-reason', () => expect([jobs.lost.stateReason, jobs.failed.stateReason]).toEqual(['deadline', null])],
    [
      'job.terminal',
      () => {
        const { running, pointer, ended, failed, lost } = jobs;
        const terminal = [running, pointer, ended, failed, lost].map((job) => job.terminal);
        expect(terminal).toEqual([false, false, true, true, true]);
      },
    ],
    ['job.severity', () => expect([jobs.ended.severity, jobs.failed.severity]).toEqual(['warning', 'error'])],
    [
      'job.progress',
      () => {
        const members = { percent: 100, done: 16, total: 16, unit: null, estimatedEndAt: null };
        expect([jobs.counted.progress, jobs.running.progress]).toEqual([members, null]);
      },
    ],
    [
      'job.warnings',
      () => {
        expect(jobs.ended.warnings).toEqual([{ code: 'sub-job-failed', message: '1 of 2 sub-jobs failed' }]);
        expect(jobs.running.warnings).toEqual([]);
      },
    ],
    [
      'job.error',
      () => expect([jobs.failed.error, jobs.ended.error]).toEqual([{ code: 'IMG.0057', message: 'Empty.' }, null]),
    ],
    [
      'job.result',
      () => expect([jobs.ended.result, jobs.running.result]).toMatchObject([{ image_id: 'image-1' }, null]),
    ],
    [
      'job.result-href',
      async () => {
        expect(jobs.running.resultHref).toBeNull();
        expect((await client.get(jobs.ended.resultHref!)).body).toEqual(jobs.ended.result);
      },
    ],
    [
      'job.children',
      () => {
        const end = { startedAt: expect.any(String), endedAt: expect.any(String) };
        expect(jobs.ended.children).toMatchObject([
          { state: 'succeeded', severity: 'ok', upstreamState: 'SUCCESS', error: null, ...end },
          { state: 'failed', severity: 'error', error: { code: 'IMG.0057', message: 'Empty.' }, ...end },
        ]);
        expect(jobs.running.children).toEqual([]);
      },
    ],
    [
      'job.upstream',
      () => expect(jobs.ended.upstream).toMatchObject({ id: keys.ended, state: 'SUCCESS', attribution: 'exact' }),
    ],
    [
      'job.observation',
      () => {
        const { observedAt, attemptedAt, nextCheckAt, ...rest } = jobs.running.observation;
        for (const time of [observedAt, attemptedAt, nextCheckAt]) near(time, Date.now());
        expect(rest).toEqual({
          ...{ status: 'fresh', failures: 0, error: null, anomalies: [] },
          source: expect.stringMatching(/^(poll|demand)$/),
        });
      },
    ],
    [
      'job.cancellation',
      () => expect(jobs.running.cancellation).toEqual({ status: 'none', requestedAt: null, reason: null }),
    ],
    [
      'job.capabilities',
      () => {
        expect(jobs.running.capabilities).toEqual({ cancel: true, delete: false });
        expect(jobs.ended.capabilities).toEqual({ cancel: false, delete: false });
      },
    ],
    ['job.tracked-at', () => near(jobs.running.trackedAt, Date.now())],
    [
      'job.changed-at',
      async () => {
        await client.patch(`/jobs/${jobs.failed.id}`, { name: 'renamed' });
        expect((await client.job(jobs.failed.id)).changedAt! > jobs.failed.changedAt!).toBe(true);
      },
    ],
    [
      'job.expires-at',
      () => {
        expect([jobs.running.expiresAt, jobs.pointer.expiresAt]).toEqual([null, null]);
        near(jobs.ended.expiresAt, Date.now() + 86_400_000);
      },
    ],
    ['job.revision', () => expect(jobs.running.revision).toBe(Date.parse(jobs.running.trackedAt!) + 1)],
    [
      'job.links',
      async () => {
        const { self, events, ...others } = jobs.ended.links;
        for (const path of [self, ...Object.values(others)]) expect((await client.get(path)).status).toBe(200);
        expect((await client.get(events, { accept: 'application/json' })).status).toBe(200);
        expect([self, events]).toEqual([`/jobs/${jobs.ended.id}`, `/jobs/${jobs.ended.id}/events`]);
      },
    ],
    [
      'job.null',
      () => {
        const { labels, warnings, children, error, result, target } = jobs.pointer;
        expect({ labels, warnings, children }).toEqual({ labels: {}, warnings: [], children: [] });
        expect({ error, result }).toEqual({ error: null, result: null });
        expect(target).not.toBe('');
      },
    ],
  ] as const)('[%s] has this member as the page says', (_, expectation) => expectation());
});
