import { jest } from '@jest/globals';
import type { GatewayConfiguration } from '#libs/config';
import { eventually } from '../../../../test/stage/eventually.js';
import { GatewayStage, READER_KEY } from '../../test/gateway.stage.js';
import { RawConnection } from '../../test/raw-exchange.js';
import { runningRecord } from '../../test/records.js';

jest.setTimeout(60_000);

type PlainReads = GatewayConfiguration['gateway']['plainReads'];

const FAR = Date.now() + 3_600_000;
const JOB = runningRecord({ key: '1', observation: { observedAt: Date.now(), nextCheckAt: FAR } });
const AT = `/jobs/${JOB.id}`;
const BEARER = `Authorization: Bearer ${READER_KEY}`;

describe('the parser of plain requests', () => {
  let stages: GatewayStage[];
  let connections: RawConnection[];

  beforeEach(() => ([stages, connections] = [[], []]));
  afterEach(async () => {
    for (const connection of connections) connection.close();
    await Promise.all(stages.map((stage) => stage.close()));
  });

  async function open(gateway: { plainReads?: PlainReads } = {}) {
    const stage = await GatewayStage.open({ gateway, level: 'info' });
    stages.push(stage);
    await stage.has(JOB);
    return { stage, readByNode: countedRequests(stage) };
  }

  function connect({ server }: GatewayStage): RawConnection {
    const { port } = server.address() as { port: number };
    const connection = new RawConnection(`http://127.0.0.1:${port}`);
    connections.push(connection);
    return connection;
  }

  const read = async (connection: RawConnection) => (await connection.ask('GET', AT, [BEARER])).status;
  const switchTo = (stage: GatewayStage, plainReads: PlainReads) =>
    stage.reconfigure((before) => ({ ...before, gateway: { ...before.gateway, plainReads } }));

  it('is Node.js by default', async () => {
    for (const [gateway, byNode] of [
      [{}, 3],
      [{ plainReads: 'node' }, 3],
      [{ plainReads: 'front' }, 0],
    ] as const) {
      const { stage, readByNode } = await open(gateway);
      const connection = connect(stage);
      for (let time = 0; time < 3; time += 1) expect(await read(connection)).toBe(200);
      expect(readByNode()).toBe(byNode);
    }
  });

  it('changes while the gateway runs, and connections that are open stay so', async () => {
    const { stage, readByNode } = await open({ plainReads: 'front' });
    const [used, silent] = [connect(stage), connect(stage)];
    expect(await read(used)).toBe(200);
    expect(readByNode()).toBe(0);
    switchTo(stage, 'node');
    expect([await read(used), await read(silent), await read(connect(stage))]).toEqual([200, 200, 200]);
    expect(readByNode()).toBe(3);
    switchTo(stage, 'front');
    expect(await read(connect(stage))).toBe(200);
    expect(readByNode()).toBe(3);
    // What is Node.js's once stays so.
    expect(await read(used)).toBe(200);
    expect(readByNode()).toBe(4);
  });

  it('makes no difference to answers, quotas, metrics and the log', async () => {
    const told: object[] = [];
    for (const plainReads of ['node', 'front'] as const) {
      const { stage, readByNode } = await open({ plainReads });
      await eventually(async () => {
        await read(connect(stage));
        expect((await metricsOf(stage))[hot('2xx')]).toBeGreaterThan(0);
      });
      const [before, byNode] = [await metricsOf(stage), readByNode()];
      const statuses: number[] = [];
      for (const [method, path, ...fields] of REQUESTS) {
        statuses.push((await connect(stage).ask(method, path, fields)).status);
      }
      expect(readByNode() - byNode).toBe(REQUESTS.length - (plainReads === 'front' ? IN_FRONT : 0));
      const after = await metricsOf(stage);
      const counted = Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)]);
      told.push({
        statuses,
        counted: Object.fromEntries(counted),
        log: headerLines(stage),
        left: await leftOfQuota(stage),
      });
    }
    expect(told[0]).toMatchObject({
      statuses: [200, 304, 200, 200, 200, 401, 401, 404, 200],
      counted: { [hot('2xx')]: 3, [hot('3xx')]: 1 },
      left: ['200 r=2', '200 r=1', '200 r=0', '429 r=0'],
    });
    expect(told[1]).toEqual(told[0]);
  });

  /** What is told to a caller who may have three answers. */
  async function leftOfQuota(stage: GatewayStage): Promise<string[]> {
    const quota = { reads: { count: 3, perMs: 86_400_000 }, writes: null };
    stage.reconfigure((before) => ({ ...before, access: { ...before.access, quota } }));
    const told: string[] = [];
    for (let time = 0; time < 4; time += 1) {
      const { status, head } = await connect(stage).ask('GET', AT, [BEARER]);
      const left = head.find((line) => /^RateLimit: /i.test(line));
      told.push(`${status} ${/r=\d+/.exec(left ?? '')?.[0] ?? ''}`);
    }
    return told;
  }
});

/** Of which the front takes the plain reads. */
const IN_FRONT = 3;
const REQUESTS: [string, string, ...string[]][] = [
  ['GET', AT, BEARER],
  ['GET', AT, BEARER, `If-None-Match: W/"${JOB.revision}"`],
  ['HEAD', AT, BEARER],
  ['GET', '/jobs', BEARER],
  ['GET', `${AT}/history`, BEARER],
  ['GET', AT],
  ['GET', AT, 'Authorization: Bearer nobody'],
  ['GET', '/jobs/unknown~1', BEARER],
  ['GET', AT, BEARER],
];

const hot = (status: string) => `jobgate_http_requests_total{route="/jobs/{id}",status="${status}",cache="hot"}`;

/** Of requests, without how long they took. */
async function metricsOf(stage: GatewayStage): Promise<Record<string, number>> {
  const { text } = await stage.call('get', '/metrics').expect(200);
  const lines = text
    .split('\n')
    .filter((line) => /^jobgate_(http|auth|quota)/.test(line) && !/_(sum|bucket)/.test(line));
  return Object.fromEntries(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.replace(/^.* /, ''))]));
}

/** What was written of requests, without what differs from run to run. */
function headerLines({ logged }: GatewayStage): object[] {
  return logged
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg, path }) => msg === 'request' && path !== '/metrics')
    .map(({ time: _time, pid: _pid, milliseconds: _milliseconds, requestId: _id, ...line }) => line);
}

function countedRequests({ server }: GatewayStage): () => number {
  let count = 0;
  server.prependListener('request', () => (count += 1));
  return () => count;
}
