import { probe, simulatorForEachTest, type Probed } from '../../test/probe.js';

const held = simulatorForEachTest();

const hmc = () => held.simulator.upstreams['ibm-hmc'];
const at = (path: string): string => held.simulator.urls['ibm-hmc'] + path;

async function logOn(userid = 'jobgate', password = 'jobgate-secret'): Promise<Probed> {
  return probe(at('/api/sessions'), { method: 'POST', body: JSON.stringify({ userid, password }) });
}

async function session(): Promise<Record<string, string>> {
  return { 'X-API-Session': String((await logOn()).json()['api-session']) };
}

function addJob(script: object): string {
  return hmc().add({ durationMs: 1_000, outcome: 'succeeded', ...script }).ids[0] as string;
}

describe('logging on to the HMC', () => {
  it('gives a session, its topics and its credential', async () => {
    const answer = await logOn();
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      'api-session': expect.stringMatching(/^[a-z0-9]{50}$/),
      'session-credential': expect.any(String),
      'notification-topic': expect.any(String),
      'job-notification-topic': expect.any(String),
      'api-major-version': 4,
    });
  });

  it('refuses a wrong password with 403 and a reason that is none of 1, 4 and 5', async () => {
    const answer = await logOn('jobgate', 'wrong');
    expect(answer.status).toBe(403);
    expect(answer.json()).toMatchObject({ 'http-status': 403, reason: 0, 'request-method': 'POST' });
  });

  it.each([
    ['', 3],
    ['{"userid":', 9],
    ['[]', 7],
    ['{"userid":"jobgate"}', 5],
    ['{"userid":"jobgate","password":1}', 7],
  ])('answers the logon body %j with 400 reason %i', async (body, reason) => {
    const answer = await probe(at('/api/sessions'), { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ reason });
  });

  it('answers 403.4 without a session, 403.5 with a dead one and 403.4 again when set so', async () => {
    const id = addJob({});
    expect((await probe(at(`/api/jobs/${id}`))).json()).toMatchObject({ 'http-status': 403, reason: 4 });
    const headers = await session();
    expect(hmc().expireSessions()).toBe(1);
    expect((await probe(at(`/api/jobs/${id}`), { headers })).json()).toMatchObject({ 'http-status': 403, reason: 5 });
    hmc().changeSettings({ expiredReason: 4 });
    expect((await probe(at(`/api/jobs/${id}`), { headers })).json()).toMatchObject({ 'http-status': 403, reason: 4 });
  });

  it('ends sessions after their lifetime, after idling and at log-off', async () => {
    hmc().changeSettings({ sessionLifetimeMs: 10_000, sessionIdleMs: 6_000 });
    const topics = at('/api/sessions/operations/get-notification-topics');
    const idle = await session();
    held.clock.pass(6_000);
    expect((await probe(topics, { headers: idle })).status).toBe(403);
    const used = await session();
    held.clock.pass(5_000);
    expect((await probe(topics, { headers: used })).status).toBe(200);
    held.clock.pass(5_000);
    expect((await probe(topics, { headers: used })).status).toBe(403);
    const left = await session();
    const logOff = await probe(at('/api/sessions/this-session'), { method: 'DELETE', headers: left });
    expect(logOff.status).toBe(204);
    expect((await probe(topics, { headers: left })).status).toBe(403);
  });

  it('refuses more sessions than a user may have with 400.13', async () => {
    hmc().changeSettings({ maxSessionsPerUser: 1 });
    await logOn();
    expect((await logOn()).json()).toMatchObject({ 'http-status': 400, reason: 13 });
  });
});

describe('Query Job Status', () => {
  it('says running, then complete, in the bytes of the documented example', async () => {
    const headers = await session();
    const id = addJob({ statusCode: 200 });
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect((await probe(at(`/api/jobs/${id}`), { headers })).text).toBe('{"status":"running"}');
    held.clock.pass(1_000);
    const ended = await probe(at(`/api/jobs/${id}`), { headers });
    expect(ended.text).toBe('{"job-reason-code":0,"job-status-code":200,"status":"complete"}');
    expect(ended.headers).toMatchObject({
      server: 'zSeries management console API web server / 1.0',
      'cache-control': 'no-cache',
      'content-type': 'application/json;charset=UTF-8',
      'content-length': '63',
    });
  });

  it.each([
    [{ outcome: 'succeeded' }, { 'job-reason-code': 0, 'job-status-code': 204, status: 'complete' }],
    [
      { outcome: 'warning', result: { a: 1 } },
      { 'job-results': { a: 1 }, 'job-status-code': 200, status: 'complete' },
    ],
    [
      { outcome: 'failed', error: { code: '500.263', message: 'no such profile' } },
      {
        'job-status-code': 500,
        'job-reason-code': 263,
        'job-results': { message: 'no such profile' },
        status: 'complete',
      },
    ],
    [
      { outcome: 'failed', result: {} },
      { 'job-results': {}, 'job-status-code': 500, status: 'complete' },
    ],
    [{ outcome: 'canceled' }, { 'job-status-code': 204, status: 'canceled' }],
    [{ outcome: 'stuck' }, { status: 'running' }],
    [{ outcome: 'succeeded', rawStatus: 'on-holiday' }, { status: 'on-holiday' }],
  ])('shows the end of %j', async (script, body) => {
    const headers = await session();
    const id = addJob(script);
    held.clock.pass(1_000);
    expect((await probe(at(`/api/jobs/${id}`), { headers })).json()).toMatchObject(body);
  });

  it('leaves out the status code on request', async () => {
    const headers = await session();
    const id = addJob({ statusCode: null, reasonCode: null });
    held.clock.pass(1_000);
    expect((await probe(at(`/api/jobs/${id}`), { headers })).text).toBe('{"status":"complete"}');
  });

  it('sends a large body in chunks, without a length', async () => {
    const headers = await session();
    const id = addJob({ result: { log: 'x'.repeat(5_000) } });
    held.clock.pass(1_000);
    const answer = await probe(at(`/api/jobs/${id}`), { headers });
    expect(answer.headers['content-length']).toBeUndefined();
    expect(answer.headers['transfer-encoding']).toBe('chunked');
  });

  it.each([
    ['a job that never was', undefined, 404, 1],
    ["another user's job", { owner: 'somebody-else' }, 404, 1],
    ['a job that vanished', { outcome: 'vanish', durationMs: 0 }, 404, 1],
    ['a job that the user may not see', { forbidden: true }, 403, 1],
    ['a job started over BCPii', { targetName: 'NET1.CPC1' }, 400, 2],
  ])('refuses %s', async (_what, script, status, reason) => {
    const headers = await session();
    const id = script ? addJob(script) : 'nowhere';
    const answer = await probe(at(`/api/jobs/${id}`), { headers });
    expect(answer.status).toBe(status);
    expect(answer.json()).toMatchObject({
      'http-status': status,
      reason,
      'request-uri': `/api/jobs/${id}`,
      'request-authenticated-as': 'jobgate',
    });
  });

  it('forgets a job four hours after its end', async () => {
    const id = addJob({});
    held.clock.pass(1_000 + 4 * 3_600_000 - 1);
    expect((await probe(at(`/api/jobs/${id}`), { headers: await session() })).status).toBe(200);
    held.clock.pass(1);
    expect((await probe(at(`/api/jobs/${id}`), { headers: await session() })).status).toBe(404);
  });
});

describe('canceling and deleting on the HMC', () => {
  const cancel = (id: string, headers: Record<string, string>, body?: string): Promise<Probed> =>
    probe(at(`/api/jobs/${id}/operations/cancel`), { method: 'POST', headers, body });

  it('goes from running over cancel-pending to canceled', async () => {
    const headers = await session();
    const id = addJob({ cancelMs: 300 });
    const accepted = await cancel(id, headers);
    expect([accepted.status, accepted.text]).toEqual([202, '']);
    expect((await probe(at(`/api/jobs/${id}`), { headers })).text).toBe('{"status":"cancel-pending"}');
    expect((await cancel(id, headers)).json()).toMatchObject({ 'http-status': 409, reason: 42 });
    held.clock.pass(300);
    expect((await probe(at(`/api/jobs/${id}`), { headers })).json()).toMatchObject({ status: 'canceled' });
    expect((await cancel(id, headers)).json()).toMatchObject({ 'http-status': 409, reason: 41 });
  });

  it('may come too late: the job completes', async () => {
    const headers = await session();
    const id = addJob({ cancel: 'ignored' });
    await cancel(id, headers);
    expect((await probe(at(`/api/jobs/${id}`), { headers })).json()).toEqual({ status: 'cancel-pending' });
    held.clock.pass(1_000);
    expect((await probe(at(`/api/jobs/${id}`), { headers })).json()).toMatchObject({ status: 'complete' });
  });

  it('refuses with 404.4 where cancel is not supported and with 400.4 where a body is sent', async () => {
    const headers = await session();
    expect((await cancel(addJob({ cancel: 'refused' }), headers)).json()).toMatchObject({
      'http-status': 404,
      reason: 4,
    });
    expect((await cancel(addJob({}), headers, '{}')).json()).toMatchObject({ 'http-status': 400, reason: 4 });
  });

  it('deletes an ended job once, and no other', async () => {
    const headers = await session();
    const id = addJob({});
    const remove = (): Promise<Probed> => probe(at(`/api/jobs/${id}`), { method: 'DELETE', headers });
    expect((await remove()).json()).toMatchObject({ 'http-status': 409, reason: 40 });
    held.clock.pass(1_000);
    expect((await remove()).status).toBe(204);
    expect((await remove()).json()).toMatchObject({ 'http-status': 404, reason: 1 });
  });
});

describe('starting on the HMC', () => {
  const start = async (path: string): Promise<Probed> =>
    probe(at(path), { method: 'POST', headers: await session(), body: '{}' });

  it('answers 202 with the job-uri of a job that runs', async () => {
    const started = await start('/api/cpcs/c1/operations/activate');
    expect(started.status).toBe(202);
    const uri = String(started.json()['job-uri']);
    expect(uri).toMatch(/^\/api\/jobs\//);
    expect((await probe(at(uri), { headers: await session() })).json()).toEqual({ status: 'running' });
    const cancel = await probe(at(`${uri}/operations/cancel`), { method: 'POST', headers: await session() });
    expect(cancel.json()).toMatchObject({ 'http-status': 404, reason: 4 });
  });

  it('names the new resource in Location beside the job', async () => {
    const started = await start('/api/partition-links');
    expect(started.headers.location).toMatch(/^\/api\/partition-links\//);
    expect(started.json()['job-uri']).toMatch(/^\/api\/jobs\//);
  });

  it('answers an empty 202 where there is no job', async () => {
    const started = await start('/api/console/operations/restart');
    expect([started.status, started.text]).toEqual([202, '']);
  });

  it('answers 409 when the object is in the wrong state or busy', async () => {
    hmc().changeSettings({ startRefusal: 2 });
    expect((await start('/api/cpcs/c1/operations/start')).json()).toMatchObject({ 'http-status': 409, reason: 2 });
  });

  it('knows no other operation, and says which methods fail', async () => {
    expect((await start('/api/cpcs/c1/operations/dance')).json()).toMatchObject({ 'http-status': 404, reason: 1 });
    expect((await probe(at('/api/jobs/x'), { method: 'PUT' })).status).toBe(405);
  });
});

it('shows the HTML page of an HMC whose web services are off', async () => {
  hmc().changeSettings({ webServicesEnabled: false });
  const answer = await logOn();
  expect(answer.status).toBe(500);
  expect(answer.headers['content-type']).toMatch('text/html');
  expect(answer.text).toContain('Web Services are not enabled.');
});
