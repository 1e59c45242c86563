import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { eventually, Stage, type ReadJob, type StageResponse, type StageClient } from '../stage/index.js';

jest.setTimeout(120_000);

const START = 'POST /rest/job-execution';
/** Long enough for the request of a killed worker to be found again meanwhile. */
const AWAY_MS = 14_000;
const POLLED_JOBS = 10;

describe('a start over which its worker is killed, while the upstream refuses connections afterwards', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open({
      configure: ({ connections }) => {
        for (const connection of connections) connection.limits['timeout'] = '20s';
      },
    });
    client = stage.client();
  });
  afterAll(() => stage?.close());

  it('[idempotency.once] reaches the upstream once, however often it is repeated under its Idempotency-Key', async () => {
    const datameer = stage.simulator.of('datameer');
    const script = { durationMs: 60_000, outcome: 'succeeded', neverRun: true } as const;
    const { ids } = await datameer.addWithIds<{ configurationId: number }>([script]);
    const polled = await datameer.addAll([{ copies: POLLED_JOBS, durationMs: 1, outcome: 'stuck' }]);
    await Promise.all(polled.map((key) => client.track({ id: `dm-prod~${key}` })));
    const start = (key = 'nightly'): Promise<StageResponse<ReadJob & { code?: string }>> =>
      client.request('/connections/dm-prod/jobs', {
        method: 'POST',
        headers: { 'idempotency-key': key },
        body: { configuration: ids[0]!.configurationId },
      });
    const starts = async () => (await datameer.calls()).byRoute[START] ?? 0;

    await datameer.injectFault({ kind: 'slow', delayMs: 90_000, route: START });
    const first = start();
    await eventually(async () => expect(await starts()).toBe(1));
    await stage.worker.kill('SIGKILL');
    await datameer.clearFaults();
    await datameer.injectFault({ kind: 'refuse-connections', durationMs: AWAY_MS });
    await stage.startWorker();
    const answers = [await first, await start(), await start()];
    await eventually(async () => expect((await start(randomUUID())).status).toBe(202), 60_000);
    answers.push(await start(), await start());
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [504, 'outcome-unknown']));
    // The one of the killed worker, and the one by which the upstream was seen to be back.
    expect(await starts()).toBe(2);
  });
});
