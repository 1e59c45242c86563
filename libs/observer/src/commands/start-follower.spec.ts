import type { CommandOutcome, CommandRequest } from '#libs/requests';
import { done, run, trouble, type ScriptedCommands } from '../../../../test/contract/commands.provider.js';
import { always, eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openActing } from '../../test/acting.scene.js';
import { runIs } from '../../test/datameer.scene.js';
import { MINUTE, SECOND, type PollingScene } from '../../test/polling.scene.js';
import { CommandConsumer } from './command-consumer.js';

let redis: RedisServer;
let scene: PollingScene;
let acts: ScriptedCommands;
const workers: Worker[] = [];

interface Worker {
  desk: CommandConsumer;
  /** As on SIGTERM, when what is in hand takes too long. */
  handOver: () => Promise<void>;
}

beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());
beforeEach(async () => ({ scene, acts } = await openActing(redis)));
afterEach(async () => {
  await Promise.all(workers.splice(0).map(({ handOver }) => handOver()));
  await scene.close();
});

function anotherWorker({ isOpen = false } = {}): Worker {
  const context = scene.openContext();
  const { trouble: problem } = trouble(false) as Extract<ReturnType<typeof trouble>, { trouble: unknown }>;
  for (let time = 0; isOpen && time < 5; time += 1) context.admission.record(problem, null, 0);
  const abandoning = new AbortController();
  const desk = new CommandConsumer(context, abandoning.signal);
  const handOver = async () => {
    abandoning.abort(new Error('abandoned'));
    await desk.stop();
  };
  workers.push({ desk, handOver });
  return { desk, handOver };
}

const connection = () => scene.settings.name;
const start = ({ desk }: Worker, ...steps: string[]): Promise<CommandOutcome | null> =>
  desk.handle({ does: 'start', steps, caller: 'ada', command: 'c-1', expiresAt: scene.now + SECOND } as CommandRequest);
const mark = (command = 'c-1') => scene.store.commands.read(connection(), command);
const isFollowed = (command?: string) =>
  eventually(async () => expect(await mark(command)).toMatchObject({ status: 'begun', followed: expect.anything() }));
const ends = async (key: string) => {
  runIs(scene, key, 'COMPLETED');
  await scene.poll(key);
};

/** A step becomes the run of the same number, and is only taken to begin with. */
let shown: Map<string, string>;
beforeEach(() => {
  shown = new Map();
  acts.start = (step) => done({ taken: { step } });
  acts.follow = (taken) => {
    const key = shown.get((taken as { step: string }).step);
    return done(key === undefined ? null : run(key));
  };
});

describe('a start that is followed', () => {
  it('ends with its run', async () => {
    const asked = start(anotherWorker(), '7');
    await isFollowed();
    shown.set('7', '42');
    expect(await asked).toEqual({ result: 'done', done: { key: '42' } });
    expect(await scene.job('42')).toMatchObject({ labels: {}, observation: { source: 'start' } });
    await eventually(async () => expect(await scene.store.sequences.all(connection())).toEqual([]));
  });

  it('is followed by the next worker when its own stops, and by those who ask again', async () => {
    const first = anotherWorker();
    const asked = start(first, '7');
    await isFollowed();
    await first.handOver();
    expect(await asked).toBeNull();
    const next = anotherWorker();
    next.desk.begin();
    const again = start(next, '7');
    shown.set('7', '42');
    expect(await again).toEqual({ result: 'done', done: { key: '42' } });
    expect(await scene.job('42')).toMatchObject({ labels: {} });
    expect(acts.asked).toEqual(['start 7']);
  });

  it('is followed by the next worker when its own was killed, and nobody asks again', async () => {
    await scene.store.sequences.put(connection(), { id: 'c-1', caller: 'ada', steps: ['7'], started: [] });
    await scene.store.commands.begin(connection(), 'c-1', 'killed', scene.now);
    await scene.store.commands.follow(connection(), 'c-1', 'killed', { taken: { step: '7' }, at: scene.now });
    anotherWorker().desk.begin();
    shown.set('7', '42');
    await eventually(async () => expect(await mark()).toMatchObject({ outcome: { done: { key: '42' } } }));
    expect(await scene.record('42')).not.toBeNull();
    expect(acts.asked).toEqual([]);
    await eventually(async () => expect(await scene.store.sequences.all(connection())).toEqual([]));
  });

  it('goes on with the rest of its sequence, at whichever step its worker stops', async () => {
    const one = anotherWorker();
    const asked = start(one, '1', '2', '3');
    await isFollowed('c-1');
    await one.handOver();
    expect(await asked).toBeNull();
    const two = anotherWorker();
    two.desk.begin();
    shown.set('1', '11');
    await eventually(async () => expect((await scene.job('11')).labels['jobgate/step']).toBe('1/3'));
    await ends('11');
    await isFollowed('c-1.1');
    await two.handOver();
    anotherWorker().desk.begin();
    shown.set('2', '12').set('3', '13');
    await eventually(async () => expect((await scene.job('12')).labels['jobgate/step']).toBe('2/3'));
    await ends('12');
    await eventually(async () => expect((await scene.job('13')).labels['jobgate/step']).toBe('3/3'));
    expect(acts.asked).toEqual(['start 1', 'start 2', 'start 3']);
  });

  it('waits for an upstream that cannot be asked', async () => {
    const first = anotherWorker();
    void start(first, '7');
    await isFollowed();
    await first.handOver();
    shown.set('7', '42');
    anotherWorker({ isOpen: true }).desk.begin();
    await always(async () => expect(await mark()).toMatchObject({ status: 'begun' }), 1_500);
    scene.now += MINUTE;
    await eventually(async () => expect(await mark()).toMatchObject({ outcome: { done: { key: '42' } } }));
  });

  it('is not known when no run shows in time, nor when the run that shows may be any', async () => {
    const asked = start(anotherWorker(), '7');
    await isFollowed();
    scene.now += MINUTE + SECOND;
    expect(await asked).toMatchObject({ result: 'unknown' });
    await scene.store.commands.begin(connection(), 'c-2', 'killed', scene.now);
    await scene.store.commands.follow(connection(), 'c-2', 'killed', { taken: { step: '8' }, at: scene.now });
    await scene.store.sequences.put(connection(), { id: 'c-2', caller: 'ada', steps: ['8'], started: [] });
    scene.now += 16 * MINUTE;
    shown.set('8', '43');
    anotherWorker().desk.begin();
    await eventually(async () => expect(await mark('c-2')).toMatchObject({ outcome: { result: 'unknown' } }));
    expect(await scene.record('43')).toBeNull();
  });
});

describe('a start that its worker has not made when it stops', () => {
  it('is made by the next one', async () => {
    const first = anotherWorker();
    acts.start = async () => {
      void first.handOver();
      return trouble(false);
    };
    expect(await start(first, '7')).toBeNull();
    expect(await mark()).toBeNull();
    acts.start = () => done(run('7'));
    expect(await start(anotherWorker(), '7')).toEqual({ result: 'done', done: { key: '7' } });
  });
});
