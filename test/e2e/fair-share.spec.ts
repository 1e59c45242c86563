import { jest } from '@jest/globals';
import { eventually, Stage, type StageClient } from '../stage/index.js';

jest.setTimeout(120_000);

const READERS = 300;

/** Reads ids that no upstream knows, each another one, so many at a time, until `stop`. */
class Flood {
  answers = 0;
  private isOver = false;
  private readonly readers: Promise<void>[];

  constructor(
    private readonly client: StageClient,
    private readonly connection: string,
  ) {
    this.readers = Array.from({ length: READERS }, (_, reader) => this.read(reader));
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.readers);
  }

  private async read(reader: number): Promise<void> {
    for (let turn = 0; !this.isOver; turn += 1) {
      await this.client.read(`${this.connection}~${1_000_000 + turn * READERS + reader}`);
      this.answers += 1;
    }
  }
}

describe('a caller who reads a great many jobs that nobody knows', () => {
  let stage: Stage;
  let flood: Flood;

  beforeAll(async () => {
    stage = await Stage.open({
      configure: ({ connections }) => {
        for (const { limits } of connections) Object.assign(limits, { requestsPerSecond: 10, timeout: '5s' });
      },
    });
    flood = new Flood(stage.client('reader'), 'dm-prod');
    // More than may wait for a worker, so that those that come later find what they leave to others.
    await eventually(() => expect(flood.answers).toBeGreaterThan(2 * READERS), 60_000);
  });
  afterAll(async () => {
    await flood?.stop();
    await stage?.close();
  });

  it('[get.look-behind, start.datameer] does not delay starts of others', async () => {
    const datameer = stage.simulator.of('datameer');
    const script = { durationMs: 300, outcome: 'succeeded', neverRun: true } as const;
    const { ids } = await datameer.addWithIds<{ configurationId: number }>([script, script, script, script]);
    const client = stage.client('operator');
    const starts = [];
    for (const { configurationId } of ids) {
      starts.push(await client.post('/connections/dm-prod/jobs', { configuration: configurationId }));
    }
    expect(starts.map(({ status, body }) => [status, body['code']])).toEqual(ids.map(() => [202, undefined]));
  });

  it('[get.look-share] affects only callers who have used up their share', async () => {
    const [reader, operator] = [stage.client('reader'), stage.client('operator')];
    await eventually(async () => {
      const { status, headers } = await reader.read(`dm-prod~${Math.floor(Math.random() * 1e8) + 1e9}`);
      expect([status, headers['cache-status'], Number(headers['retry-after'])]).toEqual([
        202,
        expect.stringContaining('detail=share-used'),
        expect.any(Number),
      ]);
    });
    await eventually(async () => {
      const { status, body, headers } = await reader.get('/connections/dm-prod/jobs');
      expect([status, body['code'], headers['retry-after']]).toEqual([429, 'share-used', '1']);
    });
    expect((await operator.get('/connections/dm-prod/jobs')).status).toBe(200);
  });

  it('[get.no-cache] does not delay polls of others', async () => {
    const key = await stage.simulator.of('datameer').add({ durationMs: 600_000, outcome: 'succeeded' });
    const client = stage.client('operator');
    const reads = [];
    for (let count = 0; count < 4; count += 1) {
      reads.push(await client.read(`dm-prod~${key}`, { 'cache-control': 'no-cache', prefer: 'handling=strict' }));
    }
    expect(reads.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});
