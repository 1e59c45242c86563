import { JOBGATE, LOG_ON_TO_HMC, probe, simulatorForEachTest, until, type Probed } from '../test/probe.js';
import { startSimulator } from './index.js';

const held = simulatorForEachTest();

function control(method: string, path: string, body?: unknown): Promise<Probed> {
  return probe(held.simulator.controlUrl + path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

const HMC = '/upstreams/ibm-hmc';

async function hmcSession(): Promise<Record<string, string>> {
  const answer = await probe(`${held.simulator.urls['ibm-hmc']}/api/sessions`, LOG_ON_TO_HMC);
  return { 'X-API-Session': String(answer.json()['api-session']) };
}

describe('the control API', () => {
  it('names the upstreams, with addresses and counts', async () => {
    await control('POST', `${HMC}/jobs`, { durationMs: 1, outcome: 'succeeded' });
    await probe(`${held.simulator.urls['ibm-hmc']}/api/version`);
    const { upstreams } = (await control('GET', '/')).json<{ upstreams: object[] }>();
    expect(upstreams).toHaveLength(5);
    expect(upstreams[0]).toEqual({ name: 'ibm-hmc', url: held.simulator.urls['ibm-hmc'], jobs: 1, calls: 1 });
  });

  it.each([
    ['ibm-hmc', (id: unknown) => id],
    ['otc-ims', (id: unknown) => id],
    ['datameer', (id: unknown) => String((id as { executionId: number }).executionId)],
    [
      'hitachi-analyzer',
      (id: unknown) => `${(id as { dataset: string }).dataset}.${(id as { requestId: string }).requestId}`,
    ],
    ['oracle-sbc', () => 'last'],
  ])('adds jobs to %s and gives their ids and keys', async (name, keyOf) => {
    const script = { durationMs: 1_000, outcome: 'succeeded' };
    const added = await control('POST', `/upstreams/${name}/jobs`, [script, { ...script, copies: 2 }]);
    expect(added.status).toBe(201);
    const { ids, keys } = added.json<{ ids: unknown[]; keys: string[] }>();
    expect(ids).toHaveLength(3);
    expect(keys).toEqual(ids.map(keyOf));
  });

  it('shows a job by id or key, changes it, and forgets it', async () => {
    const added = await control('POST', '/upstreams/hitachi-analyzer/jobs', { durationMs: 9_000, outcome: 'failed' });
    const key = added.json<{ keys: string[] }>().keys[0] ?? '';
    const path = `/upstreams/hitachi-analyzer/jobs/${key}`;
    held.clock.pass(4_500);
    expect((await control('GET', path)).json()).toMatchObject({
      key,
      state: 'running',
      fraction: 0.5,
      script: { outcome: 'failed' },
    });
    const changed = await control('PATCH', path, { outcome: 'succeeded', endsInMs: 0 });
    expect(changed.json()).toMatchObject({ state: 'succeeded', endedAt: held.clock.now() });
    expect((await control('DELETE', path)).status).toBe(204);
    expect((await control('GET', path)).status).toBe(404);
    expect((await control('DELETE', path)).status).toBe(404);
  });

  it('removes a forced status with null', async () => {
    const [id] = held.simulator.upstreams['ibm-hmc'].add({ durationMs: 1, outcome: 'stuck', rawStatus: 'odd' }).ids;
    const changed = await control('PATCH', `${HMC}/jobs/${id}`, { rawStatus: null });
    expect(changed.json<{ script: object }>().script).not.toHaveProperty('rawStatus');
  });

  it('lists the phases of each job with their times, before and after a cancel request', async () => {
    const script = { queuedMs: 100, durationMs: 1_000, outcome: 'succeeded', cancelMs: 50, retainMs: 500 };
    const { keys } = (await control('POST', '/upstreams/datameer/jobs', { ...script, copies: 2 })).json<{
      keys: string[];
    }>();
    const begin = held.clock.now();
    held.clock.pass(300);
    const kill = `${held.simulator.urls.datameer}/rest/job-execution/job-kill/${keys[1]}`;
    await probe(kill, { method: 'POST', headers: { Authorization: JOBGATE } });
    const { jobs } = (await control('GET', '/upstreams/datameer/timelines')).json<{
      jobs: { key: string; phases: { phase: string; from: number }[] }[];
    }>();
    const told = jobs.map(({ key, phases }) => [key, ...phases.map(({ phase, from }) => `${phase} ${from - begin}`)]);
    expect(told).toEqual([
      [keys[0], 'queued 0', 'running 100', 'succeeded 1100', 'absent 1600'],
      [keys[1], 'queued 0', 'running 100', 'canceling 300', 'canceled 350', 'absent 850'],
    ]);
  });

  it('lists no more jobs than asked for', async () => {
    await control('POST', `${HMC}/jobs`, { durationMs: 1, outcome: 'succeeded', copies: 30 });
    const { total, jobs } = (await control('GET', `${HMC}/jobs?limit=7`)).json<{ total: number; jobs: object[] }>();
    expect([total, jobs.length]).toEqual([30, 7]);
  });

  it.each([
    ['jobs', { outcome: 'succeeded' }, 'durationMs is missing'],
    ['jobs', { durationMs: -1, outcome: 'fine', color: 1 }, 'color is unknown'],
    ['jobs', [{ durationMs: 1, outcome: 'failed', error: 'x' }], 'error must be'],
    ['jobs', { durationMs: 1, outcome: 'failed', children: [{}] }, 'children durationMs is missing'],
    ['trouble', { kind: 'rain' }, 'kind must be one of'],
    ['trouble', { kind: 'slow', probability: 2 }, 'probability must be'],
    ['trouble', 'slow', 'must be an object'],
  ])('refuses POST %s %j', async (part, body, fault) => {
    const refused = await control('POST', `${HMC}/${part}`, body);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain(fault);
  });

  it('changes known settings only', async () => {
    expect((await control('PATCH', `${HMC}/settings`, { sessionLifetimeMs: 5 })).json()).toMatchObject({
      sessionLifetimeMs: 5,
    });
    expect((await control('GET', `${HMC}/settings`)).json()).toMatchObject({ sessionLifetimeMs: 5 });
    expect((await control('PATCH', `${HMC}/settings`, { sessionLifetimeMs: '5' })).status).toBe(400);
    expect((await control('PATCH', `${HMC}/settings`, { color: 1 })).status).toBe(400);
  });

  it('counts calls by route, status and job, and log-ons', async () => {
    const { ids } = held.simulator.upstreams['ibm-hmc'].add({ durationMs: 1, outcome: 'stuck', copies: 2 });
    const headers = await hmcSession();
    for (const id of [ids[0], ids[0], ids[1]])
      await probe(`${held.simulator.urls['ibm-hmc']}/api/jobs/${id}`, { headers });
    await probe(`${held.simulator.urls['ibm-hmc']}/elsewhere`);
    const calls = (await control('GET', `${HMC}/calls?job=${ids[0]}`)).json();
    expect(calls).toEqual({
      total: 5,
      byRoute: { 'POST /api/sessions': 1, 'GET /api/jobs/{id}': 3, 'GET (unknown)': 1 },
      byStatus: { 200: 4, 404: 1 },
      logons: 1,
      concurrent: 0,
      concurrentPeak: 1,
      jobs: 2,
      perJob: { [String(ids[0])]: 2 },
    });
    expect((await control('GET', `${HMC}/calls?perJob=all`)).json()['perJob']).toEqual({
      [String(ids[0])]: 2,
      [String(ids[1])]: 1,
    });
    expect((await control('DELETE', `${HMC}/calls`)).status).toBe(204);
    expect((await control('GET', `${HMC}/calls`)).json()).toMatchObject({ total: 0, logons: 0, jobs: 0 });
  });

  it('ends sessions', async () => {
    await hmcSession();
    expect((await control('POST', `${HMC}/expire-sessions`)).json()).toEqual({ expired: 1 });
  });

  it('takes a hundred thousand jobs at once and still counts for one of them', async () => {
    const script = { durationMs: 60_000, outcome: 'succeeded', copies: 100_000 };
    const { ids } = (await control('POST', `${HMC}/jobs`, script)).json<{ ids: string[] }>();
    expect(new Set(ids).size).toBe(100_000);
    const headers = await hmcSession();
    const last = ids.at(-1) ?? '';
    expect((await probe(`${held.simulator.urls['ibm-hmc']}/api/jobs/${last}`, { headers })).status).toBe(200);
    expect((await control('GET', `${HMC}/calls?job=${last}`)).json()).toMatchObject({ perJob: { [last]: 1 } });
  });

  it('knows no other place', async () => {
    for (const path of ['/nowhere', '/upstreams/nobody/jobs', `${HMC}/nowhere`, `${HMC}/jobs/a/b`]) {
      expect((await control('GET', path)).status).toBe(404);
    }
  });
});

describe('startSimulator', () => {
  it('takes the ports it is given, and leaves no socket open', async () => {
    const port = Number(new URL(held.simulator.urls.datameer).port);
    await held.simulator.close();
    const again = await startSimulator({ ports: { datameer: port } });
    expect(again.urls.datameer).toBe(`http://127.0.0.1:${port}`);
    await again.upstreams.datameer.injectFault({ kind: 'timeout' });
    const waiting = expect(probe(again.urls.datameer)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await until(() => again.upstreams.datameer.calls().concurrent === 1);
    await again.close();
    await waiting;
    await expect(probe(again.urls.datameer)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('fails, and ends what it had begun, when a port is taken', async () => {
    const port = Number(new URL(held.simulator.controlUrl).port);
    await expect(startSimulator({ ports: { control: port } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('makes the same ids from the same seed', async () => {
    const first = held.simulator.upstreams['otc-ims'].add({ durationMs: 1, outcome: 'succeeded' });
    const twin = await startSimulator({ now: held.clock.now });
    expect(twin.upstreams['otc-ims'].add({ durationMs: 1, outcome: 'succeeded' })).toEqual(first);
    await twin.close();
  });
});
