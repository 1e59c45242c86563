import type { Reaper } from './reaper.js';
import { entryOf } from './repository.js';
import { wrongClock } from './wrong-clock.js';
import { PASSWORD, PASSWORD_VARIABLE } from './stage.configuration.js';
import { StageProcess, type StartOptions } from './stage.process.js';

/** The present message, and that of earlier versions. */
const ACQUIRED = ['connection acquired', 'connection taken into care'];
const RELEASED = ['connection released', 'connection given up'];

/** A worker process. */
export class StageWorker extends StageProcess {
  static async start(
    name: string,
    configurationFile: string,
    reaper: Reaper,
    { clockAheadMs = 0, root }: StartOptions = {},
  ): Promise<StageWorker> {
    const worker = new StageWorker({
      name,
      command: process.execPath,
      args: [entryOf('worker', root)],
      environment: {
        JOBGATE_CONFIG: configurationFile,
        [PASSWORD_VARIABLE]: PASSWORD,
        ...(clockAheadMs === 0 ? {} : wrongClock(clockAheadMs)),
      },
      reaper,
    });
    await worker.waitForLog('worker started');
    return worker;
  }

  /** The connections that it has acquired and not released. */
  ownedConnections(): string[] {
    const held = new Set<string>();
    for (const { message, connection } of this.log) {
      if (ACQUIRED.includes(String(message))) held.add(String(connection));
      if (RELEASED.includes(String(message))) held.delete(String(connection));
    }
    return [...held];
  }

  /** Waits until this worker runs the connections. */
  async ownsConnections(connections: readonly string[], timeoutMs?: number): Promise<void> {
    await Promise.all(connections.map((connection) => this.waitForLog(ACQUIRED, { connection }, timeoutMs)));
  }
}
