import { jest } from '@jest/globals';
import { eventually, KEYS, Stage, type ReadJob } from '../stage/index.js';
import { reaches } from '../e2e/expect-job.js';

jest.setTimeout(90_000);

/** Far longer than it takes to see that the upstream was asked. */
const UPSTREAM_THINKS_MS = 3_000;
const START = 'POST /rest/job-execution';

describe('a gateway killed in the middle of a request with an Idempotency-Key', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open({
      gateways: 2,
      configure: ({ connections }) => {
        for (const connection of connections) connection.limits['timeout'] = '20s';
      },
    });
  });
  afterAll(() => stage?.close());

  it('[idempotency.replayed, idempotency.in-progress] has started one job, which a repeated request at another gateway returns', async () => {
    const datameer = stage.simulator.of('datameer');
    const script = { durationMs: 60_000, outcome: 'succeeded', neverRun: true } as const;
    const { ids } = await datameer.addWithIds<{ configurationId: number }>([script]);
    const [one, other] = stage.gateways;
    const start = (gateway = one!) =>
      gateway.client(KEYS.operator).request<ReadJob>('/connections/dm-prod/jobs', {
        method: 'POST',
        headers: { 'idempotency-key': 'nightly' },
        body: { configuration: ids[0]!.configurationId },
      });
    const starts = async () => (await datameer.calls()).byRoute[START] ?? 0;

    await datameer.injectFault({ kind: 'slow', delayMs: UPSTREAM_THINKS_MS, route: START });
    const broken = start().catch((error: NodeJS.ErrnoException) => error.code);
    await eventually(async () => expect(await starts()).toBe(1));
    await one!.kill('SIGKILL');
    expect(await broken).toBe('ECONNRESET');

    const early = await start(other);
    expect(early).toMatchObject({ status: 409, body: { code: 'request-in-progress' } });
    expect(Number(early.headers['retry-after'])).toBeLessThanOrEqual(10);
    const { body, headers } = await eventually(async () => {
      const answer = await start(other);
      expect(answer.status).toBe(202);
      return answer;
    }, 20_000);
    expect(headers.location).toBe(`/jobs/${body.id}`);
    expect((await start(other)).headers).toMatchObject({ 'idempotency-replayed': 'true', location: headers.location });
    expect(await starts()).toBe(1);
    await reaches(other!.client(KEYS.operator), body.id, { state: 'running' });
  });
});
