import { jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { always, eventually } from '../../../../test/stage/eventually.js';
import { GatewayScene, type RunningGateway } from '../../test/gateway.scene.js';

jest.setTimeout(60_000);

describe('the readiness of a gateway', () => {
  let scene: GatewayScene;
  let gateway: RunningGateway;

  beforeAll(async () => {
    scene = await GatewayScene.open();
    gateway = await scene.start();
  });
  afterAll(() => scene.close());

  /** What was found before is not said any more. */
  const aMomentLater = () => pause(600);

  async function ready() {
    const answer = await fetch(`${gateway.url}/health/ready`);
    const { status, checks } = (await answer.json()) as { status: string; checks: Record<string, string> };
    return { code: answer.status, retryAfter: answer.headers.get('retry-after'), status, checks };
  }
  const GOOD = { code: 200, retryAfter: null, status: 'ok', checks: { redis: 'ok', events: 'ok', worker: 'ok' } };
  const bad = (checks: object) => ({
    ...{ code: 503, retryAfter: '1', status: 'failed' },
    checks: { redis: 'ok', events: 'ok', worker: 'ok', ...checks },
  });

  it('wants a worker that was seen within the last minute, though it may have left since', async () => {
    await eventually(async () => expect(await ready()).toEqual(bad({ worker: 'failed' })));
    await scene.store.heartbeats.report('a-worker', 6_000);
    await eventually(async () => expect(await ready()).toEqual(GOOD));
    await scene.store.heartbeats.end('a-worker');
    await aMomentLater();
    expect(await ready()).toEqual(GOOD);
    const seen = scene.store.keys.workerSeen();
    expect(await scene.store.redis.pttl(seen)).toBeGreaterThan(50_000);
    await scene.store.redis.del(seen);
    await eventually(async () => expect(await ready()).toEqual(bad({ worker: 'failed' })));
  });

  it('is checked twice a second at most, however many requests there are', async () => {
    await scene.store.heartbeats.report('a-worker', 6_000);
    await eventually(async () => expect(await ready()).toEqual(GOOD));
    const commands = async () =>
      Number(/total_commands_processed:(\d+)/.exec(await scene.store.redis.info('stats'))![1]);
    const [before, startedAt] = [await commands(), performance.now()];
    for (let nth = 0; nth < 300; nth += 1) await ready();
    const looks = Math.ceil((performance.now() - startedAt) / 500) + 1;
    // Two commands each, and what the gateway does of itself meanwhile.
    expect((await commands()) - before).toBeLessThan(2 * looks + 200);
  });

  it('[gateway.ready-without-upstream] does not mind an upstream that is away', async () => {
    await scene.store.heartbeats.report('a-worker', 6_000);
    const circuit = { status: 'open' as const, failures: 9, probeAt: null, pauseMs: 0, cause: 'connect-failed' };
    for (const name of ['dm-prod', 'hmc-lab', 'sbc-edge']) await scene.store.connectionStatus.write(name, { circuit });
    await aMomentLater();
    expect(await ready()).toEqual(GOOD);
  });

  it('ends when Redis is a replica, which takes no writes, and comes back', async () => {
    await scene.server.redis.command('REPLICAOF', '127.0.0.1', 1);
    try {
      const isRefused = async () =>
        expect(await ready()).toMatchObject({ code: 503, status: 'failed', checks: { redis: 'failed' } });
      // What was found half a second ago is still said.
      await eventually(isRefused);
      await always(isRefused, 4_000);
    } finally {
      await scene.server.redis.command('REPLICAOF', 'NO', 'ONE');
    }
    await eventually(async () => {
      await scene.store.heartbeats.report('a-worker', 6_000);
      expect(await ready()).toEqual(GOOD);
    });
  });

  it('ends when Redis hangs, of which nothing is then known, and comes back', async () => {
    scene.server.redis.pause();
    try {
      await eventually(async () =>
        expect(await ready()).toEqual(bad({ redis: 'failed', events: 'failed', worker: 'unknown' })),
      );
      expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
    } finally {
      scene.server.redis.resume();
    }
    await eventually(async () => {
      await scene.store.heartbeats.report('a-worker', 6_000);
      expect(await ready()).toEqual(GOOD);
    });
  });
});
