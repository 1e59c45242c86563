import { jest } from '@jest/globals';
import { eventually, Stage, type ReadJob, type StageClient } from '../stage/index.js';

jest.setTimeout(120_000);

const START = 'POST /rest/job-execution';
/** While a trigger is answered, what comes after it is prepared. */
const TRIGGER_MS = 2_000;

describe('a start of which the upstream does not say which run it became', () => {
  let stage: Stage;
  let client: StageClient;

  beforeEach(async () => {
    stage = await Stage.open({
      configure: ({ connections }) => {
        for (const connection of connections) connection.limits['timeout'] = '5s';
      },
    });
    client = stage.client();
  });
  afterEach(() => stage?.close());

  const datameer = () => stage.simulator.of('datameer');
  const starts = async () => (await datameer().calls()).byRoute[START] ?? 0;

  /** Two configurations, one after the other. The first one's trigger is taken; the run cannot be seen so far. */
  async function beginSequence(): Promise<{ answer: ReturnType<StageClient['post']>; ends: () => Promise<void> }> {
    await datameer().changeSettings({ triggerResponse: 'empty' });
    const script = { durationMs: 500, outcome: 'succeeded', neverRun: true } as const;
    const { ids } = await datameer().addWithIds<{ configurationId: number }>([script, script]);
    const configurations = ids.map(({ configurationId }) => configurationId);
    await datameer().injectFault({ kind: 'slow', delayMs: TRIGGER_MS, route: START });
    const answer = client.post('/connections/dm-prod/jobs', { configurations });
    await eventually(async () => expect(await starts()).toBe(1));
    await datameer().injectFault({ kind: 'http-500', route: 'job-status' });
    // One poll before the trigger; then it is answered, and a poll for the run has found none.
    await eventually(async () => expect(await statusCalls()).toBeGreaterThan(1));
    return { answer, ends: () => datameer().clearFaults() };
  }
  const statusCalls = async () => {
    const { byRoute } = await datameer().calls();
    return Object.entries(byRoute).reduce((sum, [route, n]) => sum + (route.includes('job-status') ? n : 0), 0);
  };

  /** What the start was answered, what became of its sequence, and how often the upstream was asked for it. */
  async function cameOf(answer: ReturnType<StageClient['post']>) {
    const { status, body: first } = (await answer) as unknown as { status: number; body: ReadJob };
    const step = first.labels?.['jobgate/step'];
    const sequence = encodeURIComponent(`jobgate/sequence:${first.labels?.['jobgate/sequence']}`);
    const states = await eventually(async () => {
      const { body } = await client.get<{ jobs: ReadJob[] }>(`/jobs?label=${sequence}`);
      const ended = body.jobs.map(({ state }) => state).filter((state) => state === 'succeeded');
      expect(ended).toHaveLength(2);
      return ended;
    }, 60_000);
    return { status, step, states, starts: await starts() };
  }
  const twoRuns = { status: 202, step: '1/2', states: ['succeeded', 'succeeded'], starts: 2 };

  it('[start.handed-over] is followed by the next worker when its own is stopped, and its sequence goes on', async () => {
    const { answer, ends } = await beginSequence();
    const [stopped] = await Promise.all([stage.worker.kill('SIGTERM'), stage.startWorker()]);
    expect(stopped).toEqual({ code: 0, signal: null });
    await ends();
    expect(await cameOf(answer)).toEqual(twoRuns);
  });

  it('[start.handed-over] is followed by the next worker when its own is killed, and its sequence goes on', async () => {
    const { answer, ends } = await beginSequence();
    await stage.worker.kill('SIGKILL');
    await stage.startWorker();
    await ends();
    expect(await cameOf(answer)).toEqual(twoRuns);
  });

  it('[start.handed-over] is followed under the settings that have changed meanwhile, and its sequence goes on', async () => {
    const { answer, ends } = await beginSequence();
    stage.reconfigure(({ connections }) => {
      connections.find(({ name }) => name === 'dm-prod')!.limits['concurrency'] = 3;
    });
    await stage.worker.waitForLog('connection released', { connection: 'dm-prod' }, 30_000);
    await ends();
    expect(await cameOf(answer)).toEqual(twoRuns);
  });
});
