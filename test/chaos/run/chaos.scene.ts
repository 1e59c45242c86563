import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildConfiguration, type StageConfiguration } from '../../stage/index.js';
import { Reaper } from '../../stage/reaper.js';
import { StageGateway } from '../../stage/stage.gateway.js';
import { StageSimulator } from '../../stage/stage.simulator.js';
import { StageWorker } from '../../stage/stage.worker.js';
import { CROWDED } from '../crowd.js';
import { openTopology, type Topology, type TopologyName } from '../topologies/topology.js';

const REFRESH = { min: '300ms', max: '2s' };
const LIMITS = { concurrency: 16, timeout: '1s' };

/** Everything that a run needs, as processes: Redis in one of its forms, upstreams, gateways, workers. */
export class ChaosScene {
  readonly workers: StageWorker[] = [];
  readonly gateways: StageGateway[] = [];
  topology!: Topology;
  simulator!: StageSimulator;
  configuration!: StageConfiguration;
  readonly folder = mkdtempSync(join(tmpdir(), 'jobgate-chaos-'));
  private readonly reaper = new Reaper(this.folder);
  private readonly file = join(this.folder, 'jobgate.yaml');
  private started = 0;
  private redisFaults: Promise<unknown> = Promise.resolve();

  private constructor() {}

  static async open(topology: TopologyName, counts: { workers: number; gateways: number }): Promise<ChaosScene> {
    const scene = new ChaosScene();
    try {
      await scene.putUp(topology, counts);
      return scene;
    } catch (error) {
      await scene.close();
      throw error;
    }
  }

  /** `clockAheadMs`: by how much its wall clock is wrong. */
  async startWorker(clockAheadMs = 0): Promise<StageWorker> {
    const worker = await StageWorker.start(`worker ${(this.started += 1)}`, this.file, this.reaper, clockAheadMs);
    this.workers.push(worker);
    return worker;
  }

  async startGateway(clockAheadMs = 0): Promise<StageGateway> {
    const gateway = await StageGateway.start(`gateway ${(this.started += 1)}`, this.file, this.reaper, clockAheadMs);
    this.gateways.push(gateway);
    return gateway;
  }

  /** Takes a process out of those that callers and faults may choose. */
  retire(one: StageWorker | StageGateway): void {
    const all: (StageWorker | StageGateway)[] = one instanceof StageWorker ? this.workers : this.gateways;
    all.splice(all.indexOf(one), 1);
  }

  /** Changes the file that all processes read, which they notice by themselves. */
  reconfigure(change: (configuration: StageConfiguration) => void): void {
    change(this.configuration);
    writeFileSync(this.file, JSON.stringify(this.configuration, null, 2));
  }

  /** Plays it when the one before is over. */
  async oneRedisFault(play: () => Promise<void>): Promise<void> {
    const played = this.redisFaults.then(play);
    this.redisFaults = played.catch(() => undefined);
    await played;
  }

  async close(): Promise<void> {
    await this.reaper.endAll();
    await this.topology?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async putUp(name: TopologyName, counts: { workers: number; gateways: number }): Promise<void> {
    [this.topology, this.simulator] = await Promise.all([
      openTopology(name, this.folder, this.reaper),
      StageSimulator.start(this.reaper),
    ]);
    this.configuration = buildConfiguration({ redisUrl: this.topology.url, upstreams: this.simulator.urls });
    this.reconfigure((configuration) => {
      const isWanted = ({ name: connection }: { name: string }) => CROWDED.some((wanted) => wanted === connection);
      configuration.connections = configuration.connections.filter(isWanted);
      for (const connection of configuration.connections) {
        connection.limits = { ...LIMITS };
        connection.refresh = { ...REFRESH };
      }
    });
    await Promise.all([
      ...Array.from({ length: counts.gateways }, () => this.startGateway()),
      ...Array.from({ length: counts.workers }, () => this.startWorker()),
    ]);
    const names = this.configuration.connections.map(({ name: connection }) => connection);
    await Promise.all(names.map((one) => Promise.any(this.workers.map((worker) => worker.takesCareOf([one])))));
  }
}
