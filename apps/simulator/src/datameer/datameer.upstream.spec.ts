import { JOBGATE, probe, simulatorForEachTest, type Probed } from '../../test/probe.js';
import type { DatameerJobId } from './datameer.upstream.js';

const held = simulatorForEachTest();

const datameer = () => held.simulator.upstreams.datameer;
const call = (path: string, method = 'GET', headers: Record<string, string> = { Authorization: JOBGATE }) =>
  probe(held.simulator.urls.datameer + path, { method, headers });

function addJob(script: object): DatameerJobId {
  return datameer().add({ durationMs: 10_000, outcome: 'succeeded', ...script }).ids[0] as DatameerJobId;
}

const statusV1 = (id: DatameerJobId): Promise<Probed> =>
  call(`/rest/job-configuration/job-status/${id.configurationId}`);
const statusV2 = (id: DatameerJobId): Promise<Probed> => call(`/api/job-execution/${id.fileId}/status`);
const details = (id: DatameerJobId): Promise<Probed> => call(`/rest/job-execution/job-details/${id.executionId}`);

describe('Datameer access', () => {
  it('refuses every call without good credentials, with a page instead of JSON', async () => {
    for (const headers of [{}, { Authorization: 'Basic eDp5' }, { Authorization: 'Basic %%' }]) {
      const answer = await call('/rest/jobs/list-running', 'GET', headers as Record<string, string>);
      expect(answer.status).toBe(401);
      expect(answer.headers['content-type']).toMatch('text/html');
    }
  });

  it('takes the cookie of a browser until it expires', async () => {
    const cookie = String((await call('/browser')).headers['set-cookie']).split(';')[0] ?? '';
    expect((await call('/rest/jobs/list-running', 'GET', { Cookie: cookie })).status).toBe(200);
    datameer().expireSessions();
    expect((await call('/rest/jobs/list-running', 'GET', { Cookie: cookie })).status).toBe(401);
  });

  it('answers an object with an error, and 200, while the license is not accepted', async () => {
    datameer().changeSettings({ licenseAccepted: false });
    const answer = await call('/rest/jobs/list-running');
    expect([answer.status, answer.json()]).toEqual([200, { error: 'You must accept the license terms' }]);
  });
});

describe('Datameer job status', () => {
  it('has three different numbers', () => {
    const { executionId, configurationId, fileId } = addJob({});
    expect(new Set([executionId, configurationId, fileId]).size).toBe(3);
  });

  it('prints v1 over several lines, in chunks', async () => {
    const id = addJob({});
    const answer = await statusV1(id);
    expect(answer.text).toBe(`{\n  "id": ${id.executionId},\n  "jobStatus": "RUNNING"\n}`);
    expect(answer.headers['transfer-encoding']).toBe('chunked');
  });

  it.each([
    [{ queuedMs: 1e6 }, 'QUEUED', 'QUEUED'],
    [{ queuedMs: 1e6, waitsForOther: true }, 'WAITING_FOR_OTHER_JOB', 'WAITING_FOR_OTHER_JOB'],
    [{}, 'RUNNING', 'RUNNING'],
    [{ durationMs: 0 }, 'COMPLETED', 'COMPLETED'],
    [{ durationMs: 0, outcome: 'warning' }, 'COMPLETED_WITH_Warnings', 'COMPLETED_WITH_WARNINGS'],
    [{ durationMs: 0, outcome: 'failed' }, 'ERROR', 'ERROR'],
    [{ durationMs: 0, outcome: 'canceled' }, 'CANCELED', 'CANCELED'],
    [{ rawStatus: 'CANCELLED' }, 'CANCELLED', 'CANCELLED'],
  ])('spells %j as %s in v1 and %s in v2', async (script, first, second) => {
    const id = addJob(script);
    expect((await statusV1(id)).json()).toEqual({ id: id.executionId, jobStatus: first });
    expect((await statusV2(id)).json()).toMatchObject({
      status: 'success',
      'file-id': id.fileId,
      'job-execution-id': id.executionId,
      'job-status': second,
    });
    expect((await details(id)).json()).toMatchObject({ jobStatus: first });
  });

  it('reports progress in v2, with strings for numbers', async () => {
    const id = addJob({});
    held.clock.pass(4_000);
    expect((await statusV2(id)).json()).toEqual({
      status: 'success',
      'file-id': id.fileId,
      'job-execution-id': id.executionId,
      'job-status': 'RUNNING',
      'start-time': 'Nov 21, 2026 8:00:00 AM',
      'estimate-time': '6s',
      'job-progress': '40',
    });
    held.clock.pass(6_000);
    expect((await statusV2(id)).json()).toMatchObject({
      'job-status': 'COMPLETED',
      'stop-time': 'Nov 21, 2026 8:00:10 AM',
    });
    expect((await statusV2(id)).json()).not.toHaveProperty('job-progress');
  });

  it('has no start while queued, nor for a run that was killed before it', async () => {
    const id = addJob({ queuedMs: 60_000, cancelMs: 0 });
    expect((await statusV2(id)).json()).toMatchObject({ 'job-status': 'QUEUED', 'start-time': null });
    await call(`/rest/job-execution/job-kill/${id.executionId}`, 'POST');
    expect((await statusV2(id)).json()).toMatchObject({
      'job-status': 'CANCELED',
      'start-time': null,
      'stop-time': 'Nov 21, 2026 8:00:00 AM',
    });
  });

  it.each([
    ['jdk8', 'Nov 21, 2026 12:30:00 AM'],
    ['jdk9', 'Nov 21, 2026, 12:30:00 AM'],
    ['jdk20', 'Nov 21, 2026, 12:30:00\u202fAM'],
  ] as const)('prints the dates of %s in the zone of the server', async (dateStyle, text) => {
    datameer().changeSettings({ dateStyle, timeZone: 'America/St_Johns' });
    held.clock.pass(-4 * 3_600_000);
    expect((await statusV2(addJob({}))).json()).toMatchObject({ 'start-time': text });
  });

  it('shows a configuration that never ran as {} and _NONE', async () => {
    const id = addJob({ neverRun: true });
    expect(id.executionId).toBeNull();
    expect((await statusV1(id)).text).toBe('{}');
    expect((await statusV2(id)).json()).toEqual({ status: 'success', 'job-status': '_NONE' });
  });

  it('finds a file by number, uuid and path', async () => {
    const id = addJob({ uuid: 'a1b2c3d4-0000-4000-8000-000000000001', path: '/Data/Sales/orders.imp' });
    for (const name of [id.fileId, 'a1b2c3d4-0000-4000-8000-000000000001', '%2FData%2FSales%2Forders.imp']) {
      expect((await call(`/api/job-execution/${name}/status`)).json()).toMatchObject({ 'file-id': id.fileId });
    }
  });

  it('answers what it does not know with failure in v2 and a page in v1', async () => {
    const missing = await call('/api/job-execution/4711/status');
    expect([missing.status, missing.json()]).toEqual([
      200,
      { status: 'failure', reason: "File doesn't exist or isn't accessible with current permissions" },
    ]);
    datameer().changeSettings({ failureStatus: 404 });
    expect((await call('/api/job-execution/4711/status')).status).toBe(404);
    expect((await call('/rest/job-configuration/job-status/4711')).status).toBe(404);
    expect((await call('/rest/job-execution/job-details/4711')).status).toBe(404);
  });
});

describe('Datameer runs', () => {
  it('details a run with counters and timestamps', async () => {
    const id = addJob({ outcome: 'warning', records: 120, droppedRecords: 3 });
    held.clock.pass(10_500);
    expect((await details(id)).json()).toEqual({
      counters: expect.objectContaining({ IMPORT_RECORDS: 117, IMPORT_DROPPED_RECORDS: 3 }),
      failureCount: 3,
      jobStatus: 'COMPLETED_WITH_Warnings',
      startTime: '2026-11-21 08:00:00.0',
      stopTime: '2026-11-21 08:00:10.0',
      successCount: 117,
    });
    const failed = addJob({ outcome: 'failed', durationMs: 0 });
    expect((await details(failed)).json()).toEqual({
      counters: {},
      failureCount: 0,
      jobStatus: 'ERROR',
      successCount: 0,
    });
  });

  it('lists the history newest first, in pages, and the last run in the status', async () => {
    const first = addJob({ durationMs: 0 });
    const { configurationId } = first;
    const second = addJob({ configurationId, durationMs: 0, outcome: 'failed' });
    const third = addJob({ configurationId });
    const history = (query = ''): Promise<Probed> =>
      call(`/rest/job-configuration/job-history/${configurationId}${query}`);
    expect((await history()).json()).toEqual([
      { id: third.executionId, jobStatus: 'RUNNING' },
      { id: second.executionId, jobStatus: 'ERROR' },
      { id: first.executionId, jobStatus: 'COMPLETED' },
    ]);
    expect((await history('?start=1&length=1')).json()).toEqual([{ id: second.executionId, jobStatus: 'ERROR' }]);
    expect((await statusV1(first)).json()).toMatchObject({ id: third.executionId });
    expect((await call(`/rest/job-configuration/volume-report/${configurationId}`)).json()).toHaveLength(3);
  });

  it('forgets runs after 28 days, and a vanished one before its end', async () => {
    const id = addJob({ durationMs: 0 });
    addJob({ configurationId: id.configurationId, outcome: 'vanish', durationMs: 1 });
    held.clock.pass(1);
    expect((await statusV1(id)).json()).toMatchObject({ id: id.executionId });
    held.clock.pass(28 * 86_400_000);
    expect((await details(id)).status).toBe(404);
    expect((await call(`/rest/job-configuration/job-history/${id.configurationId}`)).text).toBe('[]');
  });

  it('lists what is active, and [] when nothing is', async () => {
    expect((await call('/rest/jobs/list-running')).text).toBe('[]');
    const running = addJob({});
    addJob({ durationMs: 0 });
    expect((await call('/rest/jobs/list-running')).json()).toEqual([{ id: running.executionId, jobStatus: 'RUNNING' }]);
  });

  it('triggers a configuration, which then shows a new execution', async () => {
    const { configurationId } = addJob({ neverRun: true, durationMs: 5_000 });
    const started = await call(`/rest/job-execution?configuration=${configurationId}`, 'POST');
    expect(started.json()).toMatchObject({ status: 'success', 'job-execution-trigger': 'RESTAPI' });
    const executionId = started.json()['job-execution-id'];
    expect((await call(`/rest/job-configuration/job-status/${configurationId}`)).json()).toEqual({
      id: executionId,
      jobStatus: 'RUNNING',
    });
    expect((await call('/rest/job-execution?configuration=4711', 'POST')).status).toBe(404);
  });

  it('kills a run with an empty answer', async () => {
    const id = addJob({ cancelMs: 100 });
    const killed = await call(`/rest/job-execution/job-kill/${id.executionId}`, 'POST');
    expect([killed.status, killed.text]).toEqual([200, '']);
    expect((await details(id)).json()).toMatchObject({ jobStatus: 'RUNNING' });
    held.clock.pass(100);
    expect((await details(id)).json()).toMatchObject({ jobStatus: 'CANCELED' });
    expect((await call(`/rest/job-execution/job-kill/${id.executionId}`, 'POST')).status).toBe(400);
  });

  it("deletes a run's data once, and a configuration with all that hangs on it", async () => {
    const id = addJob({ durationMs: 0 });
    expect((await call(`/rest/data/${id.executionId}`, 'DELETE')).status).toBe(200);
    expect((await call(`/rest/data/${id.executionId}`, 'DELETE')).status).toBe(404);
    expect((await details(id)).status).toBe(200);
    expect((await call(`/rest/import-job/${id.configurationId}`, 'DELETE')).status).toBe(200);
    expect((await statusV1(id)).status).toBe(404);
  });
});
