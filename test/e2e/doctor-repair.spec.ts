import { QUEUE_NAME } from '#libs/requests';
import { connectRedis, type Store } from '#libs/store';
import { Queue, type ConnectionOptions } from 'bullmq';
import { operate } from '../../apps/operator/test/operator.scene.js';
import { disagreements } from '../../libs/store/test/agreement.js';
import { DEPLOYMENTS, job, openStore, track, type StoreScene } from '../../libs/store/test/store.scene.js';
import { everythingKept } from '../stage/everything.kept.js';

interface Finding {
  verdict: string;
  subject: string;
  detail: string;
}

const CONNECTION = 'hmc-lab';

describe.each(DEPLOYMENTS)('jobgate doctor --repair over %s', (deployment) => {
  let scene: StoreScene;
  let store: Store;

  beforeAll(async () => {
    scene = await openStore(deployment);
    store = scene.store;
  }, 60_000);
  afterAll(() => scene.close());
  beforeEach(async () => {
    await store.connectionKeys.remove(CONNECTION);
    for (const key of ['job-1', 'job-2']) await track(store, job({ key }));
  });

  function file() {
    const addresses = scene.servers.map(({ redis }) => `127.0.0.1:${redis.port}`);
    const scheme = addresses.length === 1 ? 'redis' : 'redis+cluster';
    const connections = [
      {
        name: CONNECTION,
        provider: 'datameer',
        url: 'http://127.0.0.1:1',
        auth: { username: 'jobgate', password: 'secret' },
      },
    ];
    return { redis: { url: `${scheme}://${addresses.join(',')}`, prefix: 'test' }, connections };
  }

  async function doctor(...options: string[]) {
    const { code, out } = await operate(['doctor', '--json', ...options], file());
    const { findings } = JSON.parse(out) as { findings: Finding[] };
    const told = ['content', 'derived', 'unreadable', 'sweeps'];
    return { code, findings: findings.filter(({ subject }) => told.includes(subject)) };
  }
  const kept = () => everythingKept(scene.servers, (name) => name.includes(`{${CONNECTION}}`));

  it('says what is wrong and changes nothing, puts it right when asked, and has nothing to say then', async () => {
    const index = store.keys.byState(CONNECTION, 'unknown');
    await store.redis.zrem(index, 'job-2');
    const before = await kept();
    const wrong = await doctor();
    expect(wrong.code).toBe(1);
    expect(wrong.findings).toEqual([
      { verdict: 'fault', subject: 'derived', detail: expect.stringContaining(`${index}: 1 entry ("job-2") not as`) },
    ]);
    expect(await kept()).toEqual(before);
    const repaired = await doctor('--repair');
    expect(repaired.code).toBe(0);
    expect(repaired.findings).toEqual([
      { verdict: 'ok', subject: 'derived', detail: `${index}: 1 entry ("job-2") put right` },
    ]);
    expect(await disagreements(store, CONNECTION, ['job-1', 'job-2'])).toEqual([]);
    expect((await doctor()).findings).toEqual([expect.objectContaining({ verdict: 'ok', subject: 'content' })]);
  });

  it('names a record that cannot be read, and leaves it alone', async () => {
    const name = store.keys.job(CONNECTION, 'job-1');
    await store.redis.set(name, '17z\nof another version');
    const before = await kept();
    for (const options of [[], ['--repair']]) {
      const { code, findings } = await doctor(...options);
      expect(code).toBe(1);
      expect(findings).toEqual([
        { verdict: 'fault', subject: 'unreadable', detail: expect.stringContaining(JSON.stringify(name)) },
      ]);
    }
    expect(await kept()).toEqual(before);
  });

  it('warns of another text that cannot be read', async () => {
    await store.redis.hset(store.keys.sequences(CONNECTION), 's-1', '{');
    const { code, findings } = await doctor('--repair');
    expect(code).toBe(0);
    expect(findings).toEqual([
      { verdict: 'warning', subject: 'unreadable', detail: expect.stringMatching(/^sequence: 1 .* s-1/) },
    ]);
  });

  it('has sweeps scheduled where a worker waits for them', async () => {
    expect((await doctor()).findings).toMatchObject([{ subject: 'content' }]);
    await store.board.own(CONNECTION, 'a worker', 60_000);
    expect(await doctor()).toMatchObject({
      code: 1,
      findings: [
        { verdict: 'ok' },
        { verdict: 'fault', subject: 'sweeps', detail: expect.stringContaining(CONNECTION) },
      ],
    });
    expect(await doctor('--repair')).toMatchObject({
      code: 0,
      findings: [{}, { verdict: 'ok', subject: 'sweeps' }],
    });
    expect((await doctor()).findings).toMatchObject([{ subject: 'content' }]);
    const client = connectRedis(scene.location, { for: 'queue' });
    const queue = new Queue(QUEUE_NAME, {
      prefix: store.keys.queuePrefix(CONNECTION),
      connection: client as unknown as ConnectionOptions,
    });
    const scheduled = await queue.getJobCountByTypes('waiting', 'delayed');
    await queue.close();
    client.disconnect();
    expect(scheduled).toBe(1);
  });
});
