import { jest } from '@jest/globals';
import { eventually, Stage, type ReadJob, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

const QUERY = { query: 'vm[=name rx .*]', startTime: '20261121_080000', endTime: '20261121_090000' };

describe('starting a job upstream', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open({
      configure: ({ connections }) => {
        for (const connection of connections) {
          connection.limits['timeout'] = '5s';
          if (connection.name === 'otc-prod') connection.options = { allowedOperations: ['/v2/cloudimages/action'] };
        }
      },
    });
    client = stage.client();
  });
  afterAll(() => stage?.close());

  /** Starts it and returns the job at the `Location` of the response. */
  async function start(connection: string, body: object): Promise<ReadJob> {
    const { status, headers, body: job, text } = await client.post<ReadJob>(`/connections/${connection}/jobs`, body);
    expect([status, text]).toEqual([202, text]);
    expect(headers.location).toBe(`/jobs/${job.id}`);
    return job;
  }

  it.each([
    ['start.sbc', { operation: 'activate' }],
    ['start.sbc', { operation: 'verify' }],
    ['start.sbc-backup', { operation: 'backup', backupSource: 'running', filename: 'nightly' }],
    ['start.sbc-restore', { operation: 'restore', restoreSource: 'backupFile', filename: 'nightly' }],
  ])('[%s] has the box do %j', async (_, body) => {
    const { id } = await start('sbc-edge', body);
    await reaches(client, id, { state: 'succeeded', operation: body.operation }, 30_000);
  });

  it('[start.sbc-backup, start.sbc-restore, problem.errors] refuses what lacks its file or its source', async () => {
    for (const [body, pointer] of [
      [{ operation: 'backup', backupSource: 'running' }, '/filename'],
      [{ operation: 'restore', filename: 'nightly' }, '/restoreSource'],
    ] as const) {
      const answer = await client.post('/connections/sbc-edge/jobs', body);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request', errors: [{ pointer }] } });
    }
  });

  it('[start.hitachi] runs a query of the Analyzer', async () => {
    const { id } = await start('analyzer', { action: 'query', body: QUERY });
    expect(id).toMatch(/^analyzer~defaultDs\./);
    await reaches(client, id, { state: 'succeeded', result: expect.any(Array) }, 30_000);
  });

  it('[start.hitachi-wait-time] lets the Analyzer hold its answer back, and has the job all the same', async () => {
    const { id } = await start('analyzer', { action: 'query', body: QUERY, waitTime: 1 });
    await reaches(client, id, { state: 'succeeded', result: expect.any(Array) }, 30_000);
    const tooLong = await client.post('/connections/analyzer/jobs', { action: 'query', body: QUERY, waitTime: 61 });
    expect(tooLong).toMatchObject({ status: 400, body: { errors: [{ pointer: '/waitTime' }] } });
  });

  it('[start.otc, start.allowed] makes an allowed call of the image service, and no other', async () => {
    const body = { method: 'POST', path: '/v2/cloudimages/action', body: { name: 'nightly', instance_id: 'i-1' } };
    const { id } = await start('otc-prod', body);
    await reaches(client, id, { operation: 'imsCreateImageByInstance', state: 'succeeded' }, 30_000);
    const otc = stage.simulator.of('otc-ims');
    await otc.resetCalls();
    const other = { ...body, path: '/v1/cloudimages/members' };
    const refused = await client.post('/connections/otc-prod/jobs', other);
    expect(refused).toMatchObject({ status: 422, body: { code: 'operation-not-allowed' } });
    expect(Object.keys((await otc.calls()).byRoute).filter((route) => route.includes('members'))).toEqual([]);
  });

  it('[start.datameer, delete-upstream.datameer] runs a configuration, and deletes the data of its run', async () => {
    const datameer = stage.simulator.of('datameer');
    const script = { durationMs: 300, outcome: 'succeeded', neverRun: true } as const;
    const { ids } = await datameer.addWithIds<{ configurationId: number }>([script]);
    const { id } = await start('dm-prod', { configuration: ids[0]!.configurationId });
    await reaches(client, id, { state: 'succeeded', capabilities: { delete: true } }, 30_000);
    expect((await client.delete(`/jobs/${id}/upstream`)).status).toBe(204);
    expect((await datameer.calls()).byRoute['DELETE /rest/data/{execution}']).toBe(1);
    expect(await client.job(id)).toMatchObject({ state: 'succeeded', capabilities: { delete: false } });
  });

  it('[cancel.canceling] is not canceled twice', async () => {
    const hmc = stage.simulator.of('ibm-hmc');
    const key = await hmc.add({ durationMs: 60_000, outcome: 'succeeded', rawStatus: 'cancel-pending' });
    await reaches(client, `hmc-lab~${key}`, { state: 'canceling' });
    const answer = await client.post(`/jobs/hmc-lab~${key}/cancel`);
    expect(answer).toMatchObject({ status: 200, body: { state: 'canceling' } });
    expect((await hmc.calls()).byRoute['POST /api/jobs/{id}/operations/cancel']).toBeUndefined();
  });

  it('[connections.in-flight, connections.detection-lag] reports calls in flight, and the detection lag of ends', async () => {
    const datameer = stage.simulator.of('datameer');
    const key = await datameer.add({ durationMs: 400, outcome: 'succeeded' });
    await client.track({ id: `dm-prod~${key}` });
    await reaches(client, `dm-prod~${key}`, { state: 'succeeded' }, 30_000);
    interface Connection {
      inFlight: number;
      detectionLag: number | null;
    }
    const connection = async () => (await client.get<Connection>('/connections/dm-prod')).body;
    await eventually(async () => {
      const { inFlight, detectionLag } = await connection();
      expect(inFlight).toBe(0);
      expect(detectionLag).toBeGreaterThanOrEqual(0);
      expect(detectionLag).toBeLessThan(15);
    });
    await client.track({ id: `dm-prod~${await datameer.add({ durationMs: 1, outcome: 'stuck' })}` });
    await datameer.injectFault({ kind: 'slow', delayMs: 4_000 });
    await eventually(async () => expect((await connection()).inFlight).toBeGreaterThan(0));
    await datameer.clearFaults();
  });

  // The last one: credentials that were refused keep the connection waiting for a minute.
  it('[problem.redacted, problem.no-secret] reveals nothing of a page or a password in a response of an upstream', async () => {
    const datameer = stage.simulator.of('datameer');
    for (const kind of ['html-500', 'html-200', 'refuse-credentials', 'http-500'] as const) {
      await datameer.injectFault({ kind });
      const { status, text, headers } = await client.get('/connections/dm-prod/jobs');
      await datameer.clearFaults();
      expect([kind, status >= 400, headers['content-type']]).toEqual([
        ...[kind, true],
        'application/problem+json; charset=utf-8',
      ]);
      expect(text).not.toMatch(/<|jobgate-secret|Basic |Bearer /);
    }
  });
});
