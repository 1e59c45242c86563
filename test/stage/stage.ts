import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reaper } from './reaper.js';
import { StageClient } from './stage.client.js';
import { buildConfiguration, KEYS, type KeyName, type StageConfiguration } from './stage.configuration.js';
import { StageGateway } from './stage.gateway.js';
import { StageRedis } from './stage.redis.js';
import { StageSimulator } from './stage.simulator.js';
import { StageWorker } from './stage.worker.js';

export interface StageOptions {
  /** Default 1. */
  workers?: number;
  /** Default 1. */
  gateways?: number;
  /** Changes the configuration of all processes before the first is started. */
  configure?: (configuration: StageConfiguration, simulator: StageSimulator) => void;
  /** Further command line arguments of the Redis server. */
  redis?: readonly string[];
}

/** The whole product with everything around it, as processes: Redis, five upstreams, workers, gateways. */
export class Stage {
  readonly workers: StageWorker[] = [];
  readonly gateways: StageGateway[] = [];
  redis!: StageRedis;
  simulator!: StageSimulator;
  configuration!: StageConfiguration;
  /** Of this stage alone; gone when it is closed. */
  readonly folder = mkdtempSync(join(tmpdir(), 'jobgate-stage-'));
  private readonly reaper = new Reaper(this.folder);
  private readonly configurationFile = join(this.folder, 'jobgate.yaml');
  private isClosed = false;

  private constructor() {}

  /** Puts everything up. Workers have leases on all connections, and gateways listen, when it resolves. */
  static async open(options: StageOptions = {}): Promise<Stage> {
    const stage = new Stage();
    try {
      await stage.putUp(options);
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  get gateway(): StageGateway {
    if (!this.gateways[0]) throw new Error('This stage has no gateway.');
    return this.gateways[0];
  }

  get worker(): StageWorker {
    if (!this.workers[0]) throw new Error('This stage has no worker.');
    return this.workers[0];
  }

  /** A caller of the first gateway; null: without a key. */
  client(key: KeyName | null = 'operator'): StageClient {
    return this.gateway.client(key === null ? null : KEYS[key]);
  }

  /** `clockAheadMs`: by how much its wall clock is wrong. */
  async startWorker(clockAheadMs = 0): Promise<StageWorker> {
    const name = `worker ${this.workers.length + 1}`;
    const worker = await StageWorker.start(name, this.configurationFile, this.reaper, { clockAheadMs });
    this.workers.push(worker);
    return worker;
  }

  /** `clockAheadMs`: by how much its wall clock is wrong. */
  async startGateway(clockAheadMs = 0): Promise<StageGateway> {
    const name = `gateway ${this.gateways.length + 1}`;
    const gateway = await StageGateway.start(name, this.configurationFile, this.reaper, { clockAheadMs });
    this.gateways.push(gateway);
    return gateway;
  }

  /** Changes the file that all processes read, which they notice by themselves. */
  reconfigure(change: (configuration: StageConfiguration) => void): void {
    change(this.configuration);
    this.writeConfiguration();
  }

  /** Ends every process and removes every file. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const gateway of this.gateways) gateway.closeClients();
    await this.reaper.endAll();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async putUp({ workers = 1, gateways = 1, configure, redis }: StageOptions): Promise<void> {
    [this.redis, this.simulator] = await Promise.all([
      StageRedis.start(this.folder, this.reaper, redis),
      StageSimulator.start(this.reaper),
    ]);
    this.configuration = buildConfiguration({ redisUrl: this.redis.url, upstreams: this.simulator.urls });
    configure?.(this.configuration, this.simulator);
    this.writeConfiguration();
    await Promise.all([
      ...Array.from({ length: gateways }, () => this.startGateway()),
      ...Array.from({ length: workers }, () => this.startWorker()),
    ]);
    // With several workers, the first one has the connection.
    if (workers > 0) await this.everyConnectionOwned();
  }

  private writeConfiguration(): void {
    writeFileSync(this.configurationFile, JSON.stringify(this.configuration, null, 2));
  }

  private async everyConnectionOwned(): Promise<void> {
    const names = this.configuration.connections.map(({ name }) => name);
    await Promise.all(names.map((name) => Promise.any(this.workers.map((worker) => worker.ownsConnections([name])))));
  }
}
