import { jest } from '@jest/globals';
import { openCluster } from '../../../test/stage/cluster.js';
import { eventually } from '../../../test/stage/eventually.js';
import { GatewayScene, KEYS, type RunningGateway } from '../test/gateway.scene.js';
import { recordOf, runningRecord, seenNow } from '../test/records.js';

jest.setTimeout(90_000);

/** By the node on which they lie. */
const NODES = [['dm-prod', 'hmc-lab'], ['sbc-edge']] as const;
const ALL = ['dm-prod', 'hmc-lab', 'sbc-edge'];

describe.each([0, 1])('a Redis Cluster of three without replicas, of which node %s is killed', (killed) => {
  let scene: GatewayScene;
  let gateway: RunningGateway;
  const away: readonly string[] = NODES[killed]!;
  const left = ALL.filter((name) => !away.includes(name));

  beforeAll(async () => {
    const cluster = await openCluster();
    scene = GatewayScene.overCluster(cluster);
    gateway = await scene.start();
    for (const connection of ALL) {
      const record = recordOf({ ...seenNow(runningRecord), id: `${connection}~1`, connection, key: '1' });
      // A node that answers late, on a busy machine, counts as away at first.
      await eventually(() => scene.put(record));
      await scene.store.leases.hold([connection], 'a-worker', 600_000);
    }
    await scene.store.heartbeats.report('a-worker', 600_000);
    await eventually(async () => expect(await list()).toEqual({ jobs: ALL, complete: true, unreachable: [] }));
    await cluster.nodes[killed]!.kill('SIGKILL');
  });
  afterAll(() => scene.close());

  async function get(path: string): Promise<Record<string, unknown>> {
    const response = await fetch(gateway.url + path, { headers: { Authorization: `Bearer ${KEYS.reader}` } });
    const body = (await response.json()) as Record<string, unknown>;
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${JSON.stringify(body)}`);
    return body;
  }
  async function list() {
    const { jobs, complete, unreachable } = await get('/jobs');
    return {
      jobs: (jobs as { connection: string }[]).map(({ connection }) => connection).sort(),
      complete,
      unreachable,
    };
  }

  it('is listed without what lies there, which is named', async () => {
    await eventually(async () => expect(await list()).toEqual({ jobs: left, complete: false, unreachable: away }));
  });

  it('is counted without what lies there, which is named', async () => {
    const { groups, complete, unreachable } = await get('/jobs/summary?groupBy=connection');
    expect([groups, complete, unreachable]).toEqual([
      left.map((connection) => ({ connection, count: 1 })),
      false,
      away,
    ]);
  });

  it('leaves the gateway ready', async () => {
    await eventually(async () => expect(await get('/health/ready')).toMatchObject({ status: 'ok' }));
  });

  it('refuses what lies there alone', async () => {
    await expect(get(`/jobs?connection=${away[0]}`)).rejects.toThrow('503');
    expect(await get(`/jobs/${left[0]}~1`)).toMatchObject({ connection: left[0] });
  });

  it('[connections.partial] lists the other connections, and names those on that node', async () => {
    const { connections, complete, unreachable } = await get('/connections');
    const names = (connections as { name: string }[]).map(({ name }) => name);
    expect([names, complete, unreachable]).toEqual([left, false, away]);
    for (const name of left) expect(await get(`/connections/${name}`)).toMatchObject({ name });
    await expect(get(`/connections/${away[0]}`)).rejects.toThrow('503');
  });

  it('[batch.away] answers each job of many by itself', async () => {
    const answer = await fetch(`${gateway.url}/jobs/batch`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${KEYS.reader}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ ids: ALL.map((name) => `${name}~1`) }),
    });
    const { items } = (await answer.json()) as { items: { id: string; status: number }[] };
    expect([answer.status, items.map(({ status }) => status)]).toEqual([
      200,
      ALL.map((name) => (away.includes(name) ? 503 : 200)),
    ]);
  });

  it('[events.availability] streams the connections of other nodes, and names the unreachable ones', async () => {
    await eventually(async () => {
      const { events, complete, unreachable } = await get('/events?format=json');
      const told = (events as { data: { connection: string } }[]).map(({ data }) => data.connection).sort();
      expect([told, complete, unreachable]).toEqual([left, false, away]);
    });
    const ending = new AbortController();
    const stream = await fetch(`${gateway.url}/events`, {
      headers: { Authorization: `Bearer ${KEYS.reader}`, Accept: 'text/event-stream' },
      signal: ending.signal,
    });
    let text = '';
    try {
      for await (const piece of stream.body!.pipeThrough(new TextDecoderStream())) {
        text += piece;
        if (left.every((name) => text.includes(`"id":"${name}~1"`))) break;
      }
    } finally {
      ending.abort();
    }
    expect(text).toContain(`event: availability\ndata: ${JSON.stringify({ complete: false, unreachable: away })}\n`);
    await expect(get(`/events?format=json&connection=${away[0]}`)).rejects.toThrow('503');
  });

  it('measures what lies elsewhere', async () => {
    await eventually(async () => {
      const answer = await fetch(`${gateway.url}/metrics`, { headers: { Authorization: `Bearer ${KEYS.reader}` } });
      const text = await answer.text();
      expect(text).toContain('jobgate_store_up 1');
      for (const name of ALL) {
        const isLeft = left.includes(name);
        expect(text).toContain(`jobgate_connection_store_up{connection="${name}"} ${Number(isLeft)}`);
        expect(text.includes(`jobgate_circuit_open{connection="${name}"}`)).toBe(isLeft);
      }
    });
  });
});
