import type { Reaper } from './reaper.js';
import { entryOf } from './repository.js';
import { wrongClock } from './wrong-clock.js';
import { PASSWORD, PASSWORD_VARIABLE } from './stage.configuration.js';
import { StageProcess } from './stage.process.js';

/** A worker process. */
export class StageWorker extends StageProcess {
  static async start(name: string, configurationFile: string, reaper: Reaper, clockAheadMs = 0): Promise<StageWorker> {
    const worker = new StageWorker({
      name,
      command: process.execPath,
      args: [entryOf('worker')],
      environment: {
        JOBGATE_CONFIG: configurationFile,
        [PASSWORD_VARIABLE]: PASSWORD,
        ...(clockAheadMs === 0 ? {} : wrongClock(clockAheadMs)),
      },
      reaper,
    });
    await worker.says('worker started');
    return worker;
  }

  /** Waits until this worker cares for the connections. */
  async takesCareOf(connections: readonly string[], timeoutMs?: number): Promise<void> {
    const message = 'connection taken into care';
    await Promise.all(connections.map((connection) => this.says(message, { connection }, timeoutMs)));
  }
}
