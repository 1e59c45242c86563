import { Store } from '#libs/store';
import { Stage, type ConnectionName, type StageOptions, type StageWorker } from '../stage/index.js';
import { POPULATED } from './job.population.js';

export const ALL: readonly ConnectionName[] = [...POPULATED, 'sbc-edge'];

/** Bounds of the time between two checks of a job, milliseconds. */
export const FASTEST_CHECK_MS = 500;
export const SLOWEST_CHECK_MS = 5_000;
export const CONCURRENCY = 64;

/** A stage for many jobs in a short time, with a store beside it that nobody disturbs. */
export interface ChaosStage {
  stage: Stage;
  store: Store;
  /** Workers that have ended though nobody ended them. */
  fallen(): string[];
  /** Ends a worker on purpose. */
  end(worker: StageWorker, signal: NodeJS.Signals): ReturnType<StageWorker['kill']>;
  close(): Promise<void>;
}

export async function openChaos(options: Omit<StageOptions, 'configure'>): Promise<ChaosStage> {
  const stage = await Stage.open({
    gateways: 0,
    ...options,
    configure: (configuration) => {
      for (const connection of configuration.connections) {
        connection.limits = { concurrency: CONCURRENCY, timeout: '2s' };
        connection.refresh = { min: `${FASTEST_CHECK_MS}ms`, max: `${SLOWEST_CHECK_MS}ms` };
      }
    },
  });
  const login = { tls: false, username: null, password: null };
  const server = { kind: 'single' as const, host: '127.0.0.1', port: stage.redis.port, database: 0, ...login };
  const store = Store.connect(server, stage.configuration.redis.prefix);
  const ended = new Set<StageWorker>();
  return {
    stage,
    store,
    fallen: () =>
      stage.workers
        .filter((worker) => !worker.isRunning && !ended.has(worker))
        .map((worker) => `${worker.name}: ${worker.lines.slice(-5).join('\n')}`),
    end: (worker, signal) => {
      ended.add(worker);
      return worker.kill(signal);
    },
    close: async () => {
      await store.close();
      await stage.close();
    },
  };
}
