import { jest } from '@jest/globals';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis } from '../../../../test/stage/redis-server.js';
import { openSentinel } from '../../../../test/stage/sentinel.js';
import { job, NOW, seeing, track } from '../../test/store.scene.js';
import { Store } from '../store.js';

jest.setTimeout(90_000);

/** Changes a job; answers its new revision. */
async function change(store: Store, key: string, percent: number): Promise<number> {
  const { stored } = await store.jobs.update(job({ key }), (current) =>
    seeing(
      current!.record,
      { state: 'running', progress: { percent, done: null, total: null, unit: null, estimatedEndAt: null } },
      NOW + percent,
    ),
  );
  return stored!.record.revision;
}

describe('a revision that a reader holds and Redis has lost', () => {
  it('is not given out again after a fail-over; the change after the next one is one more again', async () => {
    const redis = await openSentinel();
    const store = Store.connect(redis.location, 'test');
    try {
      await eventually(() => track(store, job({ key: 'moving' })));
      await track(store, job({ key: 'waiting' }));
      const kept = await change(store, 'moving', 1);
      await eventually(async () =>
        expect(await redis.replica.command('GET', store.keys.job('hmc-lab', 'moving'))).toContain(`:${kept},`),
      );
      await redis.cutLink();
      const lost = [await change(store, 'moving', 2), await change(store, 'moving', 3)];
      await redis.master.kill();
      const next = await eventually(() => change(store, 'moving', 4), 30_000);
      expect(next).toBeGreaterThan(lost[1]!);
      expect((await store.jobs.read(job({ key: 'moving' })))?.record.revision).toBe(next);
      expect(await change(store, 'moving', 5)).toBe(next + 1);
      const waiting = await change(store, 'waiting', 4);
      expect(waiting).toBeGreaterThan(NOW + 1);
      expect(await change(store, 'waiting', 5)).toBe(waiting + 1);
    } finally {
      await store.close();
      await redis.close();
    }
  });

  it('is not given out again after a restart of the one server, as a crash of its machine may have lost a second', async () => {
    const server = await openRedis(['--appendonly', 'yes']);
    const store = Store.connect(server.location, 'test');
    try {
      await track(store, job({ key: 'one' }));
      const before = await change(store, 'one', 1);
      expect(before).toBe(NOW + 1);
      await server.redis.kill();
      await server.redis.restart();
      const next = await eventually(() => change(store, 'one', 2));
      expect(next).toBeGreaterThan(before + 1);
      expect(await change(store, 'one', 3)).toBe(next + 1);
    } finally {
      await store.close();
      await server.close();
    }
  });

  it('cannot be detected by a user without INFO, for whom everything else works', async () => {
    const server = await openRedis([
      '--user',
      'jobgate',
      'on',
      '>secret',
      '~*',
      '&*',
      '+@all',
      '-info',
      '--appendonly',
      'yes',
    ]);
    const store = Store.connect({ ...server.location, username: 'jobgate', password: 'secret' }, 'test');
    try {
      await track(store, job({ key: 'one' }));
      const before = await change(store, 'one', 1);
      await server.redis.kill();
      await server.redis.restart();
      expect(await eventually(() => change(store, 'one', 2))).toBe(before + 1);
    } finally {
      await store.close();
      await server.close();
    }
  });
});
