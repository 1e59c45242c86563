import { jest } from '@jest/globals';
import type { JobRecord } from '#libs/jobs';
import { openSentinel, type SentinelRedis } from '../../../../test/stage/sentinel.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { EventListener } from '../../test/event-listener.js';
import { GatewayScene, KEYS } from '../../test/gateway.scene.js';
import { runningRecord, seenNow } from '../../test/records.js';

jest.setTimeout(60_000);

describe('streams of events over a Redis whose master is replaced', () => {
  let redis: SentinelRedis;
  let scene: GatewayScene;
  const listeners: EventListener[] = [];

  beforeAll(async () => {
    redis = await openSentinel();
    scene = GatewayScene.overSentinel(redis);
  });
  afterAll(async () => {
    for (const listener of listeners) listener.close();
    await scene?.close();
  });

  async function change(record: JobRecord): Promise<JobRecord> {
    const next = { ...record, revision: record.revision + 1, changedAt: Date.now() };
    await scene.put(next);
    return next;
  }

  it('[events.replicas] continue with the replica, deliver each change once, and can be resumed', async () => {
    const gateway = await scene.start();
    let record = seenNow(runningRecord);
    await scene.put(record);
    const listener = new EventListener(`${gateway.url}/events`, KEYS.reader);
    listeners.push(listener);
    await listener.saw(`snapshot ${record.id} 2`);
    record = await change(record);
    await listener.saw(`snapshot ${record.id} 2`, `job ${record.id} 3`);
    const { lastId } = listener;
    await eventually(async () => {
      const [ofMaster, ofReplica] = await Promise.all([redis.master, redis.replica].map(offsetOf));
      expect(ofReplica).toBe(ofMaster);
    });

    await redis.master.kill('SIGKILL');
    const killedAt = Date.now();
    record = await eventually(() => change(record), 20_000);
    process.stdout.write(`written again ${Date.now() - killedAt} ms after the master was killed\n`);
    // The first revision after a fail-over leaps ahead.
    const leap = new RegExp(`^job ${record.id} \\d{13}$`);
    await eventually(() => expect(listener.lines.at(-1)).toMatch(leap), 20_000);
    expect(listener.lines).toEqual([`snapshot ${record.id} 2`, `job ${record.id} 3`, expect.stringMatching(leap)]);
    expect(listener.tries).toEqual([200]);

    const other = await scene.start();
    const again = new EventListener(`${other.url}/events`, KEYS.reader, lastId);
    listeners.push(again);
    await again.saw(listener.lines.at(-1)!);
  });
});

/** How much of the stream of writes a server has. */
async function offsetOf(server: SentinelRedis['master']): Promise<string | undefined> {
  return /(?:slave_repl_offset|master_repl_offset):(\d+)/.exec(await server.command('INFO', 'replication'))?.[1];
}
