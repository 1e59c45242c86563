import type { CommandOutcome, CommandRequest, CommandWish } from '#libs/requests';
import { eventually } from '../../../../test/stage/eventually.js';
import { done, refused, run, trouble, type ScriptedCommands } from '../../../../test/contract/commands.provider.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openActing } from '../../test/acting.scene.js';
import { runIs } from '../../test/datameer.scene.js';
import { never, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { CommandConsumer } from './command-consumer.js';
import { inHandForMs } from './start-deadline.js';

let redis: RedisServer;
let scene: PollingScene;
let acts: ScriptedCommands;
let desk: CommandConsumer;
const desks: CommandConsumer[] = [];

beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => {
  ({ scene, acts } = await openActing(redis));
  desk = anotherWorker();
});
afterEach(async () => {
  await Promise.all(desks.splice(0).map((one) => one.stop()));
  await scene.close();
});

function anotherWorker(): CommandConsumer {
  const one = new CommandConsumer(scene.openContext(), never());
  desks.push(one);
  return one;
}

const ask = (wish: CommandWish, command = 'c-1', one = desk): Promise<CommandOutcome | null> =>
  one.handle({ ...wish, command, expiresAt: scene.now + 30 * SECOND } as CommandRequest);
const start = (steps: unknown[], command = 'c-1', one = desk) =>
  ask({ does: 'start', steps, caller: 'ada' }, command, one);
const { calls } = { calls: () => acts.asked };
const connection = () => scene.settings.name;
const audit = async () => (await scene.store.audit.read({ canSee: () => true }, 100, null)).entries;

describe('a start', () => {
  it('is made once, and the run is tracked in the same breath', async () => {
    expect(await start(['7'])).toEqual({ result: 'done', done: { key: '7' } });
    expect(await scene.job('7')).toMatchObject({
      kind: 'run',
      state: 'unknown',
      revision: scene.now,
      labels: {},
      observation: { status: 'never', source: 'start' },
    });
    expect(await scene.scheduledAt('7')).toBe(scene.now);
    expect(await start(['7'])).toEqual({ result: 'done', done: { key: '7' } });
    expect(await start(['7'], 'c-1', anotherWorker())).toEqual({ result: 'done', done: { key: '7' } });
    expect(calls()).toEqual(['start 7']);
  });

  it('of a run that has ended at once keeps its end', async () => {
    const observation = { state: 'succeeded', upstreamState: 'DONE', rule: 'test', result: { rows: 3 } } as const;
    acts.start = () => done({ ...run('7'), observation });
    await start(['x']);
    expect(await scene.job('7')).toMatchObject({
      state: 'succeeded',
      observation: { source: 'start', nextCheckAt: null },
    });
    expect(await scene.history('7')).toMatchObject([{ from: 'unknown', to: 'succeeded', source: 'start' }]);
  });

  it('of a run that is tracked already makes one new revision of it', async () => {
    runIs(scene, '7', 'QUEUED');
    await scene.poll('7');
    const { revision } = await scene.job('7');
    const observation = { state: 'running', upstreamState: 'RUNNING', rule: 'test' } as const;
    acts.start = () => done({ ...run('7'), observation });
    await start(['x', 'y']);
    expect(await scene.job('7')).toMatchObject({
      state: 'running',
      revision: revision + 1,
      labels: { 'jobgate/step': '1/2' },
    });
  });

  it('that another worker has begun and not ended is not made again', async () => {
    await scene.store.commands.begin(connection(), 'c-1', 'somebody who died', scene.now);
    expect(await start(['7'])).toMatchObject({ result: 'unknown' });
    expect(calls()).toEqual([]);
  });

  it('that nobody wants any more is not made', async () => {
    expect(await scene.store.commands.withdraw(connection(), 'c-1')).toBeNull();
    expect(await start(['7'])).toEqual({ result: 'withdrawn' });
    const late = { does: 'start', steps: ['7'], caller: 'ada', command: 'c-2', expiresAt: scene.now - 1 } as const;
    expect(await desk.handle(late)).toEqual({ result: 'withdrawn' });
    expect(calls()).toEqual([]);
  });

  it.each([
    [refused('conflict', '409.2'), { result: 'refused', reason: 'conflict', code: '409.2' }],
    [trouble(false), { result: 'unavailable', code: 'timeout' }],
    [trouble(true), { result: 'unknown' }],
  ])('that comes to nothing says what is known: %#', async (answer, expected) => {
    acts.start = () => answer;
    expect(await start(['7'])).toMatchObject(expected);
    expect(await scene.record('7')).toBeNull();
  });

  it('that fails by a bug may have been made', async () => {
    acts.start = () => {
      throw new Error('bug');
    };
    expect(await start(['7'])).toMatchObject({ result: 'unknown' });
  });

  it('is not made through an open circuit', async () => {
    for (let time = 0; time < 5; time += 1) {
      const { trouble: problem } = trouble(true) as Extract<ReturnType<typeof trouble>, { trouble: unknown }>;
      scene.admission.record(problem, null, 0);
    }
    const closed = new CommandConsumer(scene.context, never());
    expect(await start(['7'], 'c-1', closed)).toMatchObject({ result: 'unavailable', code: 'circuit-open' });
    expect(calls()).toEqual([]);
  });
});

describe('a sequence of starts', () => {
  const ends = async (key: string, word: string) => {
    runIs(scene, key, word);
    await scene.poll(key);
  };

  it('starts the next one when the one before has ended well', async () => {
    desk.begin();
    expect(await start(['1', '2', '3'])).toEqual({ result: 'done', done: { key: '1' } });
    expect((await scene.job('1')).labels).toEqual({ 'jobgate/sequence': 'c-1', 'jobgate/step': '1/3' });
    await ends('1', 'RUNNING');
    await ends('1', 'COMPLETED');
    await eventually(async () => expect((await scene.job('2')).labels['jobgate/step']).toBe('2/3'));
    expect(calls()).toEqual(['start 1', 'start 2']);
    await ends('2', 'COMPLETED_WITH_WARNINGS');
    await eventually(async () => expect((await scene.job('3')).labels['jobgate/step']).toBe('3/3'));
    await eventually(async () => expect(await scene.store.sequences.all(connection())).toEqual([]));
    expect(calls()).toEqual(['start 1', 'start 2', 'start 3']);
    expect(await audit()).toMatchObject([
      { caller: 'ada', action: 'start', job: 'dm-prod~3', status: null, outcome: 'started' },
      { job: 'dm-prod~2', outcome: 'started' },
    ]);
  });

  it('drops the rest when one ends badly, and says so', async () => {
    desk.begin();
    await start(['1', '2', '3'], 'c-2');
    await ends('1', 'ERROR');
    const text = '2 of 3 not started; the run before: failed';
    await eventually(async () => expect((await scene.job('1')).labels['jobgate/dropped']).toBe(text));
    await eventually(async () =>
      expect((await audit())[0]).toMatchObject({ job: 'dm-prod~1', outcome: `dropped: ${text}` }),
    );
    expect(await scene.store.sequences.all(connection())).toEqual([]);
    expect(calls()).toEqual(['start 1']);
  });

  it('goes on in another worker, each step once', async () => {
    await start(['1', '2', '3'], 'c-3');
    await ends('1', 'COMPLETED');
    // Found in the queue again, as after a worker that was killed.
    expect(await start(['1', '2', '3'], 'c-3', anotherWorker())).toEqual({ result: 'done', done: { key: '1' } });
    const others = [anotherWorker(), anotherWorker()];
    for (const other of others) other.begin();
    await eventually(async () => expect(await scene.record('2')).not.toBeNull());
    await ends('2', 'COMPLETED');
    await eventually(async () => expect(await scene.record('3')).not.toBeNull());
    expect(calls()).toEqual(['start 1', 'start 2', 'start 3']);
  });

  it('goes on when the worker died between the first start and the word of it', async () => {
    await start(['1', '2'], 'c-4');
    await scene.store.sequences.put(connection(), { id: 'c-4', caller: 'ada', steps: ['1', '2'], started: [] });
    await ends('1', 'COMPLETED');
    anotherWorker().begin();
    await eventually(async () => expect(await scene.record('2')).not.toBeNull());
    expect(calls()).toEqual(['start 1', 'start 2']);
  });

  it('ends where it is not known whether a step was started', async () => {
    await start(['1', '2'], 'c-5');
    await scene.store.commands.begin(connection(), 'c-5.1', 'somebody who died', scene.now);
    await ends('1', 'COMPLETED');
    scene.now += inHandForMs(scene.settings.limits);
    anotherWorker().begin();
    await eventually(async () =>
      expect((await scene.job('1')).labels['jobgate/dropped']).toMatch(/^1 of 2 not started; .* not known$/),
    );
    expect(calls()).toEqual(['start 1']);
  });

  it('tries again while the upstream cannot be asked', async () => {
    let isAway = true;
    acts.start = (step) => (step === '2' && isAway ? trouble(false) : done(run(String(step))));
    desk.begin();
    await start(['1', '2'], 'c-6');
    await ends('1', 'COMPLETED');
    await eventually(() => expect(calls().length).toBeGreaterThan(2));
    isAway = false;
    await eventually(async () => expect(await scene.record('2')).not.toBeNull());
  });

  it('of which the first is refused leaves nothing', async () => {
    acts.start = () => refused('conflict', '409.2');
    expect(await start(['1', '2'], 'c-7')).toMatchObject({ result: 'refused' });
    expect(await scene.store.sequences.all(connection())).toEqual([]);
  });
});

describe('other commands', () => {
  it('delete what the upstream keeps, once; what is known stays', async () => {
    runIs(scene, '1', 'COMPLETED');
    await scene.poll('1');
    const before = await scene.job('1');
    expect(await ask({ does: 'delete', key: '1' })).toEqual({ result: 'done', done: null });
    expect(await ask({ does: 'delete', key: '1' })).toEqual({ result: 'done', done: null });
    expect(calls()).toEqual(['delete 1']);
    expect(await scene.job('1')).toEqual({ ...before, deletedUpstreamAt: scene.now });
  });

  it('take for deleted what the upstream no longer has', async () => {
    acts.delete = () => refused('not-found', '404.1');
    runIs(scene, '1', 'COMPLETED');
    await scene.poll('1');
    expect(await ask({ does: 'delete', key: '1' })).toEqual({ result: 'done', done: null });
  });

  it('list what the upstream lists', async () => {
    const job = {
      ...{ key: '5', kind: 'run' as const, state: 'running' as const, upstreamState: 'RUNNING' },
      ...{ name: null, startedAt: null, endedAt: null },
    };
    acts.list = () => done([job]);
    acts.runs = () => done([job]);
    expect(await ask({ does: 'list' })).toEqual({ result: 'done', done: [job] });
    expect(await ask({ does: 'runs', key: 'config-88', offset: 0, limit: 5 })).toEqual({ result: 'done', done: [job] });
    expect(calls()).toEqual(['list ', 'runs config-88']);
  });
});
