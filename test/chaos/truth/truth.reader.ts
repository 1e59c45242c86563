import { formatJobId } from '#libs/jobs';
import { CONNECTIONS, type ConnectionName, type StageSimulator } from '../../stage/index.js';
import type { Truth, TrueJob, TrueStart } from './truth.js';

/** Asks the simulated upstreams, which no fault ends, for all that was and is. */
export async function readTruth(
  simulator: StageSimulator,
  connections: readonly ConnectionName[],
  visible: Truth['visible'],
): Promise<Truth> {
  const jobs: Record<string, TrueJob> = {};
  const starts: TrueStart[] = [];
  for (const connection of connections) {
    const provider = CONNECTIONS[connection];
    for (const { key, phases, cancelRequestedAt, script } of await simulator.of(provider).timelines()) {
      const id = formatJobId({ connection, key });
      jobs[id] = { provider, phases, cancelRequestedAt };
      const { configurationId } = script;
      const resource = resourceOf(connection, configurationId ?? 0);
      if (configurationId !== undefined) starts.push({ resource, id, at: phases[0]?.from ?? 0 });
    }
  }
  return { jobs, starts, visible };
}

/** What a start names upstream. */
export const resourceOf = (connection: string, configuration: number): string => `${connection}/${configuration}`;
