import type { UnreadableValue } from '#libs/store';
import { DEPLOYMENTS, job, NOW, openStore, seeing, track, type StoreScene } from '../../test/store.scene.js';

const CONNECTION = 'hmc-lab';
const ADDRESS = { connection: CONNECTION, key: 'job-1' };
const KEPT = { id: 's-1', caller: 'ada', steps: ['7', '8'], started: ['7'] };

describe.each(DEPLOYMENTS)('a damaged text over %s', (deployment) => {
  let scene: StoreScene;
  const told: [UnreadableValue, boolean][] = [];

  beforeAll(async () => {
    scene = await openStore(deployment);
    scene.store.values.onUnreadable((text, isNew) => told.push([text, isNew]));
  }, 60_000);
  afterAll(() => scene.close());
  beforeEach(async () => {
    await scene.store.connectionKeys.remove(CONNECTION);
    told.length = 0;
  });

  it('is left out of a history', async () => {
    const { store } = scene;
    await track(store, job());
    await store.jobs.update(ADDRESS, (current) => seeing(current!.record, { state: 'running' }, NOW + 1));
    for (const text of ['', '{', 'null', '[]', '["running","sleeping",1,"poll",2]']) {
      await store.redis.rpush(store.keys.history(CONNECTION, 'job-1'), text);
    }
    expect((await store.jobs.history(ADDRESS)).map(({ to }) => to)).toEqual(['running']);
    expect(told).toHaveLength(5);
    expect(told.filter(([, isNew]) => isNew)).toEqual([
      [{ kind: 'transition', key: store.keys.history(CONNECTION, 'job-1'), part: null }, true],
    ]);
  });

  it.each(['', '[', '[null]', '{}'])('is no last response: %s', async (text) => {
    await scene.store.redis.set(scene.store.keys.raw(CONNECTION, 'job-1'), text);
    expect(await scene.store.jobs.lastResponse(ADDRESS)).toBeNull();
  });

  it('is no sequence, and does not affect others', async () => {
    const { sequences, redis, keys } = scene.store;
    await sequences.put(CONNECTION, KEPT);
    for (const text of ['{', 'null', '{"id":"s-2"}']) {
      await redis.hset(keys.sequences(CONNECTION), 's-2', text);
      expect(await sequences.all(CONNECTION)).toEqual([KEPT]);
      expect(await sequences.read(CONNECTION, 's-2')).toBeNull();
    }
  });

  it.each(['{', 'null', '{"status":"finished"}', '{"status":"begun"}', '{"status":"done"}'])(
    'says of a command that somebody has begun it: %s',
    async (text) => {
      const { commands, redis, keys } = scene.store;
      await redis.set(keys.command(CONNECTION, 'c-1'), text);
      const begun = expect.objectContaining({ status: 'begun' });
      expect(await commands.read(CONNECTION, 'c-1')).toEqual(begun);
      expect(await commands.begin(CONNECTION, 'c-1', 'a token', NOW)).toEqual(begun);
      expect(await commands.withdraw(CONNECTION, 'c-1')).toEqual(begun);
      expect(await commands.finish(CONNECTION, 'c-1', 'a token', {})).toBe(false);
      expect(await commands.forget(CONNECTION, 'c-1', 'a token')).toBe(false);
      expect(await redis.get(keys.command(CONNECTION, 'c-1'))).toBe(text);
    },
  );

  it('is left out of the status of a connection', async () => {
    const { connectionStatus, redis, keys } = scene.store;
    const nothing = await connectionStatus.read(CONNECTION);
    await connectionStatus.write(CONNECTION, {
      latencyMs: 7,
      lastTrouble: { kind: 'x', code: 'y', message: 'z', at: NOW },
    });
    const known = { ...nothing, ...(await connectionStatus.read(CONNECTION)) };
    for (const [field, text] of [
      ['circuit', 'null'],
      ['circuit', '{'],
      ['inFlight', '"many"'],
      ['push', '{"status":1}'],
      ['lastCheckAt', ''],
    ] as const) {
      await redis.hset(keys.connectionStatus(CONNECTION), field, text);
      expect(await connectionStatus.read(CONNECTION)).toEqual(known);
    }
  });

  it('is no authentication failure', async () => {
    const { authenticationFailures, redis, keys } = scene.store;
    await redis.hset(keys.authenticationFailures('a-1'), 'mark', '{"tries":2}');
    expect(await authenticationFailures.read('a-1', 'mark')).toBeNull();
  });

  it('is no position in a stream, and is replaced', async () => {
    const { outbox, redis, keys } = scene.store;
    await redis.set(keys.webhookPosition(CONNECTION), 'somewhere');
    expect(await outbox.position(CONNECTION)).toBeNull();
    expect(await outbox.advance(CONNECTION, null, '5-0', [], NOW)).toEqual([]);
    expect(await outbox.position(CONNECTION)).toBe('5-0');
  });

  it('is no time of a paused or published delivery', async () => {
    const { pausedSubscriptions, publishedRevisions, redis, keys } = scene.store;
    for (const name of [keys.webhookPaused(CONNECTION), keys.webhookPublished(CONNECTION)]) {
      await redis.hset(name, 'whole', NOW, 'damaged', 'yesterday');
    }
    expect(await pausedSubscriptions.all(CONNECTION)).toEqual(new Map([['whole', NOW]]));
    expect(await publishedRevisions.all(CONNECTION)).toEqual(new Map([['whole', NOW]]));
  });

  it('counts as a process that reads the first formats', async () => {
    const { processes, redis, keys } = scene.store;
    await redis.set(keys.process('damaged'), '{', 'PX', 60_000);
    const found = await processes.all();
    expect(found).toMatchObject([{ forms: { record: 1, result: 1, duration: 1 } }]);
    await redis.del(keys.process('damaged'));
  });

  it('does not remove an audit entry', async () => {
    const { audit, redis, keys } = scene.store;
    await redis.xadd(keys.audit(), `${NOW}-0`, 'at', 'noon', 'status', 'fine', 'caller', 'ada');
    const { entries } = await audit.read({ canSee: () => true }, 10, null);
    expect(entries).toMatchObject([{ at: NOW, status: null, caller: 'ada' }]);
    await redis.del(keys.audit());
  });

  it('is the first form of a kind in the numbers', async () => {
    const { formats, redis, keys } = scene.store;
    await redis.hset(keys.formats(), 'result', 'two', 'duration', -1);
    expect(await formats.load()).toMatchObject({ result: 1, duration: 1 });
    await redis.del(keys.formats());
  });
});
