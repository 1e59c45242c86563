import { DEPLOYMENTS, openStore, type StoreScene } from '../test/store.scene.js';
import { CLOSED_CIRCUIT } from './connection-board.js';

describe.each(DEPLOYMENTS)('the board of connections on %s', (deployment) => {
  let scene: StoreScene;
  let connection = '';
  let tests = 0;

  beforeAll(async () => {
    scene = await openStore(deployment);
  }, 30_000);
  afterAll(() => scene.close());
  beforeEach(() => {
    connection = `connection-${(tests += 1)}`;
  });

  const board = () => scene.store.board;

  it('counts the workers that are alive', async () => {
    await board().leave('one');
    const before = await board().present('one', 60_000);
    expect(await board().present('other', 60_000)).toBe(before + 1);
    expect(await board().present('one', 60_000)).toBe(before + 1);
    await board().leave('other');
    expect(await board().present('one', 60_000)).toBe(before);
    expect(await board().present('short-lived', 0)).toBe(before);
    expect(await board().workers()).toBe(before);
    expect(await board().wasWorkerSeenLately()).toBe(true);
  });

  it('says of a connection whether there is anybody who may look after it', async () => {
    const isAttended = (inMs = 0) => board().isAttended(connection, Date.now() + inMs);
    await scene.store.redis.del(scene.store.keys.workers());
    expect(await isAttended()).toBe(false);
    await board().own(connection, 'one', 60_000);
    expect(await isAttended()).toBe(true);
    await board().disown(connection, 'one');
    await board().present('other', 6_000);
    // A worker that said nothing before it went.
    expect([await isAttended(), await isAttended(30_000), await isAttended(90_000)]).toEqual([true, true, false]);
    await board().leave('other');
    expect(await isAttended()).toBe(false);
  });

  it('tells how long a lease goes on', async () => {
    expect(await board().ownedFor(connection)).toBeNull();
    await board().own(connection, 'one', 60_000);
    const remaining = await board().ownedFor(connection);
    expect(remaining).toBeGreaterThan(30_000);
    expect(remaining).toBeLessThanOrEqual(60_000);
  });

  it('gives the care of a connection to one worker only, however many ask at once', async () => {
    const workers = Array.from({ length: 20 }, (_, index) => `worker-${index}`);
    const answers = await Promise.all(workers.map((worker) => board().own(connection, worker, 10_000)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await board().owner(connection)).toBe(workers[answers.indexOf(true)]);
  });

  it('renews the care for the one who has it', async () => {
    await board().own(connection, 'one', 1_000);
    expect(await board().own(connection, 'one', 60_000)).toBe(true);
    expect(await board().own(connection, 'other', 60_000)).toBe(false);
    expect(await scene.store.redis.pttl(scene.store.keys.owner(connection))).toBeGreaterThan(50_000);
  });

  it('lets another take over when the time of the first is up', async () => {
    await board().own(connection, 'one', 60_000);
    // Redis counts the time itself; brought forward instead of waited for.
    await scene.store.redis.pexpire(scene.store.keys.owner(connection), 1);
    while ((await board().owner(connection)) !== null);
    expect(await board().own(connection, 'other', 60_000)).toBe(true);
    expect(await board().own(connection, 'one', 60_000)).toBe(false);
  });

  it('lets go only what is held', async () => {
    await board().own(connection, 'one', 60_000);
    await board().disown(connection, 'other');
    expect(await board().owner(connection)).toBe('one');
    await board().disown(connection, 'one');
    expect(await board().owner(connection)).toBeNull();
  });

  it('knows nothing of a connection that nobody has written about', async () => {
    expect(await board().read(connection)).toMatchObject({ circuit: CLOSED_CIRCUIT, inFlight: 0, lastCheckAt: null });
  });

  it('keeps what is not written anew', async () => {
    const circuit = { status: 'open' as const, failures: 7, probeAt: 5, pauseMs: 2_000, cause: 'timeout' };
    await board().write(connection, { circuit, inFlight: 3 });
    await board().write(connection, { inFlight: 0 });
    await board().write(connection, {});
    expect(await board().read(connection)).toMatchObject({ circuit, inFlight: 0 });
  });
});
