import { eventually } from '../../../../test/stage/eventually.js';
import { DEPLOYMENTS, job, openStore, track, type StoreScene } from '../../test/store.scene.js';
import { isStoreFailure } from './store-failure.js';
import { Store } from '../store.js';

/** Their slots lie on all three nodes. */
const CONNECTIONS = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('a store whose Redis Cluster is in trouble', () => {
  let scene: StoreScene;
  let tries = 0;

  beforeEach(async () => {
    scene = await openStore(DEPLOYMENTS[1]);
  }, 30_000);
  afterEach(() => scene.close());

  /** Writes to every connection; whether each was done, failed for want of Redis, or failed otherwise. */
  async function writes(store = scene.store): Promise<{ seen: string[]; milliseconds: number }> {
    const startedAt = Date.now();
    const key = `job-${(tries += 1)}`;
    const seen = await Promise.all(
      CONNECTIONS.map((connection) =>
        track(store, job({ connection, key })).then(
          () => 'done',
          (error: unknown) => (isStoreFailure(error) ? 'away' : String(error)),
        ),
      ),
    );
    return { seen: [...new Set(seen)].sort(), milliseconds: Date.now() - startedAt };
  }

  it('fails for the connections of a node that has frozen, within the time-out, and serves the others', async () => {
    scene.servers[1]!.redis.pause();
    const { seen, milliseconds } = await writes();
    expect(seen).toEqual(['away', 'done']);
    expect(milliseconds).toBeLessThan(7_000);
    scene.servers[1]!.redis.resume();
    await eventually(async () => expect((await writes()).seen).toEqual(['done']));
  }, 30_000);

  it('fails soon for everything when all nodes are unreachable, without a growing queue, and recovers with them', async () => {
    await Promise.all(scene.servers.map((server) => server.redis.kill('SIGKILL')));
    expect((await writes()).seen).toEqual(['away']);
    await eventually(async () => expect((await writes()).milliseconds).toBeLessThan(200));
    expect((await writes()).seen).toEqual(['away']);
    await Promise.all(scene.servers.map((server) => server.redis.restart()));
    await eventually(async () => expect((await writes()).seen).toEqual(['done']), 30_000);
  }, 60_000);

  it('fails for a store that is opened while all nodes are unreachable, and recovers', async () => {
    await Promise.all(scene.servers.map((server) => server.redis.kill('SIGKILL')));
    const late = Store.connect(scene.location, 'test');
    try {
      const { seen, milliseconds } = await writes(late);
      expect(seen).toEqual(['away']);
      expect(milliseconds).toBeLessThan(7_000);
      await Promise.all(scene.servers.map((server) => server.redis.restart()));
      await eventually(async () => expect((await writes(late)).seen).toEqual(['done']), 30_000);
    } finally {
      await late.close();
    }
  }, 60_000);
});
