import type { Reaper } from './reaper.js';
import { entryOf } from './repository.js';
import { wrongClock } from './wrong-clock.js';
import { PASSWORD, PASSWORD_VARIABLE } from './stage.configuration.js';
import { StageProcess, type StartOptions } from './stage.process.js';

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
      if (message === 'connection acquired') held.add(String(connection));
      if (message === 'connection released') held.delete(String(connection));
    }
    return [...held];
  }

  /** Waits until this worker cares for the connections. */
  async ownsConnections(connections: readonly string[], timeoutMs?: number): Promise<void> {
    const message = 'connection acquired';
    await Promise.all(connections.map((connection) => this.waitForLog(message, { connection }, timeoutMs)));
  }
}
