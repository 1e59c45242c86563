import { eventually } from '../../../../test/stage/eventually.js';
import { DEPLOYMENTS, onServer, openStore } from '../../test/store.scene.js';

describe.each(DEPLOYMENTS)('what servers say of themselves, over %s', (deployment) => {
  it('is known for each of them, without a write', async () => {
    const scene = await openStore(deployment);
    try {
      const [first] = scene.servers;
      await onServer(first!, (redis) => redis.config('SET', 'maxmemory-policy', 'allkeys-lru'));
      const facts = await eventually(async () => {
        const found = await scene.store.inspection.facts();
        expect(found.map(({ policy }) => policy).toSorted()).toEqual([
          'allkeys-lru',
          ...scene.servers.slice(1).map(() => 'noeviction'),
        ]);
        return found;
      });
      for (const { version, isAppendOnly, replicas, minReplicasToWrite } of facts) {
        expect([version?.split('.').length, isAppendOnly, replicas, minReplicasToWrite]).toEqual([3, false, 0, 0]);
      }
      expect(await scene.store.inspection.refusedCommands()).toEqual([]);
      await onServer(first!, (redis) => redis.call('ACL', 'SETUSER', 'default', '-zadd'));
      expect(await scene.store.inspection.refusedCommands()).toEqual(['zadd']);
      expect(await scene.keys()).toEqual([]);
    } finally {
      await scene.close();
    }
  }, 60_000);
});
