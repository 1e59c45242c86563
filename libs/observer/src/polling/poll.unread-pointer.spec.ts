import { applyRead, isOverdue } from '#libs/jobs';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { latestIs, openDatameer, STATUS } from '../../test/datameer.scene.js';
import { BEGIN, HOUR, MINUTE, SECOND, type PollingScene } from '../../test/polling.scene.js';

const KEY = 'config-88';

let redis: RedisServer;
let scene: PollingScene;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => (scene = await openDatameer(redis)));
afterEach(() => scene.close());

/** Polls when it is due, for so long. Returns how many polls there were. */
async function pollFor(milliseconds: number, before: () => Promise<unknown> = () => Promise.resolve()) {
  let polls = 0;
  for (const end = scene.now + milliseconds; ; polls += 1) {
    const due = (await scene.scheduledAt(KEY))!;
    if (due > end) break;
    scene.now = due;
    await before();
    await scene.poll(KEY);
  }
  return polls;
}

const minutesToNext = async () => ((await scene.scheduledAt(KEY))! - scene.now) / MINUTE;
const read = () => scene.store.pointerReads.mark('dm-prod', [KEY], scene.now);
const forgetExpired = () => scene.store.jobs.removeExpired('dm-prod', scene.now, 10);

describe('a pointer that the upstream answers', () => {
  beforeEach(async () => {
    latestIs(scene, '88', '41', 'RUNNING');
    await scene.poll(KEY);
  });

  it('is polled less and less often, down to once an hour, when nobody reads it, and says so', async () => {
    await pollFor(HOUR);
    expect((await scene.job(KEY)).expiresAt).toBeNull();
    expect(await pollFor(20 * HOUR)).toBeLessThan(30);
    expect(await minutesToNext()).toBeGreaterThan(54);
    const record = await scene.job(KEY);
    expect(record.check).toMatchObject({ intervalMs: HOUR, reason: expect.stringContaining('nobody has read it for') });
    expect(record.observation.nextCheckAt).toBe(await scene.scheduledAt(KEY));
    expect(record.observation.status).toBe('fresh');
    expect(isOverdue(record, record.observation.nextCheckAt! + 25 * MINUTE)).toBe(false);
    expect(isOverdue(record, record.observation.nextCheckAt! + 35 * MINUTE)).toBe(true);
  });

  it('is forgotten once nobody has read it for the retention, with the time of its last read', async () => {
    await pollFor(2 * HOUR);
    const { expiresAt } = await scene.job(KEY);
    expect(Math.abs(expiresAt! - BEGIN - 24 * HOUR)).toBeLessThan(MINUTE);
    await pollFor(20 * HOUR);
    expect((await scene.job(KEY)).expiresAt).toBe(expiresAt);
    scene.now = expiresAt! - MINUTE;
    await forgetExpired();
    expect(await scene.record(KEY)).not.toBeNull();
    scene.now = expiresAt!;
    await forgetExpired();
    expect(await scene.record(KEY)).toBeNull();
    expect(await scene.scheduledAt(KEY)).toBeNull();
    expect(await scene.store.redis.zscore(scene.store.keys.pointersRead('dm-prod'), KEY)).toBeNull();
  });

  it('is polled as often as ever while it is read now and then', async () => {
    let readAt = scene.now;
    await pollFor(5 * HOUR, async () => {
      if (scene.now - readAt < 50 * MINUTE) return;
      readAt = scene.now;
      await read();
    });
    expect(await minutesToNext()).toBeLessThan(1.2);
    expect((await scene.job(KEY)).expiresAt).toBeNull();
  });

  it('is due at once when it is read again, and polled as often as before from then on', async () => {
    await pollFor(10 * HOUR);
    await read();
    await scene.store.jobs.update(scene.address(KEY), (current) => ({
      revised: applyRead(current!.record, scene.now),
    }));
    expect(await scene.scheduledAt(KEY)).toBe(scene.now);
    const { expiresAt, observation, revision } = await scene.job(KEY);
    expect({ expiresAt, nextCheckAt: observation.nextCheckAt }).toEqual({ expiresAt: null, nextCheckAt: scene.now });
    expect(await scene.store.redis.zscore(scene.store.keys.expiry('dm-prod'), KEY)).toBeNull();
    await scene.poll(KEY);
    expect(await minutesToNext()).toBeLessThan(1.2);
    expect((await scene.job(KEY)).revision).toBe(revision);
  });

  it('tells those who hold copies of it when it begins to expire, and when it no longer does', async () => {
    const events: string[] = [];
    scene.store.jobs.onChange(({ type, key }) => key === KEY && events.push(type));
    await pollFor(3 * HOUR);
    expect(events).toEqual(['touched']);
    await scene.store.jobs.update(scene.address(KEY), (current) => ({
      revised: applyRead(current!.record, scene.now),
    }));
    expect(events).toEqual(['touched', 'touched']);
  });

  it.each([
    ['a stream of everything', { labels: [], text: null }, true],
    ['a stream of what has its name', { labels: [], text: 'CONFIG-88' }, true],
    ['a stream of others', { labels: [{ label: 'team', value: 'bi' }], text: null }, false],
  ])('counts as read while there is %s', async (_, filter, isRead) => {
    await pollFor(3 * HOUR, () => scene.store.pointerReads.markStream('dm-prod', filter, scene.now));
    expect((await scene.job(KEY)).expiresAt === null).toBe(isRead);
  });

  it.each([['matching'], ['named']])(
    'counts as read while a subscription hears of it that is %s',
    async (selection) => {
      if (selection === 'matching') scene.subscribers.matching = () => Promise.resolve(({ key }) => key === KEY);
      else scene.subscribers.isNamed = ({ key }) => Promise.resolve(key === KEY);
      await pollFor(3 * HOUR);
      expect((await scene.job(KEY)).expiresAt).toBeNull();
      scene.subscribers.matching = () => Promise.resolve(() => false);
      scene.subscribers.isNamed = () => Promise.resolve(false);
      await pollFor(3 * HOUR);
      expect((await scene.job(KEY)).expiresAt).not.toBeNull();
    },
  );

  it('counts as read while it has a label', async () => {
    await scene.store.jobs.update(scene.address(KEY), (current) => ({
      revised: { record: { ...current!.record, labels: { team: 'bi' } }, hasChanged: false, transition: null },
    }));
    await pollFor(3 * HOUR);
    expect((await scene.job(KEY)).expiresAt).toBeNull();
  });

  it('counts its silence from when that is first asked for, where nobody knows of its last read', async () => {
    scene.now += 100 * HOUR;
    await scene.store.redis.del(scene.store.keys.pointersRead('dm-prod'));
    await scene.poll(KEY);
    expect((await scene.job(KEY)).expiresAt).toBeNull();
    await pollFor(2 * HOUR);
    expect((await scene.job(KEY)).expiresAt! - BEGIN).toBe(124 * HOUR);
  });

  it('that nobody reads is forgotten although the upstream does not answer', async () => {
    await pollFor(2 * HOUR);
    const { expiresAt } = await scene.job(KEY);
    scene.plays.set(`${STATUS}88`, { status: 500, body: '' });
    await pollFor(5 * HOUR);
    expect(await scene.job(KEY)).toMatchObject({ expiresAt, observation: { status: 'unreachable' } });
    expect(await minutesToNext()).toBeGreaterThan(54);
  });

  it('that nobody reads is kept for the retention from when the upstream denies it, as any other', async () => {
    await pollFor(20 * HOUR);
    scene.plays.delete(`${STATUS}88`);
    await scene.poll(KEY);
    expect((await scene.job(KEY)).expiresAt).toBeNull();
    for (let minute = 0; minute < 3; minute += 1) {
      scene.now += MINUTE;
      await scene.poll(KEY);
    }
    expect((await scene.job(KEY)).expiresAt! - scene.now).toBeGreaterThan(23 * HOUR);
    latestIs(scene, '88', '42', 'RUNNING');
    scene.now += 10 * SECOND;
    await read();
    await scene.poll(KEY);
    expect(await scene.job(KEY)).toMatchObject({ expiresAt: null, targetKey: '42' });
  });
});
