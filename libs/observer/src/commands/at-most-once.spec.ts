import type { CommandOutcome, CommandRequest, CommandWish } from '#libs/requests';
import { done, run, trouble, type ScriptedCommands } from '../../../../test/contract/commands.provider.js';
import { always, eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openActing } from '../../test/acting.scene.js';
import { runIs } from '../../test/datameer.scene.js';
import { HOUR, never, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { CommandConsumer } from './command-consumer.js';

let redis: RedisServer;
let scene: PollingScene;
let acts: ScriptedCommands;
const desks: CommandConsumer[] = [];

beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => ({ scene, acts } = await openActing(redis)));
afterEach(async () => {
  await Promise.all(desks.splice(0).map((one) => one.stop()));
  await scene.close();
});

/** The next carer of the connection, whose circuit is open unless told otherwise. */
function anotherWorker({ isOpen = true } = {}): CommandConsumer {
  const context = scene.openContext();
  const { trouble: problem } = trouble(false) as Extract<ReturnType<typeof trouble>, { trouble: unknown }>;
  for (let time = 0; isOpen && time < 5; time += 1) context.admission.record(problem, null, 0);
  const desk = new CommandConsumer(context, never());
  desks.push(desk);
  return desk;
}

const connection = () => scene.settings.name;
const ask = (
  desk: CommandConsumer,
  wish: CommandWish,
  expiresAt = scene.now + 30 * SECOND,
): Promise<CommandOutcome | null> => desk.handle({ ...wish, command: 'c-1', expiresAt } as CommandRequest);
const start = (desk: CommandConsumer, ...steps: string[]) => ask(desk, { does: 'start', steps, caller: 'ada' });
const begun = (command: string) => scene.store.commands.begin(connection(), command, 'somebody else', scene.now);
const mark = (command: string) => scene.store.commands.read(connection(), command);

describe('a command that was begun by somebody else', () => {
  it.each<CommandWish>([
    { does: 'start', steps: ['7'], caller: 'ada' },
    { does: 'start', steps: ['7', '8'], caller: 'ada' },
    { does: 'delete', key: '7' },
  ])('is not known, although the circuit is open, and stays begun: %j', async (wish) => {
    await begun('c-1');
    expect(await ask(anotherWorker(), wish)).toMatchObject({ result: 'unknown' });
    expect(await mark('c-1')).toMatchObject({ status: 'begun', by: 'somebody else' });
    expect(acts.asked).toEqual([]);
  });

  it('is not withdrawn by a request that comes too late', async () => {
    await begun('c-1');
    const late = { does: 'start', steps: ['7'], caller: 'ada' } as const;
    expect(await ask(anotherWorker(), late, scene.now - 1)).toMatchObject({ result: 'unknown' });
  });

  it('is told as it ended, although the circuit is open or the request comes too late', async () => {
    const first = await start(anotherWorker({ isOpen: false }), '7');
    expect(first).toEqual({ result: 'done', done: { key: '7' } });
    expect(await start(anotherWorker(), '7')).toEqual(first);
    const late = { does: 'start', steps: ['7'], caller: 'ada' } as const;
    expect(await ask(anotherWorker(), late, scene.now - 1)).toEqual(first);
    expect(acts.asked).toEqual(['start 7']);
  });
});

describe('a command of which the upstream has certainly not heard', () => {
  it('leaves no mark while the circuit is open', async () => {
    expect(await start(anotherWorker(), '7')).toMatchObject({ result: 'unavailable', code: 'circuit-open' });
    expect(await mark('c-1')).toBeNull();
  });

  it('can be begun again under its name', async () => {
    acts.start = () => trouble(false);
    acts.delete = () => trouble(false);
    const desk = anotherWorker({ isOpen: false });
    expect(await start(desk, '7')).toMatchObject({ result: 'unavailable' });
    expect(await ask(desk, { does: 'delete', key: '7' })).toMatchObject({ result: 'unavailable' });
    acts.start = () => done(run('7'));
    expect(await start(desk, '7')).toEqual({ result: 'done', done: { key: '7' } });
  });
});

describe('the next step of a sequence', () => {
  const ended = async (key: string) => {
    runIs(scene, key, 'COMPLETED');
    await scene.poll(key);
  };

  it('that a killed worker had begun is not begun again, although the circuit is open for a while', async () => {
    await start(anotherWorker({ isOpen: false }), '1', '2');
    await begun('c-1.1');
    await ended('1');
    scene.now += HOUR;
    const closed = anotherWorker();
    closed.begin();
    await eventually(async () => expect((await scene.job('1')).labels['jobgate/dropped']).toMatch(/not known$/));
    anotherWorker({ isOpen: false }).begin();
    await always(async () => {
      expect(acts.asked).toEqual(['start 1']);
      expect(await mark('c-1.1')).toMatchObject({ by: 'somebody else' });
    }, 1_200);
  });

  it('that a killed worker had carried out is not carried out again, although the circuit is open for a while', async () => {
    await start(anotherWorker({ isOpen: false }), '1', '2', '3');
    await scene.store.commands.begin(connection(), 'c-1.1', 'killed', scene.now);
    await scene.store.commands.finish(connection(), 'c-1.1', 'killed', { result: 'done', done: { key: '2' } });
    acts.asked.push('start 2');
    await ended('1');
    anotherWorker().begin();
    await eventually(async () =>
      expect(await scene.store.sequences.all(connection())).toMatchObject([{ started: ['1', '2'] }]),
    );
    anotherWorker({ isOpen: false }).begin();
    await always(() => expect(acts.asked).toEqual(['start 1', 'start 2']), 1_200);
  });
});
