import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { openActing } from '../../test/acting.scene.js';
import { runIs } from '../../test/datameer.scene.js';
import { IdempotentGateway, type Told } from '../../test/idempotent.gateway.js';
import { MINUTE, type PollingScene } from '../../test/polling.scene.js';
import { WorkerCrew, type Fate } from '../../test/worker.crew.js';

type Event =
  | { does: 'request'; key: number; steps: 1 | 2 }
  | { does: 'fates'; fates: Fate[] }
  | { does: 'join' | 'replace'; isOpen: boolean }
  | { does: 'kill' | 'hand over' | 'stall' | 'open circuit' | 'answer' | 'show' | 'end runs' | 'gateway dies' }
  | { does: 'later'; minutes: number };

const anyFate = fc.constantFrom<Fate>('done', 'taken', 'doubt', 'nothing', 'nothing', 'refused', 'hang', 'hang');
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('request' as const),
      key: fc.nat(2),
      steps: fc.constantFrom(1 as const, 2 as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('fates' as const), fates: fc.array(anyFate, { maxLength: 3 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constantFrom('join' as const, 'replace' as const), isOpen: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom('kill', 'hand over', 'stall', 'open circuit', 'answer', 'show', 'end runs', 'gateway dies'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('later' as const), minutes: fc.nat(20) }) },
);

const anyFates = fc.array(anyFate, { minLength: 3, maxLength: 6 });
const anyEvents = fc.array(anyEvent, { minLength: 6, maxLength: 24 });

const NOTHING_DONE = ['upstream-unavailable', 'no-worker'];
const BETWEEN_EVENTS_MS = 12;
const RUNS = 8;

let redis: RedisServer;
beforeAll(async () => (redis = await openRedis()));
afterAll(() => redis.close());

describe('commands under keys, over workers and gateways that come and go', () => {
  it('start each step once at most, and their requesters are told nothing that is not so', async () => {
    await fc.assert(
      fc.asyncProperty(anyFates, anyEvents, async (fates, events) => {
        const { scene } = await openActing(redis);
        const story = new Story(scene);
        try {
          await story.happens({ does: 'fates', fates });
          for (const event of events) await story.happens(event);
          await story.endsWell();
        } finally {
          await story.close();
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 240_000);
});

/** What happens to one connection, and what callers are told meanwhile. */
class Story {
  private readonly crew: WorkerCrew;
  private readonly asked = new Map<string, string[]>();
  private readonly started = new Map<string, string>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly gateways: IdempotentGateway[] = [];

  constructor(private readonly scene: PollingScene) {
    scene.now = Date.now();
    this.crew = new WorkerCrew(scene);
    this.crew.join();
    this.openGateway();
  }

  async happens(event: Event): Promise<void> {
    switch (event.does) {
      case 'request':
        this.request(`key-${event.key}-${event.steps}`, event.steps);
        break;
      case 'fates':
        this.crew.fates = [...event.fates];
        break;
      case 'replace':
        this.crew.kill();
        this.crew.join(event);
        break;
      case 'join':
        this.crew.join(event);
        break;
      case 'kill':
        this.crew.kill();
        break;
      case 'hand over':
        await this.crew.handOver();
        break;
      case 'stall':
        this.crew.join();
        this.crew.stall();
        break;
      case 'open circuit':
        this.crew.openCircuit();
        break;
      case 'answer':
        this.crew.letAnswer();
        break;
      case 'show':
        this.crew.isShown = true;
        break;
      case 'end runs':
        await this.endRuns();
        break;
      case 'gateway dies':
        this.gateways.at(-1)!.die();
        await this.freeTakenKeys();
        this.openGateway();
        break;
      case 'later':
        this.scene.now += event.minutes * MINUTE;
        break;
    }
    await pause(BETWEEN_EVENTS_MS);
    this.expectOnce();
  }

  /** Everything is well again: whoever asks now is told what there is to know, and nobody is kept out. */
  async endsWell(): Promise<void> {
    this.crew.fates = [];
    this.crew.isShown = true;
    this.crew.letAnswer();
    await Promise.all(this.underWay);
    this.crew.kill();
    this.crew.join();
    // Gateways go by the clock: what is asked now would have expired.
    this.scene.now = Date.now();
    await this.freeTakenKeys();
    for (const [key, steps] of this.asked) {
      await eventually(async () => {
        this.crew.forgetEnded();
        const told = await this.gateways.at(-1)!.start(key, steps);
        this.check(key, told, this.crew.isStarted(steps[0]!));
        const codes = this.crew.calls.get(steps[0]!)?.includes('refused') ? ['start-rejected'] : ['outcome-unknown'];
        if (told === 'died' || 'code' in told) expect(codes).toContain(told === 'died' ? told : told.code);
      });
    }
    await this.endRuns();
    await pause(600);
    this.expectOnce();
  }

  async close(): Promise<void> {
    await this.crew.close();
    for (const gateway of this.gateways) gateway.die();
    await Promise.all(this.underWay);
    await this.scene.close();
  }

  private request(key: string, count: number): void {
    const steps = Array.from({ length: count }, (_, nth) => `${key}/${nth}`);
    this.asked.set(key, steps);
    const wasStarted = this.crew.isStarted(steps[0]!);
    const asking = this.gateways
      .at(-1)!
      .start(key, steps)
      .then((told) => this.check(key, told, wasStarted))
      .finally(() => this.underWay.delete(asking));
    this.underWay.add(asking);
  }

  private check(key: string, told: Told, wasStarted: boolean): void {
    if (told === 'died') return;
    if ('code' in told) {
      if (wasStarted) expect(NOTHING_DONE).not.toContain(told.code);
      return;
    }
    const before = this.started.get(key) ?? told.run;
    expect([key, told.run]).toEqual([key, before]);
    expect(told.run).toBe(this.crew.runs.get(`${key}/0`));
    this.started.set(key, told.run);
  }

  private expectOnce(): void {
    for (const [step, fates] of this.crew.calls) {
      const acting = fates.filter((fate) => fate !== 'nothing');
      expect({ step, acting }).toEqual({ step, acting: acting.slice(0, 1) });
    }
  }

  private async endRuns(): Promise<void> {
    for (const key of this.crew.runs.values()) {
      if ((await this.scene.record(key)) === null) continue;
      runIs(this.scene, key, 'COMPLETED');
      await this.scene.poll(key);
    }
  }

  private openGateway(): void {
    const ask = this.crew.ask.bind(this.crew);
    this.gateways.push(new IdempotentGateway(this.scene.settings.name, this.scene.anotherStore(), ask));
  }

  /** What happens ten seconds after a gateway has died. */
  private async freeTakenKeys(): Promise<void> {
    const { redis: client } = this.scene.store;
    for (const name of await client.keys(`${this.scene.store.keys.prefix}:idempotency:*`)) {
      if ((await client.hget(name, 'until')) !== null) await client.hset(name, 'until', 1);
    }
  }
}
