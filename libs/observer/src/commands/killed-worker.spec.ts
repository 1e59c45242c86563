import { ProviderRegistry } from '#libs/providers';
import { CommandRequests, ObservationRequests, type StartDone } from '#libs/requests';
import { shardOf, Store } from '#libs/store';
import { scriptedCommandProvider, ScriptedCommands } from '../../../../test/contract/commands.provider.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openActing } from '../../test/acting.scene.js';
import { queueAccessOf, routesOf } from '../../test/queue.access.js';
import { latch, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { Wire } from '../../test/wire.js';
import { ConnectionLeaseManager } from '../ownership/connection-lease-manager.js';

let redis: RedisServer;
let scene: PollingScene;
let acts: ScriptedCommands;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  redis = await openRedis();
  ({ scene, acts } = await openActing(redis));
});
afterAll(async () => {
  await Promise.all(ends.map((end) => end()));
  await scene.close();
  await redis.close();
});

/** A worker process as far as it matters here; `die` cuts it off from Redis while its call to the upstream goes on. */
async function startWorker(): Promise<{ leaseManager: ConnectionLeaseManager; die: () => Promise<void> }> {
  const wire = await Wire.to(redis.redis.port);
  const location = { ...redis.location, port: wire.port };
  const store = Store.connect(location, scene.store.keys.prefix);
  const leaseManager = new ConnectionLeaseManager({
    connections: [scene.settings],
    tracking: scene.context.tracking,
    providers: new ProviderRegistry([scriptedCommandProvider(acts)]),
    store,
    queueAccess: queueAccessOf(location, store),
    logger: scene.context.logger,
  });
  ends.push(async () => {
    await leaseManager.stop();
    await store.close();
    await wire.cut();
  });
  leaseManager.start();
  const die = async () => {
    await wire.cut();
    // What would happen by itself some seconds later.
    await scene.store.redis.hdel(scene.store.keys.leases(shardOf(scene.settings.name)), scene.settings.name);
  };
  return { leaseManager, die };
}

describe('a start over which its worker is killed', () => {
  it('is made once, whoever finds it in the queue, and its requester hears that nobody knows', async () => {
    const { opened, open } = latch();
    ends.unshift(async () => open());
    acts.start = async () => {
      await opened;
      throw new Error('killed');
    };
    const first = await startWorker();
    await eventually(() => expect(first.leaseManager.connections).toHaveLength(1));
    const requests = new ObservationRequests(routesOf(redis.location, scene.store));
    ends.unshift(() => requests.close());
    const request = { does: 'start' as const, steps: ['7'], caller: 'ada', command: 'c-1' };
    const asked = new CommandRequests(requests).ask<StartDone>(
      scene.settings.name,
      { ...request, expiresAt: Date.now() + 60 * SECOND },
      30 * SECOND,
    );
    await eventually(() => expect(acts.asked).toEqual(['start 7']));
    await first.die();
    await startWorker();
    expect(await asked).toMatchObject({ result: 'unknown' });
    expect(acts.asked).toEqual(['start 7']);
    expect(await scene.record('7')).toBeNull();
  }, 60_000);
});
