import { jest } from '@jest/globals';
import { eventually, Stage, type StageClient, type StageWorker } from '../stage/index.js';

jest.setTimeout(90_000);

const JOBS = 40;
const SLOW_ANSWER_MS = 700;
/** A connection without a lease is taken over after at most so long, and a busy machine may add this much. */
const TAKE_OVER_MS = 6_000 + 9_000;

describe('two workers, and the one in the middle of work goes', () => {
  let stage: Stage;
  let client: StageClient;

  beforeEach(async () => {
    stage = await Stage.open({ workers: 2 });
    client = stage.client();
  });
  afterEach(() => stage?.close());

  /** All jobs are tracked and running, and calls are under way in the worker that is answered. */
  async function inTheMiddleOfWork(): Promise<{ caring: StageWorker; keys: string[] }> {
    const hmc = stage.simulator.of('ibm-hmc');
    const caring = await Promise.any(
      stage.workers.map(async (worker) => (await worker.ownsConnections(['hmc-lab']), worker)),
    );
    const keys = await hmc.addAll([{ copies: JOBS, durationMs: 1, outcome: 'stuck' }]);
    await Promise.all(keys.map((key) => client.track({ connection: 'hmc-lab', key })));
    await eventually(async () => expect(await count('running')).toBe(JOBS));
    await hmc.injectFault({ kind: 'slow', delayMs: SLOW_ANSWER_MS });
    await eventually(async () => expect((await hmc.calls()).concurrent).toBeGreaterThan(1));
    return { caring, keys };
  }

  async function end(keys: readonly string[]): Promise<void> {
    const hmc = stage.simulator.of('ibm-hmc');
    await hmc.clearFaults();
    await Promise.all(keys.map((key) => hmc.change(key, { endsInMs: 0 })));
  }

  async function count(state: string): Promise<number> {
    const { body } = await client.get<{ jobs: unknown[] }>(`/jobs?connection=hmc-lab&state=${state}&limit=200`);
    return body.jobs.length;
  }

  it('on SIGTERM it ends well within 10 s, and the other one finds every end', async () => {
    const { caring, keys } = await inTheMiddleOfWork();
    const beganAt = Date.now();
    const exit = await caring.kill('SIGTERM');
    expect(exit).toEqual({ code: 0, signal: null });
    expect(Date.now() - beganAt).toBeLessThan(10_000);
    await end(keys);
    await eventually(async () => expect(await count('succeeded')).toBe(JOBS), TAKE_OVER_MS);
    expect(stage.workers.filter(({ isRunning }) => isRunning)).toHaveLength(1);
    expect(await count('failed,lost,unknown,running')).toBe(0);
  });

  it('on SIGKILL the other one takes over and finds every end', async () => {
    const { caring, keys } = await inTheMiddleOfWork();
    await caring.kill('SIGKILL');
    await end(keys);
    // A claimed job comes back when its lease ends, ten seconds after it was claimed.
    await eventually(async () => expect(await count('succeeded')).toBe(JOBS), TAKE_OVER_MS + 10_000);
    expect(await count('failed,lost,unknown,running')).toBe(0);
  });
});
