import { newRecord } from '#libs/jobs';
import { connectRedis, Store } from '#libs/store';
import { Queue, type ConnectionOptions } from 'bullmq';
import { snapshotKeys } from '../../../../test/stage/redis.snapshot.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { operate } from '../../test/operator.scene.js';
import type { Finding } from '../doctor/finding.js';
import { EXIT } from '../operator.usage.js';

const CONNECTION = 'hmc-lab';

describe('jobgate doctor --repair', () => {
  let server: RedisServer;
  let store: Store;

  beforeAll(async () => {
    server = await openRedis();
    store = Store.connect(server.location, 'test');
  });
  afterAll(async () => {
    await store.close();
    await server.close();
  });
  beforeEach(async () => {
    await store.connectionKeys.remove(CONNECTION);
    for (const key of ['job-1', 'job-2']) {
      const record = newRecord({
        connection: CONNECTION,
        key,
        provider: 'ibm-hmc',
        kind: 'run',
        trackedAt: Date.now(),
      });
      await store.jobs.commit({ base: null, revised: { record, hasChanged: true, transition: null } });
    }
  });

  function file() {
    const connections = [
      {
        name: CONNECTION,
        provider: 'datameer',
        url: 'http://127.0.0.1:1',
        auth: { username: 'jobgate', password: 'secret' },
      },
    ];
    return { redis: { url: server.redis.url, prefix: 'test' }, connections };
  }

  async function doctor(...options: string[]) {
    const { code, out } = await operate(['doctor', '--json', ...options], file());
    const { findings } = JSON.parse(out) as { findings: Finding[] };
    const told = ['content', 'derived', 'unreadable', 'poll cycles'];
    return { code, findings: findings.filter(({ subject }) => told.includes(subject)) };
  }
  const kept = () => snapshotKeys([server], (name) => name.includes(`{${CONNECTION}}`));

  it('says what is wrong and changes nothing, puts it right when asked, and has nothing to say then', async () => {
    const index = store.keys.byState(CONNECTION, 'unknown');
    const whole = await kept();
    await store.redis.zrem(index, 'job-2');
    const before = await kept();
    const usageError = await doctor();
    expect(usageError.code).toBe(EXIT.failed);
    expect(usageError.findings).toEqual([
      { verdict: 'fault', subject: 'derived', detail: expect.stringContaining(`${index}: 1 entry ("job-2") not as`) },
    ]);
    expect(await kept()).toEqual(before);
    const repaired = await doctor('--repair');
    expect(repaired.code).toBe(EXIT.done);
    expect(repaired.findings).toEqual([
      { verdict: 'ok', subject: 'derived', detail: `${index}: 1 entry ("job-2") put right` },
    ]);
    expect(await kept()).toEqual(whole);
    expect((await doctor()).findings).toEqual([expect.objectContaining({ verdict: 'ok', subject: 'content' })]);
  });

  it('names a record that cannot be read, and leaves it alone', async () => {
    const name = store.keys.job(CONNECTION, 'job-1');
    await store.redis.set(name, '17z\nof another version');
    const before = await kept();
    for (const options of [[], ['--repair']]) {
      const { code, findings } = await doctor(...options);
      expect(code).toBe(EXIT.failed);
      expect(findings).toEqual([
        { verdict: 'fault', subject: 'unreadable', detail: expect.stringContaining(JSON.stringify(name)) },
      ]);
    }
    expect(await kept()).toEqual(before);
  });

  it('warns of another text that cannot be read', async () => {
    await store.redis.hset(store.keys.sequences(CONNECTION), 's-1', '{');
    const { code, findings } = await doctor('--repair');
    expect(code).toBe(EXIT.done);
    expect(findings).toEqual([
      { verdict: 'warning', subject: 'unreadable', detail: expect.stringMatching(/^sequence: 1 .* s-1/) },
    ]);
  });

  it('has poll cycles scheduled where a worker waits for them', async () => {
    await store.redis.hset(store.keys.formats(), 'ownership', 2);
    expect((await doctor()).findings).toMatchObject([{ subject: 'content' }]);
    await store.heartbeats.report('a-worker', 60_000);
    expect(await doctor()).toMatchObject({
      code: EXIT.failed,
      findings: [
        { verdict: 'ok' },
        { verdict: 'fault', subject: 'poll cycles', detail: expect.stringContaining('a-worker') },
      ],
    });
    expect(await doctor('--repair')).toMatchObject({
      code: EXIT.done,
      findings: [{}, { verdict: 'ok', subject: 'poll cycles' }],
    });
    expect((await doctor()).findings).toMatchObject([{ subject: 'content' }]);
    const client = connectRedis(server.location, { for: 'queue' });
    const queue = new Queue('commands', {
      prefix: store.workerQueues.prefixes('a-worker')[0]!,
      connection: client as unknown as ConnectionOptions,
    });
    const scheduled = await queue.getJobCountByTypes('waiting', 'delayed');
    await queue.close();
    client.disconnect();
    expect(scheduled).toBe(1);
  });
});
