import { JOBGATE, probe, simulatorForEachTest, type Probed } from '../../test/probe.js';
import type { HitachiJobId } from './hitachi-analyzer.upstream.js';

const held = simulatorForEachTest();

const analyzer = () => held.simulator.upstreams['hitachi-analyzer'];
const url = (path: string): string => held.simulator.urls['hitachi-analyzer'] + path;
const get = (query: string, headers: Record<string, string> = { Authorization: JOBGATE }): Promise<Probed> =>
  probe(url(`/dbapi.do?${query}`), { headers });
const status = ({ dataset, requestId }: HitachiJobId): Promise<Probed> =>
  get(`action=getStatus&dataset=${dataset}&requestId=${requestId}`);
const abort = ({ dataset, requestId }: HitachiJobId): Promise<Probed> =>
  get(`action=abortRequest&dataset=${dataset}&requestId=${requestId}`);

function addJob(script: object): HitachiJobId {
  return analyzer().add({ durationMs: 10_000, outcome: 'succeeded', ...script }).ids[0] as HitachiJobId;
}

const QUERY = { query: 'raidLdev[@totalIOPS rx b .*]', startTime: '20261121_070000', endTime: '20261121_080000' };
const query = (headers: Record<string, string>, body: object = QUERY, more = ''): Promise<Probed> =>
  probe(url(`/dbapi.do?action=query&dataset=defaultDs${more}`), {
    method: 'POST',
    headers: { Authorization: JOBGATE, ...headers },
    body: JSON.stringify(body),
  });

describe('access to the analyzer', () => {
  it('requires valid credentials, and rejects a bad license with the same code', async () => {
    for (const headers of [{}, { Authorization: 'Basic eDp5' }, { Authorization: 'Bearer eyJx' }]) {
      const answer = await get('action=getServerInfo&dataset=defaultDs', headers as Record<string, string>);
      expect([answer.status, answer.json()]).toEqual([401, { code: '720000E9', error: 'Authorization needed.' }]);
    }
    analyzer().changeSettings({ licensed: false });
    expect((await get('action=getServerInfo&dataset=defaultDs')).json()).toEqual({
      code: '720000E9',
      error: 'License is not valid.',
    });
  });

  it('gives clients a bearer token that lives five minutes', async () => {
    const token = (secret: string): Promise<Probed> =>
      probe(url('/auth/realms/vsp360/protocol/openid-connect/token'), {
        method: 'POST',
        body: `grant_type=client_credentials&client_id=jobgate&client_secret=${secret}`,
      });
    expect((await token('wrong')).status).toBe(401);
    const granted = await token('jobgate-secret');
    expect(granted.json()).toMatchObject({ access_token: expect.any(String), expires_in: 300 });
    const headers = { Authorization: `Bearer ${String(granted.json()['access_token'])}` };
    expect((await get('action=getServerInfo&dataset=defaultDs', headers)).status).toBe(200);
    held.clock.pass(300_000);
    expect((await get('action=getServerInfo&dataset=defaultDs', headers)).status).toBe(401);
    analyzer().changeSettings({ includesExpiry: false });
    expect((await token('jobgate-secret')).json()).not.toHaveProperty('expires_in');
  });
});

describe('getStatus', () => {
  it('goes from an empty 206 over parts to a 200, with hasErrors as a string', async () => {
    const id = addJob({ queuedMs: 1_000, resources: 10, samples: 5 });
    expect(id).toEqual({ dataset: 'defaultDs', requestId: expect.stringMatching(/^\d{9}_\d+$/) });
    const queued = await status(id);
    expect([queued.status, queued.json()]).toEqual([
      206,
      {
        status: { total: 0, matched: 0, processed: 0, completed: false, aborted: false, hasErrors: 'false' },
        result: [],
      },
    ]);
    held.clock.pass(5_000);
    const running = await status(id);
    expect(running.status).toBe(206);
    expect(running.json()['status']).toMatchObject({ total: 40, matched: 4, processed: 16, completed: false });
    const parts = running.json<{ result: unknown[] }>().result;
    expect(parts).toHaveLength(4);
    held.clock.pass(6_000);
    const ended = await status(id);
    expect(ended.status).toBe(200);
    expect(ended.json()['status']).toEqual({
      total: 40,
      matched: 10,
      processed: 40,
      completed: true,
      aborted: false,
      hasErrors: 'false',
    });
    const whole = ended.json<{ result: unknown[] }>().result;
    expect(whole.slice(0, 4)).toEqual(parts);
    expect(whole[0]).toMatchObject({
      signature: 'vm#lab-vm1',
      memory: { type: 'scalar', data: expect.stringMatching(/^\d+$/) },
      'cpu Usage': [{ type: 'timeseries', interval: 60, start: '20261121_075500', data: expect.any(Array) }],
    });
  });

  it('leaves gaps in long series as null', async () => {
    const ended = await status(addJob({ durationMs: 0, resources: 1, samples: 200 }));
    const [first] = ended.json<{ result: { 'cpu Usage': { data: (number | null)[] }[] }[] }>().result;
    expect(first?.['cpu Usage'][0]?.data).toContain(null);
  });

  it.each([
    [{ outcome: 'failed' }, { completed: true, aborted: false, hasErrors: 'true' }],
    [{ outcome: 'canceled' }, { completed: false, aborted: true, hasErrors: 'false' }],
    [{ outcome: 'warning' }, { completed: true, aborted: false, hasErrors: 'false' }],
    [{ rawStatus: 'partially' }, { completed: 'partially' }],
  ])('shows %j as %j', async (script, shown) => {
    expect((await status(addJob({ durationMs: 0, ...script }))).json()['status']).toMatchObject(shown);
  });

  it("may return the original request's error instead of a status", async () => {
    const error = { code: '720600E2', message: 'Query took too long.' };
    const answer = await status(addJob({ durationMs: 0, outcome: 'failed', errorForm: 'envelope', error }));
    expect([answer.status, answer.json()]).toEqual([500, { code: '720600E2', error: 'Query took too long.' }]);
  });

  it('does not distinguish unknown, expired and another data set', async () => {
    const code = { code: '720600E6', error: 'Response is not present in the cache for the given requestId.' };
    const id = addJob({ durationMs: 0, retainMs: 1_000 });
    expect((await status({ ...id, dataset: 'otherDs' })).json()).toEqual(code);
    held.clock.pass(1_000);
    const expired = await status(id);
    expect([expired.status, expired.json()]).toEqual([404, code]);
    analyzer().changeSettings({ notCachedStatus: 500 });
    expect((await status(id)).status).toBe(500);
  });

  it('names the parameter that is missing, and refuses other methods', async () => {
    const missing = await get('action=getStatus&dataset=defaultDs');
    expect([missing.status, missing.json()]).toEqual([
      400,
      { code: '72020008', error: 'Mandatory parameter {requestId} not specified.' },
    ]);
    const posted = await probe(url('/dbapi.do?action=getStatus'), { method: 'POST' });
    expect([posted.status, posted.json()]).toMatchObject([405, { code: 'C60100E0' }]);
    expect((await probe(url('/other'))).headers['content-type']).toMatch('text/html');
  });
});

describe('abortRequest', () => {
  it('stops a request, once', async () => {
    const id = addJob({ cancelMs: 0 });
    expect((await abort(id)).json()).toEqual({ aborted: true, id: id.requestId });
    expect((await status(id)).json()['status']).toMatchObject({ completed: false, aborted: true });
    const again = await abort(id);
    expect(again.json()).toEqual({
      code: 'B5040018',
      error: `Request for given requestId '${id.requestId}' is already aborted`,
    });
    analyzer().changeSettings({ abortedIsCompleted: true });
    expect((await status(id)).json()['status']).toMatchObject({ completed: true, aborted: true });
  });

  it('says so when it comes too late or does not work, and when there is nothing to stop', async () => {
    const late = addJob({ durationMs: 0 });
    expect((await abort(late)).json()).toEqual({ aborted: false, id: late.requestId });
    const deaf = addJob({ cancel: 'ignored' });
    expect((await abort(deaf)).json()).toEqual({ aborted: false, id: deaf.requestId });
    expect((await abort({ dataset: 'defaultDs', requestId: '1_1' })).json()).toMatchObject({ code: 'B5040016' });
    expect((await get('action=abortRequest&dataset=defaultDs')).json()).toMatchObject({ code: 'B5020008' });
  });
});

describe('starting a request', () => {
  it('returns an id at once if the client does not wait', async () => {
    const accepted = await query({ 'x-waitTime': '0' });
    expect(accepted.status).toBe(202);
    const requestId = String(accepted.json()['requestId']);
    expect((await status({ dataset: 'defaultDs', requestId })).status).toBe(206);
  });

  it('gives the id inside the status of a 206 when set so', async () => {
    analyzer().changeSettings({ acceptedStatus: 206 });
    const accepted = await query({ 'x-waitTime': '0' });
    expect(accepted.status).toBe(206);
    expect(accepted.json()['status']).toMatchObject({ requestId: expect.any(String), completed: false });
  });

  it('gives the result, and no id, when that is there in time', async () => {
    analyzer().changeSettings({ startedJob: { durationMs: 0, outcome: 'succeeded', resources: 2 } });
    const inline = await query({});
    expect(inline.status).toBe(200);
    expect(inline.json()).toMatchObject({ status: { completed: true }, result: [{}, {}] });
    expect(inline.text).not.toContain('requestId');
  });

  it('shows no parts of a result that was asked for whole', async () => {
    const accepted = await query({ 'x-waitTime': '0' }, QUERY, '&processSync=true');
    held.clock.pass(2_000);
    const running = await status({ dataset: 'defaultDs', requestId: String(accepted.json()['requestId']) });
    expect(running.json()).toMatchObject({ status: { matched: 6 }, result: [] });
  });

  it('refuses a query without a time window', async () => {
    const refused = await query({}, { query: 'x', startTime: '20261121_070000' });
    expect([refused.status, refused.json()]).toEqual([
      400,
      { code: '72020008', error: 'Mandatory parameter {endTime} not specified.' },
    ]);
  });

  it('is served behind the portal too', async () => {
    const info = await probe(url('/clearsightadvanced/dbapi.do?action=getServerInfo&dataset=defaultDs'), {
      headers: { Authorization: JOBGATE },
    });
    expect(info.json()).toMatchObject({ timeZone: 'UTC', globalDataTimeWindow: null });
  });
});
