import { DEPLOYMENTS, openStore, type StoreScene } from '../../test/store.scene.js';
import { nodeOf } from '../redis/slots.js';

const CONNECTIONS = Array.from({ length: 100 }, (_, index) => `system-${index}`);

describe.each(DEPLOYMENTS)('queues of workers on %s', (deployment) => {
  const isCluster = deployment === DEPLOYMENTS[1];
  let scene: StoreScene;

  beforeAll(async () => {
    scene = await openStore(deployment);
  }, 30_000);
  afterAll(() => scene.close());

  const queues = () => scene.store.workerQueues;
  const nodeOfKey = (key: string) => nodeOf(scene.store.redis, key);

  it('are one pair, and several in a Cluster, in slots of their own', () => {
    const prefixes = queues().prefixes('one');
    expect(prefixes).toHaveLength(isCluster ? 8 : 1);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(queues().prefixes('one')).toEqual(prefixes);
    expect(queues().prefixes('other')).not.toEqual(prefixes);
  });

  it('take the requests for a connection on the node of its jobs', () => {
    const { keys } = scene.store;
    const chosen = CONNECTIONS.map((connection) => queues().prefixFor('one', connection));
    expect(chosen.map((prefix) => nodeOfKey(prefix))).toEqual(
      CONNECTIONS.map((connection) => nodeOfKey(keys.base(connection))),
    );
    expect(new Set(chosen).size).toBe(isCluster ? 8 : 1);
    if (isCluster) expect(new Set(chosen.map((prefix) => nodeOfKey(prefix))).size).toBe(3);
    expect(queues().prefixes('one')).toEqual(expect.arrayContaining(chosen));
  });
});
