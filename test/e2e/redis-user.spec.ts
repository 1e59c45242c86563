import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { openCluster } from '../stage/cluster.js';
import { eventually, Stage } from '../stage/index.js';

jest.setTimeout(90_000);

const PAGE = readFileSync(new URL('../../docs/redis.md', import.meta.url), 'utf8');
/** The rules of the user that docs/redis.md recommends, for the prefix of a stage. */
const RECOMMENDED = /^ACL SETUSER jobgate on >password (.+)$/m
  .exec(PAGE)![1]!
  .replaceAll('jobgate:', 'stage:')
  .split(' ');

/** What is added for a Cluster. */
const FOR_CLUSTERS = /^For a Cluster add `(.+)`/m.exec(PAGE)![1]!.split(' ');

/** What the user was refused, and is not to be. */
const deniedIn = (log: string): string[] => {
  const denied = [...log.matchAll(/object\r\n\$\d+\r\n(.+)\r\n/g)].map(([, object]) => object!.toLowerCase());
  return [...new Set(denied)].toSorted();
};

describe('a Redis user of a Cluster with the rights as docs/redis.md recommends', () => {
  it('suffices for gateways and workers, also while a slot moves', async () => {
    const rights = ['--user', 'jobgate', 'on', '>password', ...RECOMMENDED, ...FOR_CLUSTERS];
    const cluster = await openCluster({ settings: rights });
    const stage = await Stage.open({
      configure: ({ redis }) => (redis.url = cluster.url.replace('://', '://jobgate:password@')),
    });
    try {
      const client = stage.client();
      const key = await stage.simulator.of('datameer').add({ durationMs: 1, outcome: 'stuck' });
      await client.track({ id: `dm-prod~${key}` });
      await eventually(async () => expect((await client.job(`dm-prod~${key}`)).state).toBe('running'));
      const slot = await cluster.slotOf('stage:{dm-prod}:');
      const owner = await cluster.ownerOf(slot);
      const target = cluster.nodes.find((node) => node !== owner)!;
      await cluster.move(slot, target, () =>
        eventually(async () => expect(await target.command('INFO', 'commandstats')).toContain('cmdstat_asking:')),
      );
      await stage.simulator.of('datameer').change(key, { endsInMs: 0, outcome: 'succeeded' });
      await eventually(async () => expect((await client.job(`dm-prod~${key}`)).state).toBe('succeeded'), 30_000);
      await eventually(async () => expect((await client.get('/health/ready')).status).toBe(200));
      expect((await client.get('/metrics')).status).toBe(200);
      const logs = await Promise.all(cluster.nodes.map((node) => node.command('ACL', 'LOG', 128)));
      expect(logs.map(deniedIn)).toEqual([[], [], []]);
    } finally {
      await stage.close();
      await cluster.close();
    }
  });
});

describe.each([
  ['as docs/redis.md recommends', RECOMMENDED, []],
  ['of everything that is not dangerous', ['~*', '&*', '+@all', '-@dangerous'], ['config|get', 'info']],
])('a Redis user with the rights %s', (_, rights, refused) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open({
      redis: ['--user', 'jobgate', 'on', '>password', ...rights],
      configure: ({ redis }) => (redis.url = redis.url.replace('redis://', 'redis://jobgate:password@')),
    });
  });
  afterAll(() => stage.close());

  it('suffices for gateways and workers', async () => {
    const client = stage.client();
    const datameer = stage.simulator.of('datameer');
    const id = `dm-prod~${await datameer.add({ durationMs: 1, outcome: 'stuck' })}`;
    await client.track({ id });
    await eventually(async () => expect((await client.job(id)).state).toBe('running'));
    await client.post(`/jobs/${id}/cancel`);
    await eventually(async () => expect((await client.job(id)).state).toBe('canceled'), 20_000);
    expect((await client.get('/jobs/summary')).status).toBe(200);
    expect((await client.get('/events?format=json')).status).toBe(200);
    const webhook = await client.post<{ id: string }>('/webhooks', { url: 'http://127.0.0.1:9/' });
    expect(webhook.status).toBe(201);
    await client.track({ id: `dm-prod~${await datameer.add({ durationMs: 1, outcome: 'succeeded' })}` });
    await eventually(async () =>
      expect((await client.get(`/webhooks/${webhook.body.id}/deliveries`)).text).toContain('retrying'),
    );
    expect((await client.delete(`/webhooks/${webhook.body.id}`)).status).toBe(204);
    expect((await client.delete(`/jobs/${id}`)).status).toBe(204);
    expect((await client.get('/queues/api/queues')).status).toBeLessThan(500);
    expect((await client.get('/metrics')).status).toBe(200);
    await eventually(async () => expect((await client.get('/health/ready')).status).toBe(200));
    const log = await stage.redis.command('ACL', 'LOG', 128);
    expect(deniedIn(log)).toEqual(refused);
  });
});
