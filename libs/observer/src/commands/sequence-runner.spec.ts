import type { CommandRequest } from '#libs/requests';
import type { Store } from '#libs/store';
import { done, run, type ScriptedCommands } from '../../../../test/contract/commands.provider.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openActing } from '../../test/acting.scene.js';
import { runIs } from '../../test/datameer.scene.js';
import { latch, never, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { CommandConsumer } from './command-consumer.js';

let redis: RedisServer;
let scene: PollingScene;
let acts: ScriptedCommands;
const desks: CommandConsumer[] = [];
const stores: Store[] = [];

beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => ({ scene, acts } = await openActing(redis)));
afterEach(async () => {
  await Promise.all(desks.splice(0).map((one) => one.stop()));
  await Promise.all(stores.splice(0).map((one) => one.close()));
  await scene.close();
});

function anotherWorker(): { desk: CommandConsumer; store: Store } {
  const store = scene.anotherStore();
  const desk = new CommandConsumer(scene.openContext(store), never());
  stores.push(store);
  desks.push(desk);
  return { desk, store };
}

const ask = (desk: CommandConsumer, steps: unknown[], command: string) =>
  desk.handle({ does: 'start', steps, caller: 'ada', command, expiresAt: scene.now + 30 * SECOND } as CommandRequest);
const connection = () => scene.settings.name;
const outcomes = async () =>
  (await scene.store.audit.read({ canSee: () => true }, 100, null)).entries.map(({ outcome }) => outcome);
async function hasSucceeded(key: string): Promise<void> {
  runIs(scene, key, 'COMPLETED');
  await scene.poll(key);
  expect((await scene.job(key)).state).toBe('succeeded');
}

describe('two workers that go on with one sequence', () => {
  it('start a step once, and keep what comes after it, although each found no mark of it', async () => {
    const workers = [anotherWorker(), anotherWorker()];
    await ask(workers[0]!.desk, ['7', '8', '9'], 'c-1');
    await hasSucceeded('7');
    let waiting = 0;
    let refused = 0;
    const met = latch();
    const polls = new Map<Store, number>();
    for (const { store } of workers) {
      const { commands } = store;
      const [read, begin] = [commands.read.bind(commands), commands.begin.bind(commands)];
      commands.read = async (name, command) => {
        const mark = await read(name, command);
        polls.set(store, (polls.get(store) ?? 0) + 1);
        if (command !== 'c-1.1' || mark !== null) return mark;
        waiting += 1;
        if (waiting === workers.length) met.open();
        await met.opened;
        return mark;
      };
      commands.begin = async (...call) => {
        const found = await begin(...call);
        if (found !== null) refused += 1;
        return found;
      };
    }
    const { opened, open } = latch();
    acts.start = async (step) => {
      if (step === '8') await opened;
      return done(run(String(step)));
    };
    for (const { desk } of workers) desk.begin();
    await eventually(() => expect([waiting, refused]).toEqual([2, 1]));
    // The one that came second has polled again since.
    const before = [...polls.values()].reduce((sum, one) => sum + one, 0);
    await eventually(() => expect([...polls.values()].reduce((sum, one) => sum + one, 0)).toBeGreaterThan(before + 1));
    expect(await scene.store.sequences.read(connection(), 'c-1')).toMatchObject({ started: ['7'] });
    open();
    await eventually(async () => expect(await scene.record('8')).not.toBeNull());
    await hasSucceeded('8');
    await eventually(async () => expect(await scene.store.sequences.all(connection())).toEqual([]), 20_000);
    expect(acts.asked).toEqual(['start 7', 'start 8', 'start 9']);
    expect(new Set(await outcomes())).toEqual(new Set(['started']));
  });
});

describe('a sequence behind a run that cannot be read', () => {
  it('waits for whoever can read it, is told of once, and keeps no other back', async () => {
    const { desk } = anotherWorker();
    await ask(desk, ['7', '8'], 'c-1');
    await ask(desk, ['17', '18'], 'c-2');
    await hasSucceeded('7');
    await hasSucceeded('17');
    const name = scene.store.keys.job(connection(), '7');
    const text = (await scene.store.redis.get(name))!;
    await scene.store.redis.set(name, '17z\nof another version');
    const told = () => scene.log.filter(({ msg }) => String(msg).includes('cannot be read'));
    desk.begin();
    await eventually(async () => expect(await scene.record('18')).not.toBeNull());
    await eventually(() => expect(told()).toHaveLength(1));
    expect(acts.asked).toEqual(['start 7', 'start 17', 'start 18']);
    await scene.store.redis.set(name, text);
    await eventually(() => expect(acts.asked).toContain('start 8'));
    expect(told()).toHaveLength(1);
  });

  it('that cannot be read itself keeps no other back, and stays', async () => {
    const { desk } = anotherWorker();
    await ask(desk, ['17', '18'], 'c-2');
    await scene.store.redis.hset(scene.store.keys.sequences(connection()), 'c-1', '{"id":"c-1","steps":');
    await hasSucceeded('17');
    desk.begin();
    await eventually(async () => expect(await scene.record('18')).not.toBeNull());
    expect(await scene.store.redis.hexists(scene.store.keys.sequences(connection()), 'c-1')).toBe(1);
  });
});
