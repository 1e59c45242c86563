import { JOBGATE, LOG_ON_TO_HMC, probe, simulatorForEachTest, until, type Probed } from '../test/probe.js';
import type { FaultScript } from './index.js';
import { UPSTREAM_NAMES, type UpstreamName } from './upstream.name.js';

const held = simulatorForEachTest();

/** A status call of each upstream that needs no log-on of its own kind. */
const PATHS: Record<UpstreamName, string> = {
  'ibm-hmc': '/api/version',
  'otc-ims': '/v1/p/jobs/j',
  datameer: '/rest/jobs/list-running',
  'hitachi-analyzer': '/dbapi.do?action=getServerInfo&dataset=defaultDs',
  'oracle-sbc': '/rest/v1.2/admin/asyncstatus',
};

const ask = (name: UpstreamName): Promise<Probed> =>
  probe(held.simulator.urls[name] + PATHS[name], { headers: { Authorization: JOBGATE } });
const injectFault = (script: FaultScript, name: UpstreamName = 'datameer'): Promise<void> =>
  held.simulator.upstreams[name].injectFault(script);

describe.each(UPSTREAM_NAMES)('a fault at %s', (name) => {
  const isXml = name === 'oracle-sbc';

  it('answers 500 in its own words', async () => {
    await injectFault({ kind: 'http-500' }, name);
    const answer = await ask(name);
    expect(answer.status).toBe(500);
    expect(answer.headers['content-type']).toMatch(isXml ? 'application/xml' : 'application/json');
  });

  it.each([
    ['html-500', 500],
    ['html-200', 200],
  ] as const)('answers a page for %s', async (kind, status) => {
    await injectFault({ kind }, name);
    const answer = await ask(name);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch('text/html');
    expect(answer.text).toMatch(/^<!DOCTYPE html>/);
  });

  it('throttles with and without Retry-After', async () => {
    await injectFault({ kind: 'throttle', count: 1 }, name);
    await injectFault({ kind: 'throttle-retry-after', retryAfter: 7 }, name);
    const first = await ask(name);
    expect([first.status, first.headers['retry-after']]).toEqual([429, undefined]);
    const second = await ask(name);
    expect([second.status, second.headers['retry-after']]).toEqual([429, '7']);
  });

  it('answers something well-formed that was not asked for', async () => {
    await injectFault({ kind: 'wrong-shape' }, name);
    const answer = await ask(name);
    expect(answer.status).toBe(200);
    if (isXml) expect(answer.text).toContain('<portal>');
    else expect(() => answer.json()).not.toThrow();
  });

  it('cuts a body in half', async () => {
    const whole = await ask(name);
    await injectFault({ kind: 'half-json', count: 1 }, name);
    const half = await ask(name);
    expect(half.status).toBe(whole.status);
    expect(half.text.length).toBe(Math.ceil(whole.text.length / 2));
    expect(isXml ? half.text : () => half.json()).not.toBe(whole.text);
  });

  it('sends as many bytes as configured', async () => {
    await injectFault({ kind: 'huge-body', bytes: 300_000 }, name);
    const answer = await ask(name);
    expect(answer.text.length).toBeGreaterThan(300_000);
    if (!isXml) expect(() => answer.json()).not.toThrow();
  });

  it('refuses good credentials', async () => {
    await injectFault({ kind: 'refuse-credentials' }, name);
    if (name === 'ibm-hmc') {
      expect((await probe(`${held.simulator.urls[name]}/api/sessions`, LOG_ON_TO_HMC)).status).toBe(403);
    } else expect((await ask(name)).status).toBe(401);
  });

  it('resets connections, refuses new ones, and comes back', async () => {
    await injectFault({ kind: 'reset', count: 1 }, name);
    await expect(ask(name)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await injectFault({ kind: 'refuse-connections', count: 1 }, name);
    await expect(ask(name)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await injectFault({ kind: 'refuse-connections' }, name);
    await expect(ask(name)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(held.simulator.upstreams[name].activeFaults()).toContainEqual({ kind: 'refuse-connections' });
    await held.simulator.upstreams[name].clearFaults();
    expect(held.simulator.upstreams[name].activeFaults()).toEqual([]);
    expect((await ask(name)).status).toBeLessThan(500);
  });
});

describe('an undocumented status', () => {
  beforeEach(async () => {
    for (const name of UPSTREAM_NAMES) {
      held.simulator.upstreams[name].add({ durationMs: 1_000, outcome: 'succeeded' });
      await injectFault({ kind: 'unknown-status' }, name);
    }
  });
  const jobId = (name: UpstreamName): string => held.simulator.upstreams[name].jobs()[0]?.id ?? '';

  it('shows at the HMC', async () => {
    const base = held.simulator.urls['ibm-hmc'];
    const session = String((await probe(`${base}/api/sessions`, LOG_ON_TO_HMC)).json()['api-session']);
    const answer = await probe(`${base}/api/jobs/${jobId('ibm-hmc')}`, { headers: { 'X-API-Session': session } });
    expect(answer.json()).toEqual({ status: 'suspended-by-console' });
  });

  it('shows at the cloud', async () => {
    const base = held.simulator.urls['otc-ims'];
    const user = { name: 'jobgate', password: 'jobgate-secret', domain: { name: 'OTC-EU-DE-000000' } };
    const identity = { methods: ['password'], password: { user } };
    const granted = await probe(`${base}/v3/auth/tokens`, {
      method: 'POST',
      body: JSON.stringify({ auth: { identity, scope: { project: { name: 'eu-de' } } } }),
    });
    const projectId = granted.json<{ token: { project: { id: string } } }>().token.project.id;
    const answer = await probe(`${base}/v1/${projectId}/jobs/${jobId('otc-ims')}`, {
      headers: { 'X-Auth-Token': String(granted.headers['x-subject-token']) },
    });
    expect(answer.json()).toMatchObject({ status: 'PENDING_REVIEW' });
  });

  it('shows at Datameer', async () => {
    expect((await ask('datameer')).json()).toMatchObject([{ jobStatus: 'REINDEXING' }]);
  });

  it('shows at the analyzer, which has no words, as a boolean that is none', async () => {
    const path = `/dbapi.do?action=getStatus&dataset=defaultDs&requestId=${jobId('hitachi-analyzer')}`;
    const answer = await probe(held.simulator.urls['hitachi-analyzer'] + path, { headers: { Authorization: JOBGATE } });
    expect(answer.json()).toMatchObject({ status: { completed: 'partially' } });
  });

  it('shows at the SBC', async () => {
    const base = `${held.simulator.urls['oracle-sbc']}/rest/v1.2`;
    const granted = await probe(`${base}/auth/token`, { method: 'POST', headers: { Authorization: JOBGATE } });
    const token = /<accessToken>(.+)<\/accessToken>/.exec(granted.text)?.[1] ?? '';
    const answer = await probe(`${base}/admin/asyncstatus`, { headers: { Authorization: `Bearer ${token}` } });
    expect(answer.text).toContain('<status>deferred</status>');
  });
});

describe('the duration of a fault', () => {
  it('ends with its time', async () => {
    await injectFault({ kind: 'http-500', durationMs: 1_000 });
    expect((await ask('datameer')).status).toBe(500);
    held.clock.pass(1_000);
    expect((await ask('datameer')).status).toBe(200);
    expect(held.simulator.upstreams.datameer.activeFaults()).toEqual([]);
  });

  it('ends with its count', async () => {
    await injectFault({ kind: 'http-500', count: 2 });
    const statuses = [await ask('datameer'), await ask('datameer'), await ask('datameer')].map(({ status }) => status);
    expect(statuses).toEqual([500, 500, 200]);
  });

  it('hits about the share of calls that it should', async () => {
    await injectFault({ kind: 'http-500', probability: 0.5 });
    let hits = 0;
    for (let call = 0; call < 100; call += 1) if ((await ask('datameer')).status === 500) hits += 1;
    expect(hits).toBeGreaterThan(30);
    expect(hits).toBeLessThan(70);
  });

  it('hits only the routes it names', async () => {
    await injectFault({ kind: 'http-500', route: 'job-history' });
    expect((await ask('datameer')).status).toBe(200);
  });

  it('gives the port back by itself after an outage', async () => {
    await injectFault({ kind: 'refuse-connections', durationMs: 40 });
    await expect(ask('datameer')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    let back: Probed | undefined;
    while (!back) back = await ask('datameer').catch(() => undefined);
    expect(back.status).toBe(200);
  });

  it('spares the log-on when it corrupts bodies, unless its route is named', async () => {
    const logOn = (): Promise<Probed> => probe(`${held.simulator.urls['ibm-hmc']}/api/sessions`, LOG_ON_TO_HMC);
    await injectFault({ kind: 'half-json' }, 'ibm-hmc');
    expect((await logOn()).json()).toHaveProperty('api-session');
    await injectFault({ kind: 'html-200', route: 'POST /api/sessions' }, 'ibm-hmc');
    expect((await logOn()).text).toContain('Sign in');
  });
});

describe('fault with time', () => {
  it('delays an answer, and counts the calls that wait', async () => {
    await injectFault({ kind: 'slow', delayMs: 60 });
    const before = performance.now();
    await Promise.all([ask('datameer'), ask('datameer'), ask('datameer')]);
    expect(performance.now() - before).toBeGreaterThanOrEqual(55);
    expect(held.simulator.upstreams.datameer.calls().concurrentPeak).toBe(3);
  });

  it('never answers, until the socket is closed', async () => {
    await injectFault({ kind: 'timeout', delayMs: 20 });
    await expect(ask('datameer')).rejects.toMatchObject({ code: 'ECONNRESET' });
    const { datameer } = held.simulator.upstreams;
    await until(() => datameer.calls().concurrent === 0);
    expect(datameer.calls().byStatus).toEqual({ none: 1 });
  });

  it('loses the answer to a start that took effect', async () => {
    const { datameer } = held.simulator.upstreams;
    const [id] = datameer.add({ durationMs: 1, outcome: 'succeeded', neverRun: true }).ids;
    await injectFault({ kind: 'reset', afterEffect: true, count: 1 });
    const start = probe(`${held.simulator.urls.datameer}/rest/job-execution?configuration=${id?.configurationId}`, {
      method: 'POST',
      headers: { Authorization: JOBGATE },
    });
    await expect(start).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(datameer.jobCount()).toBe(1);
  });
});

describe('deny-jobs', () => {
  it('denies every job for its duration, and has forgotten none', async () => {
    const { keys } = held.simulator.upstreams.datameer.add({ durationMs: 60_000, outcome: 'succeeded' });
    const url = `${held.simulator.urls.datameer}/rest/job-execution/job-details/${keys[0]}`;
    const status = async () => (await probe(url, { headers: { Authorization: JOBGATE } })).status;
    await injectFault({ kind: 'deny-jobs', durationMs: 1_000 });
    expect([await status(), held.simulator.upstreams.datameer.activeFaults()]).toEqual([404, [{ kind: 'deny-jobs' }]]);
    held.clock.pass(1_001);
    expect(await status()).toBe(200);
    await injectFault({ kind: 'deny-jobs' });
    expect(await status()).toBe(404);
    await held.simulator.upstreams.datameer.clearFaults();
    expect(await status()).toBe(200);
  });
});
