import { newRecord, type JobRecord } from '#libs/jobs';
import { Store } from '#libs/store';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reaper } from '../stage/reaper.js';
import { entryOf, ROOT } from '../stage/repository.js';
import { buildConfiguration } from '../stage/stage.configuration.js';
import { StageProcess } from '../stage/stage.process.js';
import { StageRedis } from '../stage/stage.redis.js';
import { StageSimulator } from '../stage/stage.simulator.js';
import { StageWorker } from '../stage/stage.worker.js';

const PREFIX = 'fuzz';

/** Keys by what their holders may do. */
export const HOLDERS: Readonly<Record<string, { scopes: string[]; connections: string[] }>> = {
  'fuzz-admin': { scopes: ['admin'], connections: ['*'] },
  'fuzz-reader': { scopes: ['jobs:read'], connections: ['*'] },
  'fuzz-tracker': { scopes: ['jobs:read', 'jobs:track'], connections: ['*'] },
  'fuzz-operator': { scopes: ['jobs:operate'], connections: ['*'] },
  'fuzz-tenant': { scopes: ['admin'], connections: ['dm-prod'] },
};

/** Those connections of the usual stage that are asked about. */
export const CONNECTION_NAMES = ['dm-prod', 'hmc-lab', 'sbc-edge'] as const;

export interface EventLoop {
  longest: number;
  p99: number;
  longestWork: number;
}

/** A built gateway process over a Redis of its own, with some jobs; simulated upstreams, and a worker that cares for them. */
export class FuzzStage {
  private constructor(
    readonly url: string,
    private readonly gateway: StageProcess,
    private readonly folder: string,
    private readonly reaper: Reaper,
  ) {}

  static async open(): Promise<FuzzStage> {
    const folder = mkdtempSync(join(tmpdir(), 'jobgate-fuzz-'));
    const reaper = new Reaper(folder);
    const [redis, simulator] = await Promise.all([StageRedis.start(folder, reaper, []), StageSimulator.start(reaper)]);
    const file = join(folder, 'jobgate.yaml');
    writeFileSync(file, JSON.stringify(configuration(redis.url, simulator.urls)));
    await fill(redis.port, simulator);
    const worker = await StageWorker.start('worker', file, reaper);
    await worker.ownsConnections(CONNECTION_NAMES, 30_000);
    const gateway = new StageProcess({
      name: 'gateway',
      command: process.execPath,
      args: [join(ROOT, 'test/fuzz/gateway.program.mjs'), entryOf('gateway')],
      environment: { JOBGATE_CONFIG: file },
      reaper,
    });
    const { url } = await gateway.waitForLog('gateway listening');
    return new FuzzStage(String(url), gateway, folder, reaper);
  }

  get isRunning(): boolean {
    return this.gateway.isRunning;
  }

  /** What the gateway logged as its own fault. */
  faults(): unknown[] {
    return this.gateway.log.filter(({ level }) => level === 'error' || level === 'fatal');
  }

  async eventLoop(): Promise<EventLoop> {
    process.kill(this.gateway.pid, 'SIGUSR2');
    return (await this.gateway.waitForLog('event loop')) as unknown as EventLoop;
  }

  async close(): Promise<void> {
    await this.reaper.endAll();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function configuration(redisUrl: string, upstreams: StageSimulator['urls']) {
  const usual = buildConfiguration({ redisUrl, upstreams });
  return {
    ...usual,
    redis: { url: redisUrl, prefix: PREFIX },
    // Each request is to be judged by what it asks.
    access: {
      quota: 'none',
      keys: Object.entries(HOLDERS).map(([key, rights]) => ({
        name: key,
        sha256: createHash('sha256').update(key).digest('hex'),
        ...rights,
      })),
    },
    webhooks: { allowPrivateTargets: false },
    connections: usual.connections.filter(({ name }) => (CONNECTION_NAMES as readonly string[]).includes(name)),
  };
}

export const KEYS = ['1', '2', '3'];

async function fill(port: number, simulator: StageSimulator): Promise<void> {
  const lasting = KEYS.map((id) => ({ id, durationMs: 3_600_000, outcome: 'succeeded' as const }));
  await simulator.of('datameer').addAll(lasting);
  const location = { kind: 'single' as const, host: '127.0.0.1', port, database: 0, tls: false };
  const store = Store.connect({ ...location, username: null, password: null }, PREFIX);
  const now = Date.now();
  for (const key of KEYS) {
    const made = newRecord({ connection: 'dm-prod', key, provider: 'datameer', kind: 'run', trackedAt: now });
    const record: JobRecord = { ...made, name: `job ${key}`, labels: { team: 'bi' } };
    await store.jobs.commit({ base: null, revised: { record, hasChanged: true, transition: null } });
  }
  await store.close();
}
