import type { Reaper } from './reaper.js';
import { entryOf } from './repository.js';
import { wrongClock } from './wrong-clock.js';
import { StageClient } from './stage.client.js';
import { StageProcess, type StartOptions, type ProcessOptions } from './stage.process.js';

/** A gateway process, and callers of it. It gets no password of any upstream. */
export class StageGateway extends StageProcess {
  url = '';
  private readonly clients: StageClient[] = [];

  private constructor(options: ProcessOptions) {
    super(options);
  }

  static async start(
    name: string,
    configurationFile: string,
    reaper: Reaper,
    { clockAheadMs = 0, root }: StartOptions = {},
  ): Promise<StageGateway> {
    const gateway = new StageGateway({
      name,
      command: process.execPath,
      args: [entryOf('gateway', root)],
      environment: { JOBGATE_CONFIG: configurationFile, ...(clockAheadMs === 0 ? {} : wrongClock(clockAheadMs)) },
      reaper,
    });
    const entry = await gateway.waitForLog('gateway listening');
    gateway.url = String(entry['url']).replace('[::1]', '127.0.0.1').replace(/\/$/, '');
    return gateway;
  }

  /** A caller with this key; null: without one. */
  client(key: string | null): StageClient {
    const client = new StageClient(this.url, key);
    this.clients.push(client);
    return client;
  }

  closeClients(): void {
    for (const client of this.clients.splice(0)) client.close();
  }
}
