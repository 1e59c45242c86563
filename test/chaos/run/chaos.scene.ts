import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildConfiguration, type StageConfiguration } from '../../stage/index.js';
import { Reaper } from '../../stage/reaper.js';
import { entryOf } from '../../stage/repository.js';
import { StageGateway } from '../../stage/stage.gateway.js';
import { StageProcess, type StartOptions } from '../../stage/stage.process.js';
import { StageSimulator } from '../../stage/stage.simulator.js';
import { StageWorker } from '../../stage/stage.worker.js';
import { POPULATED } from '../job.population.js';
import { PREVIOUS } from '../history/previous.build.js';
import { openTopology, type Topology, type TopologyName } from '../topologies/topology.js';

const REFRESH = { min: '300ms', max: '2s' };
const LIMITS = { concurrency: 16, timeout: '1s' };

/** One process of the product in a run. */
export interface ChaosProcess {
  /** By how much its wall clock is wrong. */
  clockAheadMs?: number;
  /** Whether it is of the previous build. */
  isPrevious?: boolean;
}

export interface ChaosScenePlan {
  topology: TopologyName;
  workers: number;
  gateways: number;
  /** A built checkout of the version before, which all processes are of at first; null: all are of the present one. */
  previousBuild: string | null;
}

/** Everything that a run needs, as processes: Redis in one of its forms, upstreams, gateways, workers. */
export class ChaosScene {
  readonly workers: StageWorker[] = [];
  /** Those that have ended, too. */
  readonly everyWorker: StageWorker[] = [];
  readonly gateways: StageGateway[] = [];
  topology!: Topology;
  simulator!: StageSimulator;
  configuration!: StageConfiguration;
  readonly folder = mkdtempSync(join(tmpdir(), 'jobgate-chaos-'));
  private readonly reaper = new Reaper(this.folder);
  private readonly file = join(this.folder, 'jobgate.yaml');
  private number = 0;
  private readonly under = new Map<string, Promise<unknown>>();

  private constructor(private readonly previousBuild: string | null) {}

  static async open(plan: ChaosScenePlan): Promise<ChaosScene> {
    const scene = new ChaosScene(plan.previousBuild);
    try {
      await scene.putUp(plan);
      return scene;
    } catch (error) {
      await scene.close();
      throw error;
    }
  }

  async startWorker(how: ChaosProcess = {}): Promise<StageWorker> {
    const worker = await StageWorker.start(this.nameOf('worker', how), this.file, this.reaper, this.started(how));
    this.workers.push(worker);
    this.everyWorker.push(worker);
    return worker;
  }

  async startGateway(how: ChaosProcess = {}): Promise<StageGateway> {
    const gateway = await StageGateway.start(this.nameOf('gateway', how), this.file, this.reaper, this.started(how));
    this.gateways.push(gateway);
    return gateway;
  }

  /** Runs a command of the operator to its end. Throws when it fails. */
  async operate(...args: string[]): Promise<void> {
    const entry = [entryOf('operator'), ...args];
    const environment = { JOBGATE_CONFIG: this.file };
    const command = { name: `jobgate ${args.join(' ')}`, command: process.execPath, args: entry, environment };
    const run = new StageProcess({ ...command, reaper: this.reaper });
    const { code } = await run.exited;
    if (code !== 0) throw new Error(`${run.name} ended with ${code}:\n${run.lines.join('\n')}`);
  }

  /** Takes a process out of those that callers and faults may choose. */
  retire(one: StageWorker | StageGateway): void {
    const all: (StageWorker | StageGateway)[] = one instanceof StageWorker ? this.workers : this.gateways;
    // Another fault may have chosen the same one.
    const place = all.indexOf(one);
    if (place >= 0) all.splice(place, 1);
  }

  /** Changes the file that all processes read, which they notice by themselves. */
  reconfigure(change: (configuration: StageConfiguration) => void): void {
    change(this.configuration);
    writeFileSync(this.file, JSON.stringify(this.configuration, null, 2));
  }

  /** Plays it when the one before of the same kind is over. */
  async oneAtATime(kind: string, play: () => Promise<void>): Promise<void> {
    const played = (this.under.get(kind) ?? Promise.resolve()).then(play);
    this.under.set(
      kind,
      played.catch(() => undefined),
    );
    await played;
  }

  async close(): Promise<void> {
    await this.reaper.endAll();
    await this.topology?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private nameOf(kind: string, { isPrevious = false }: ChaosProcess): string {
    return `${isPrevious ? PREVIOUS : ''}${kind} ${(this.number += 1)}`;
  }

  private started({ clockAheadMs = 0, isPrevious = false }: ChaosProcess): StartOptions {
    if (isPrevious && this.previousBuild === null) throw new Error('There is no previous build.');
    return { clockAheadMs, root: isPrevious ? this.previousBuild! : undefined };
  }

  private async putUp({ topology: name, workers, gateways, previousBuild }: ChaosScenePlan): Promise<void> {
    [this.topology, this.simulator] = await Promise.all([
      openTopology(name, this.folder, this.reaper),
      StageSimulator.start(this.reaper),
    ]);
    this.configuration = buildConfiguration({ redisUrl: this.topology.url, upstreams: this.simulator.urls });
    this.reconfigure((configuration) => {
      const isWanted = ({ name: connection }: { name: string }) => POPULATED.some((wanted) => wanted === connection);
      configuration.connections = configuration.connections.filter(isWanted);
      for (const connection of configuration.connections) {
        connection.limits = { ...LIMITS };
        connection.refresh = { ...REFRESH };
      }
    });
    // What the previous build has left is what forms are about: an empty Redis begins with the newest.
    const first = { isPrevious: previousBuild !== null };
    await Promise.all([
      ...Array.from({ length: gateways }, () => this.startGateway(first)),
      ...Array.from({ length: workers }, () => this.startWorker(first)),
    ]);
    const names = this.configuration.connections.map(({ name: connection }) => connection);
    await Promise.all(names.map((one) => Promise.any(this.workers.map((worker) => worker.ownsConnections([one])))));
  }
}
