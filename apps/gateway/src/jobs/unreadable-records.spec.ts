import type { JobRecord } from '#libs/jobs';
import type { UnreadableRecord } from '#libs/store';
import { GatewayStage } from '../../test/gateway.stage.js';
import { runningRecord, seenNow } from '../../test/records.js';

describe('a record that this version cannot read', () => {
  let stage: GatewayStage;
  let good: JobRecord;
  let foreign: JobRecord;
  let damaged: JobRecord;

  beforeAll(async () => {
    stage = await GatewayStage.open();
    good = await stage.has(seenNow(runningRecord));
    foreign = await stage.has(seenNow(runningRecord));
    damaged = await stage.has(seenNow(runningRecord));
    const { redis, keys } = stage.store;
    await redis.set(keys.job('dm-prod', foreign.key), '7z\n{}');
    const name = keys.job('dm-prod', damaged.key);
    await redis.set(name, (await redis.get(name))!.slice(0, -5));
  }, 30_000);
  afterAll(() => stage.close());

  it.each(['/jobs', '/jobs?sort=changedAt', '/jobs?sort=-startedAt', '/jobs?sort=-endedAt', '/jobs?provider=datameer'])(
    'keeps back no other from %s',
    async (path) => {
      const { body } = await stage.call('get', path).expect(200);
      expect(body.jobs.map(({ id }: { id: string }) => id)).toEqual([good.id]);
    },
  );

  it('[batch.unreadable] is an item of its own in a batch', async () => {
    const ids = [foreign.id, good.id, damaged.id];
    const { body } = await stage.call('post', '/jobs/batch').send({ ids }).expect(200);
    expect(body.items.map(({ id, status }: { id: string; status: number }) => [id, status])).toEqual([
      [foreign.id, 500],
      [good.id, 200],
      [damaged.id, 500],
    ]);
  });

  it('is an internal error for callers, and is named in the log', async () => {
    for (const { id, key } of [foreign, damaged]) {
      const { body } = await stage.call('get', `/jobs/${id}`).expect(500);
      expect(body).toMatchObject({ code: 'internal-error' });
      const entries = stage.logged.map((line) => JSON.parse(line) as { error?: UnreadableRecord });
      expect(entries.map(({ error }) => error?.address?.key)).toContain(key);
    }
  });
});
