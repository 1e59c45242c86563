import { probe, simulatorForEachTest, type Probed } from '../../test/probe.js';

const PROJECT = 'ac234de25c6741d2b1273da49eea1b9e';
const held = simulatorForEachTest();

const ims = () => held.simulator.upstreams['otc-ims'];
const at = (path: string): string => held.simulator.urls['otc-ims'] + path;

function askForToken(change: { password?: string; domain?: string; project?: object } = {}): Promise<Probed> {
  const user = {
    name: 'jobgate',
    password: change.password ?? 'jobgate-secret',
    domain: { name: change.domain ?? 'OTC-EU-DE-000000' },
  };
  const auth = {
    identity: { methods: ['password'], password: { user } },
    scope: { project: change.project ?? { name: 'eu-de' } },
  };
  return probe(at('/v3/auth/tokens'), { method: 'POST', body: JSON.stringify({ auth }) });
}

async function token(): Promise<Record<string, string>> {
  return { 'X-Auth-Token': String((await askForToken()).headers['x-subject-token']) };
}

async function query(id: string, headers?: Record<string, string>): Promise<Probed> {
  return probe(at(`/v1/${PROJECT}/jobs/${id}`), { headers: headers ?? (await token()) });
}

function addJob(script: object): string {
  return ims().add({ durationMs: 10_000, outcome: 'succeeded', ...script }).ids[0] as string;
}

describe('a token of the identity service', () => {
  it('comes in a header, long, with times in microseconds and the catalog in the body', async () => {
    const answer = await askForToken();
    expect(answer.status).toBe(201);
    expect(answer.headers['x-subject-token']).toMatch(/^MII.{2000,}$/);
    expect(answer.json()['token']).toMatchObject({
      issued_at: '2026-11-21T08:00:00.000000Z',
      expires_at: '2026-11-22T08:00:00.000000Z',
      project: { id: PROJECT, name: 'eu-de' },
      catalog: [{ type: 'image', name: 'glance', endpoints: [{ url: held.simulator.urls['otc-ims'] }] }],
    });
    expect((await askForToken({ project: { id: PROJECT } })).status).toBe(201);
  });

  it.each([{ password: 'wrong' }, { domain: 'OTC-OTHER' }, { project: { name: 'eu-nl' } }])(
    'is refused to %j as Keystone refuses',
    async (change) => {
      const answer = await askForToken(change);
      expect(answer.status).toBe(401);
      expect(answer.json()).toMatchObject({ error: { code: 401, title: 'Unauthorized' } });
    },
  );

  it('is refused with 400 when the request makes no sense', async () => {
    expect((await probe(at('/v3/auth/tokens'), { method: 'POST', body: '{"auth":{}}' })).status).toBe(400);
  });

  it('outlives the next one, and ends after its lifetime', async () => {
    const id = addJob({});
    const first = await token();
    await token();
    expect((await query(id, first)).status).toBe(200);
    held.clock.pass(24 * 3_600_000);
    const late = await query(id, first);
    expect(late.status).toBe(401);
    expect(late.json()).toMatchObject({ error_code: 'APIG.0301', request_id: expect.any(String) });
  });

  it.each([
    ['keystone', 401, { error: { code: 401 } }],
    ['must-be-updated', 401, { error: { message: 'The token must be updated' } }],
    ['img-0087', 400, { error: { code: 'IMG.0087' } }],
    ['img-0030', 400, { error: { code: 'IMG.0030' } }],
  ] as const)('is found dead in the form %s', async (expiredForm, status, body) => {
    ims().changeSettings({ expiredForm });
    const headers = await token();
    ims().expireSessions();
    const answer = await query('any', headers);
    expect(answer.status).toBe(status);
    expect(answer.json()).toMatchObject(body);
  });
});

describe('Asynchronous Job Query', () => {
  it('goes from INIT over RUNNING, with a fraction, to SUCCESS', async () => {
    const id = addJob({ queuedMs: 1_000, operation: 'imsImportImageJob', name: 'img' });
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect((await query(id)).json()).toEqual({
      job_id: id,
      job_type: 'imsImportImageJob',
      begin_time: '2026-11-21T08:00:00.000Z',
      end_time: '',
      status: 'INIT',
      error_code: null,
      fail_reason: null,
      entities: { image_name: 'img' },
    });
    held.clock.pass(4_500);
    expect((await query(id)).json()).toMatchObject({
      status: 'RUNNING',
      end_time: '',
      entities: { process_percent: 0.35, current_task: 'ImportImageTask' },
    });
    held.clock.pass(6_500);
    expect((await query(id)).json()).toMatchObject({
      status: 'SUCCESS',
      begin_time: '2026-11-21T08:00:01.000Z',
      end_time: '2026-11-21T08:00:11.000Z',
      entities: { image_name: 'img', image_id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it('says FAIL with code and reason, in a 200', async () => {
    const id = addJob({ outcome: 'failed', durationMs: 0, error: { code: 'IMG.0057', message: 'empty file' } });
    const answer = await query(id);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      status: 'FAIL',
      error_code: 'IMG.0057',
      fail_reason: 'empty file',
      entities: { image_id: '' },
    });
  });

  it('prints the older dates and field order, with an empty end next to SUCCESS', async () => {
    const id = addJob({
      dates: 'legacy',
      operation: 'createImageByInstance',
      durationMs: 0,
      result: { image_id: 'e9' },
    });
    expect((await query(id)).text).toBe(
      `{"status":"SUCCESS","entities":{"image_id":"e9"},"job_id":"${id}","job_type":"createImageByInstance",` +
        '"begin_time":"21-Nov-2026 08:00:00:000","end_time":"","error_code":null,"fail_reason":null}',
    );
  });

  it('shows sub-jobs with states of their own, and no image of the parent', async () => {
    const id = addJob({
      operation: 'imsImportOvaImageJob',
      durationMs: 100,
      children: [
        { durationMs: 50, outcome: 'succeeded' },
        { durationMs: 60, outcome: 'failed', error: { code: 'IMG.0057', message: 'bad disk' } },
      ],
    });
    held.clock.pass(100);
    const { entities } = (await query(id)).json<{ entities: Record<string, unknown[]> }>();
    expect(entities).not.toHaveProperty('image_id');
    expect(entities['sub_jobs_result']).toMatchObject([
      { status: 'SUCCESS', entities: { image_id: expect.any(String) } },
      { status: 'FAIL', error_code: 'IMG.0057' },
    ]);
    expect(entities['sub_jobs_list']).toHaveLength(2);
  });

  it('shows a forced status, and an unreadable date', async () => {
    const body = (await query(addJob({ rawStatus: 'PENDING_PAYMENT', dates: 'broken' }))).json();
    expect(body).toMatchObject({ status: 'PENDING_PAYMENT', begin_time: '2026/11 afternoon' });
  });

  it('refuses unknown jobs, foreign projects and callers without the role', async () => {
    const unknown = await query('ff8080814dbd65d7014dbe0d84db0013');
    expect([unknown.status, unknown.json()]).toMatchObject([400, { error: { code: 'IMG.0023' } }]);
    ims().changeSettings({ unknownJob: 'not-found' });
    expect((await query('ff8080814dbd65d7014dbe0d84db0013')).status).toBe(404);
    const foreign = await probe(at(`/v1/other/jobs/${addJob({})}`), { headers: await token() });
    expect(foreign.json()).toMatchObject({ error: { code: 'IMG.0067' } });
    const forbidden = await query(addJob({ forbidden: true }));
    expect([forbidden.status, forbidden.json()]).toMatchObject([403, { error: { code: 'IMG.0026' } }]);
    expect((await query('x', {})).status).toBe(401);
  });

  it('answers the progress query without a project', async () => {
    const id = addJob({ durationMs: 0 });
    const answer = await probe(at(`/v1/cloudimages/job/${id}`), { headers: await token() });
    expect(answer.json()).toMatchObject({ status: 'SUCCESS', entities: { process_percent: 1, current_task: '' } });
  });
});

describe('starting an image job', () => {
  it.each([
    ['POST', '/v2/cloudimages/action'],
    ['PUT', '/v1/cloudimages/4ca46bf1/upload'],
    ['DELETE', '/v1/cloudimages/members'],
  ])('answers %s %s with 200 and nothing but the job_id', async (method, path) => {
    const started = await probe(at(path), { method, headers: await token(), body: '{"name":"a"}' });
    expect(started.status).toBe(200);
    const { job_id: id } = started.json();
    expect(started.text).toBe(`{"job_id":"${String(id)}"}`);
    expect((await query(String(id))).json()).toMatchObject({ status: 'INIT' });
  });

  it('refuses with IMG.0060 when there are too many tasks', async () => {
    ims().changeSettings({ tooManyTasks: true });
    const refused = await probe(at('/v2/cloudimages/action'), { method: 'POST', headers: await token(), body: '{}' });
    expect([refused.status, refused.json()]).toMatchObject([400, { error: { code: 'IMG.0060' } }]);
  });

  it('knows nothing but its own paths and methods', async () => {
    expect((await probe(at('/v1/other'))).status).toBe(404);
    expect((await probe(at('/v3/auth/tokens'))).status).toBe(405);
  });
});
