import { jest } from '@jest/globals';
import { eventually } from '../../../../test/stage/eventually.js';
import { callHttp } from '../../../../test/stage/http-call.js';
import { GatewayScene, KEYS, type RunningGateway } from '../../test/gateway.scene.js';
import { runningRecord } from '../../test/records.js';

jest.setTimeout(60_000);

const job = (key: string, connection = 'dm-prod') =>
  runningRecord({ key, connection, observation: { observedAt: Date.now(), nextCheckAt: Date.now() + 3_600_000 } });

describe('the metrics of a gateway', () => {
  let scene: GatewayScene;
  let gateway: RunningGateway;

  beforeEach(async () => {
    scene = await GatewayScene.open();
    gateway = await scene.start();
  });
  afterEach(() => scene.close());

  const get = (path: string, key: string | null = KEYS.reader, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}${path}`, { headers: { ...(key && { authorization: `Bearer ${key}` }), ...headers } });

  async function metrics(key: string = KEYS.reader): Promise<Map<string, number>> {
    const answer = await get('/metrics', key);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.replace(/^.* /, ''))]));
  }
  const requests = (route: string, status: string, cache: string) =>
    `jobgate_http_requests_total{route="${route}",status="${status}",cache="${cache}"}`;

  it('count requests by route, status and where the answer came from', async () => {
    await scene.put(job('1'));
    await get('/jobs/dm-prod~1');
    await eventually(async () => {
      await get('/jobs/dm-prod~1');
      expect((await metrics()).get(requests('/jobs/{id}', '2xx', 'hot'))).toBeGreaterThan(0);
    });
    const before = await metrics();
    const etag = (await get('/jobs/dm-prod~1')).headers.get('etag')!;
    // `fetch` would add wishes of its own.
    const authorization = `Bearer ${KEYS.reader}`;
    await callHttp(`${gateway.url}/jobs/dm-prod~1`, { headers: { authorization, 'if-none-match': etag } });
    await get('/jobs/dm-prod~1', KEYS.reader, { 'cache-control': 'max-age=3600' });
    await get('/jobs/dm-prod~1/history');
    await get('/jobs/dm-prod~2');
    await get('/jobs?limit=1');
    await get('/jobs/summary', null);
    await get('/a/path/that/somebody/made/up');
    await get('/docs');
    const after = await metrics();
    const grown = [...after].flatMap(([name, value]) =>
      name.startsWith('jobgate_http_requests_total') && value !== (before.get(name) ?? 0)
        ? [[name, value - (before.get(name) ?? 0)]]
        : [],
    );
    expect(Object.fromEntries(grown)).toEqual({
      [requests('/jobs/{id}', '2xx', 'hot')]: 1,
      [requests('/jobs/{id}', '3xx', 'hot')]: 1,
      [requests('/jobs/{id}', '2xx', 'redis')]: 1,
      [requests('/jobs/{id}', '2xx', 'miss')]: 1,
      [requests('/jobs/{id}/history', '2xx', 'none')]: 1,
      [requests('/jobs', '2xx', 'redis')]: 1,
      // Refused in front of the routes.
      [requests('/jobs', '4xx', 'none')]: 1,
      [requests('other', '4xx', 'none')]: 1,
      [requests('/docs', '2xx', 'none')]: 1,
      [requests('/metrics', '2xx', 'none')]: 1,
    });
    expect(after.get('jobgate_http_request_duration_seconds_count{route="/jobs/{id}/history"}')).toBe(1);
  });

  it('[gateway.metrics] report the connections by what workers leave in Redis', async () => {
    await scene.put(job('1'));
    await scene.put({ ...job('2', 'hmc-lab'), state: 'queued' });
    await scene.store.leases.hold(['dm-prod', 'hmc-lab'], 'a-worker', 60_000);
    await scene.store.heartbeats.report('a-worker', 60_000);
    await scene.store.connectionStatus.write('dm-prod', {
      circuit: { status: 'open', failures: 5, probeAt: null, pauseMs: 0, cause: 'connect-failed' },
      inFlight: 3,
      latencyMs: 250,
    });
    await scene.store.redis.zadd(scene.store.keys.schedule('hmc-lab'), Date.now() - 90_000, '2');
    expect((await get('/jobs/hmc-lab~86e44546-107f-11e1-bde0-0010184c8334')).status).toBe(202);
    const values = await metrics();
    expect(Object.fromEntries(values)).toMatchObject({
      jobgate_store_up: 1,
      jobgate_workers: 1,
      'jobgate_connection_info{connection="hmc-lab",provider="ibm-hmc"}': 1,
      'jobgate_connection_attended{connection="dm-prod"}': 1,
      'jobgate_connection_attended{connection="hmc-lab"}': 1,
      'jobgate_circuit_open{connection="dm-prod"}': 1,
      'jobgate_circuit_open{connection="hmc-lab"}': 0,
      'jobgate_upstream_in_flight{connection="dm-prod"}': 3,
      'jobgate_upstream_latency_seconds{connection="dm-prod"}': 0.25,
      'jobgate_upstream_throttled{connection="dm-prod"}': 0,
      'jobgate_jobs{connection="dm-prod",state="running"}': 1,
      'jobgate_jobs{connection="hmc-lab",state="queued"}': 1,
      'jobgate_jobs{connection="hmc-lab",state="running"}': 0,
      'jobgate_schedule_due_jobs{connection="hmc-lab"}': 1,
      'jobgate_schedule_due_jobs{connection="dm-prod"}': 0,
      'jobgate_queue_jobs{connection="hmc-lab",state="waiting"}': 1,
      'jobgate_queue_jobs{connection="dm-prod",state="waiting"}': 0,
    });
    expect(values.get('jobgate_schedule_overdue_seconds{connection="hmc-lab"}')).toBeCloseTo(90, -1);
    expect(values.has('jobgate_upstream_latency_seconds{connection="hmc-lab"}')).toBe(false);
  });

  it('[gateway.metrics-of-tenants] are limited to the connections of the caller', async () => {
    let revision = 2;
    await eventually(async () => {
      await scene.put({ ...job('1', 'hmc-lab'), revision: (revision += 1) });
      const seen = [...(await metrics()).keys()];
      expect(seen.filter((name) => /^jobgate_event_delivery.*"hmc-lab"/.test(name)).length).toBeGreaterThan(0);
    });
    const own = [...(await metrics(KEYS.narrow)).keys()];
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((name) => !name.includes('connection="dm-prod"'))).toEqual([]);
  });

  it('are for callers who may read jobs', async () => {
    expect((await get('/metrics', null)).status).toBe(401);
    expect((await get('/metrics', KEYS.tracker)).status).toBe(403);
  });

  it('report the process when Redis is unreachable, and that it is', async () => {
    await eventually(async () => expect((await metrics()).get('jobgate_event_tail_up')).toBe(1));
    await scene.server.redis.kill('SIGKILL');
    await eventually(async () => {
      const values = await metrics();
      expect([values.get('jobgate_store_up'), values.get('jobgate_event_tail_up')]).toEqual([0, 0]);
      expect(values.get('process_start_time_seconds')).toBeGreaterThan(0);
      expect(values.has('jobgate_circuit_open{connection="dm-prod"}')).toBe(false);
    });
    await scene.server.redis.restart();
    await eventually(async () => expect((await metrics()).get('jobgate_store_up')).toBe(1));
  });
});
