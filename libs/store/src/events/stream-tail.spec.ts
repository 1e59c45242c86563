import { eventually } from '../../../../test/stage/eventually.js';
import { DEPLOYMENTS, job, NOW, openStore, seeing, track, type StoreScene } from '../../test/store.scene.js';
import type { JobEvent } from './event-stream.js';
import { StreamTail } from './stream-tail.js';

const CONNECTIONS = ['dm-prod', 'hmc-lab', 'otc-prod'];

describe.each(DEPLOYMENTS)('the tail of events on %s', (deployment) => {
  let scene: StoreScene;
  let tail: StreamTail;
  let told: string[];
  let missed: string[];
  let heard: Set<string>;
  let away: (connections: readonly string[]) => void;

  beforeEach(async () => {
    scene = await openStore(deployment);
    [told, missed, heard] = [[], [], new Set()];
    away = () => undefined;
    tail = new StreamTail(scene.location, scene.store.keys);
  }, 30_000);
  afterEach(async () => {
    await tail.close();
    await scene.close();
  });

  async function follow(): Promise<void> {
    tail.start(CONNECTIONS, {
      onChange: (event) => told.push(written(event)),
      onDisconnect: (connections) => {
        connections.forEach((connection) => heard.delete(connection));
        away(connections);
      },
      onResume: (connections, lost) => {
        connections.forEach((connection) => heard.add(connection));
        missed.push(...lost);
      },
    });
    await isHeard();
    missed = [];
  }

  const written = ({ connection, key, type, revision }: JobEvent) => `${connection} ${key} ${type} ${revision ?? '-'}`;
  const isHeard = () => eventually(() => expect([...heard].sort()).toEqual(CONNECTIONS));
  const tells = (...lines: string[]) => eventually(() => expect([...told].sort()).toEqual([...lines].sort()));

  /** The first revision of each life, by its connection and key. */
  const births = new Map<string, number>();

  async function life(connection: string, key: string): Promise<void> {
    const stored = await track(scene.store, job({ connection, key }));
    births.set(`${connection} ${key}`, stored.record.revision);
    await scene.store.jobs.commit({ base: stored, ...seeing(stored.record, {}, NOW) });
    await scene.store.jobs.remove({ connection, key });
  }

  const lifeOf = (connection: string, key: string) => {
    const birth = births.get(`${connection} ${key}`)!;
    return [`tracked ${birth}`, `changed ${birth + 1}`, 'untracked -'].map((told) => `${connection} ${key} ${told}`);
  };

  /** Breaks the connections of all clients, and does something before they can come back. */
  async function whileAway(act: () => Promise<unknown>): Promise<void> {
    for (const { redis } of scene.servers) await redis.command('CLIENT', 'KILL', 'TYPE', 'normal');
    await act();
  }

  it('delivers events from now on, in the order of each connection, and none from before', async () => {
    await life('hmc-lab', 'before');
    await follow();
    await Promise.all(CONNECTIONS.map((connection) => life(connection, 'job: ä 1')));
    await tells(...CONNECTIONS.flatMap((connection) => lifeOf(connection, 'job: ä 1')));
    for (const connection of CONNECTIONS) {
      expect(told.filter((line) => line.startsWith(connection))).toEqual(lifeOf(connection, 'job: ä 1'));
    }
  }, 30_000);

  it('delivers no event for a poll without changes, nor of other connections', async () => {
    await follow();
    const stored = await track(scene.store, job());
    const { revised } = seeing(stored.record, { state: 'unknown' }, NOW);
    await scene.store.jobs.commit({ base: stored, revised: { ...revised, hasChanged: false } });
    await life('elsewhere', 'job');
    await life('hmc-lab', 'job-2');
    await tells(`hmc-lab job-1 tracked ${stored.record.revision}`, ...lifeOf('hmc-lab', 'job-2'));
  }, 30_000);

  it('reports a lost connection, and delivers missed events afterwards', async () => {
    await life('hmc-lab', 'before');
    await follow();
    await whileAway(() => life('hmc-lab', 'meanwhile'));
    await tells(...lifeOf('hmc-lab', 'meanwhile'));
    await isHeard();
    await life('dm-prod', 'after');
    await tells(...lifeOf('hmc-lab', 'meanwhile'), ...lifeOf('dm-prod', 'after'));
    expect(missed.filter((connection) => connection === 'hmc-lab')).toEqual([]);
  }, 30_000);

  it('reports a gap when the stream was trimmed', async () => {
    await life('hmc-lab', 'before');
    await follow();
    const { redis, keys } = scene.store;
    const stream = keys.events('hmc-lab');
    const away = redis.multi().exists(stream).call('CLIENT', 'KILL', 'TYPE', 'normal');
    for (let nth = 0; nth < 3; nth += 1) away.xadd(stream, '*', 'type', 'changed', 'key', `meanwhile-${nth}`);
    await away.xtrim(stream, 'MAXLEN', 1).exec();
    await eventually(() => expect(missed).toContain('hmc-lab'));
    await isHeard();
  }, 30_000);

  it('reports frozen servers soon, and continues when they resume', async () => {
    await life('hmc-lab', 'before');
    await follow();
    for (const { redis } of scene.servers) redis.pause();
    const frozenAt = Date.now();
    await eventually(() => expect(heard.size).toBe(0));
    expect(Date.now() - frozenAt).toBeLessThan(5_000);
    for (const { redis } of scene.servers) redis.resume();
    await isHeard();
    await life('hmc-lab', 'after');
    await tells(...lifeOf('hmc-lab', 'after'));
    expect(missed).not.toContain('hmc-lab');
  }, 30_000);

  it('adds and removes connections without an effect on the others', async () => {
    await life('hmc-lab', 'before');
    await follow();
    let awayOnes: string[] = [];
    away = (connections) => (awayOnes = [...awayOnes, ...connections]);
    tail.applyConfig(['dm-prod', 'sbc-edge']);
    await eventually(() => expect([...heard].sort()).toEqual(['dm-prod', 'sbc-edge']));
    expect(awayOnes.sort()).toEqual(['hmc-lab', 'otc-prod']);
    await life('hmc-lab', 'unheard');
    await life('sbc-edge', 'heard');
    await life('dm-prod', 'heard');
    await tells(...lifeOf('dm-prod', 'heard'), ...lifeOf('sbc-edge', 'heard'));
    tail.applyConfig(CONNECTIONS);
    await isHeard();
    await life('hmc-lab', 'again');
    await tells(...lifeOf('dm-prod', 'heard'), ...lifeOf('sbc-edge', 'heard'), ...lifeOf('hmc-lab', 'again'));
    expect(missed.sort()).toEqual(['hmc-lab', 'otc-prod', 'sbc-edge']);
  }, 30_000);

  it('delivers events of connections that were added while Redis was unreachable', async () => {
    await follow();
    await whileAway(() => Promise.resolve(tail.applyConfig([...CONNECTIONS, 'sbc-edge'])));
    await eventually(() => expect([...heard].sort()).toEqual([...CONNECTIONS, 'sbc-edge']));
    await life('sbc-edge', 'heard');
    await tells(...lifeOf('sbc-edge', 'heard'));
  }, 30_000);

  it('continues after all connections were removed and added again', async () => {
    await follow();
    tail.applyConfig([]);
    expect(heard.size).toBe(0);
    tail.applyConfig(CONNECTIONS);
    await isHeard();
    await life('dm-prod', 'again');
    await tells(...lifeOf('dm-prod', 'again'));
  }, 30_000);

  it.each(['is gone', 'has frozen'])(
    'closes at once when Redis %s',
    async (fate) => {
      await follow();
      for (const { redis } of scene.servers) {
        if (fate === 'is gone') await redis.kill('SIGKILL');
        else redis.pause();
      }
      const startedAt = Date.now();
      await tail.close();
      expect(Date.now() - startedAt).toBeLessThan(1_000);
    },
    30_000,
  );
});

describe('the stream tail of a Redis that loses everything', () => {
  it('reports a gap', async () => {
    const scene = await openStore();
    const tail = new StreamTail(scene.location, scene.store.keys);
    const calls: unknown[] = [];
    try {
      await track(scene.store, job());
      tail.start(['hmc-lab'], {
        onChange: () => undefined,
        onDisconnect: (connections) => calls.push(['away', connections]),
        onResume: (connections, missed) => calls.push(['back', connections, missed]),
      });
      await eventually(() => expect(calls).toHaveLength(1));
      await scene.servers[0]!.redis.kill('SIGKILL');
      await eventually(() => expect(calls).toHaveLength(2));
      await scene.servers[0]!.redis.restart();
      await eventually(() => expect(calls).toHaveLength(3));
      const whole = ['back', ['hmc-lab'], ['hmc-lab']];
      expect(calls).toEqual([whole, ['away', ['hmc-lab']], whole]);
    } finally {
      await tail.close();
      await scene.close();
    }
  }, 30_000);
});
