import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { eventually } from '../../../../test/stage/eventually.js';
import { openSentinel, type SentinelRedis } from '../../../../test/stage/sentinel.js';
import { GatewayScene, KEYS, type RunningGateway } from '../../test/gateway.scene.js';
import { freshKey } from '../../test/records.js';

jest.setTimeout(90_000);

describe('a job that was acknowledged, over a master and a replica', () => {
  let redis: SentinelRedis;
  let scene: GatewayScene;
  let gateway: RunningGateway;

  beforeEach(async () => {
    redis = await openSentinel();
    scene = GatewayScene.overSentinel(redis);
    gateway = await scene.start();
    await eventually(async () => expect(await track(`dm-prod~${freshKey()}`)).toBe(201));
  });
  afterEach(() => scene.close());

  async function track(id: string, idempotencyKey: string = randomUUID()): Promise<number> {
    const response = await fetch(`${gateway.url}/jobs`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${KEYS.reader}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': idempotencyKey,
      },
      body: JSON.stringify({ id }),
    });
    await response.arrayBuffer();
    return response.status;
  }
  async function read(id: string): Promise<number> {
    const headers = { Authorization: `Bearer ${KEYS.reader}`, 'Cache-Control': 'only-if-cached' };
    const response = await fetch(`${gateway.url}/jobs/${id}`, { headers });
    await response.arrayBuffer();
    return response.status;
  }
  const promoted = () => eventually(async () => expect(await track(`dm-prod~${freshKey()}`)).toBe(201), 30_000);

  /** Gives a job a label; answers its revision by then. */
  async function label(id: string, phase: string): Promise<number> {
    const response = await fetch(`${gateway.url}/jobs/${id}`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${KEYS.reader}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ labels: { phase } }),
    });
    const { revision } = (await response.json()) as { revision: number };
    expect(response.status).toBe(200);
    return revision;
  }

  it('[revision.leap] has a revision after a fail-over that was not given out before', async () => {
    const id = `dm-prod~${freshKey()}`;
    expect(await track(id)).toBe(201);
    const first = await label(id, 'one');
    expect(await label(id, 'two')).toBe(first + 1);
    await redis.master.kill();
    await promoted();
    const leaped = await label(id, 'three');
    expect(leaped).toBeGreaterThan(first + 2);
    expect(await label(id, 'four')).toBe(leaped + 1);
  });

  it('is there after a fail-over, or was not acknowledged', async () => {
    const [before, after] = [`dm-prod~${freshKey()}`, `dm-prod~${freshKey()}`];
    const key = randomUUID();
    expect(await track(before)).toBe(201);
    await redis.cutLink();
    const status = await track(after, key);
    await redis.master.kill();
    await promoted();
    expect(await read(before)).toBe(200);
    expect({ status, isThere: (await read(after)) === 200 }).not.toEqual({ status: 201, isThere: false });
    // Whoever was refused repeats the request, and is acknowledged by the new master.
    expect(status).toBe(503);
    await eventually(async () => expect(await track(after, key)).toBe(201), 20_000);
    expect(await read(after)).toBe(200);
  });
});
