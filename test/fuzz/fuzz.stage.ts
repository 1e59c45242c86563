import { newRecord, type JobRecord } from '#libs/jobs';
import { Store } from '#libs/store';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reaper } from '../stage/reaper.js';
import { entryOf, ROOT } from '../stage/repository.js';
import { StageProcess } from '../stage/stage.process.js';
import { StageRedis } from '../stage/stage.redis.js';

/** Keys by what their holders may do. */
export const HOLDERS: Readonly<Record<string, { scopes: string[]; connections: string[] }>> = {
  'fuzz-admin': { scopes: ['admin'], connections: ['*'] },
  'fuzz-reader': { scopes: ['jobs:read'], connections: ['*'] },
  'fuzz-tracker': { scopes: ['jobs:read', 'jobs:track'], connections: ['*'] },
  'fuzz-operator': { scopes: ['jobs:operate'], connections: ['*'] },
  'fuzz-tenant': { scopes: ['admin'], connections: ['dm-prod'] },
};

export const CONNECTIONS = {
  'dm-prod': { provider: 'datameer', auth: { user: 'u', password: 'p' } },
  'hmc-lab': { provider: 'ibm-hmc', auth: { userid: 'u', password: 'p' } },
  'sbc-edge': { provider: 'oracle-sbc', auth: { user: 'u', password: 'p' } },
};

export interface EventLoop {
  longest: number;
  p99: number;
  longestWork: number;
}

/** A built gateway process over a Redis of its own, with some jobs and without any worker. */
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
    const redis = await StageRedis.start(folder, reaper, []);
    const file = join(folder, 'jobgate.yaml');
    writeFileSync(file, JSON.stringify(configuration(redis.url)));
    await fill(redis.port);
    const gateway = new StageProcess({
      name: 'gateway',
      command: process.execPath,
      args: [join(ROOT, 'test/fuzz/gateway.program.mjs'), entryOf('gateway')],
      environment: { JOBGATE_CONFIG: file },
      reaper,
    });
    const { url } = await gateway.says('gateway listening');
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
    return (await this.gateway.says('event loop')) as unknown as EventLoop;
  }

  async close(): Promise<void> {
    await this.reaper.endAll();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function configuration(redisUrl: string) {
  return {
    redis: { url: redisUrl, prefix: 'fuzz' },
    gateway: { host: '127.0.0.1', port: 0, readWaitMs: 10 },
    access: {
      keys: Object.entries(HOLDERS).map(([key, rights]) => ({
        name: key,
        sha256: createHash('sha256').update(key).digest('hex'),
        ...rights,
      })),
    },
    connections: Object.entries(CONNECTIONS).map(([name, rest]) => ({ name, url: 'https://127.0.0.1:9', ...rest })),
  };
}

export const KEYS = ['1', '2', '3'];

async function fill(port: number): Promise<void> {
  const location = { kind: 'single' as const, host: '127.0.0.1', port, database: 0, tls: false };
  const store = Store.connect({ ...location, username: null, password: null }, 'fuzz');
  const now = Date.now();
  for (const key of KEYS) {
    const made = newRecord({ connection: 'dm-prod', key, provider: 'datameer', kind: 'run', trackedAt: now });
    const record: JobRecord = { ...made, name: `job ${key}`, labels: { team: 'bi' } };
    await store.jobs.commit({ base: null, revised: { record, isNews: true, transition: null } });
  }
  await store.close();
}
