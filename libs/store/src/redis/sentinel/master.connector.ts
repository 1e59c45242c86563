import { AbstractConnector, Redis, type RedisOptions } from 'ioredis';
import { createConnection, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { roleOf } from '../primary-client.js';
import { MasterMonitor } from './master-monitor.js';
import type { ServerAddress } from './sentinel-state.js';

const CONNECT_TIMEOUT_MS = 2_000;
const ROLE_TIMEOUT_MS = 2_000;
/** Both match store failures. */
const UNREACHABLE = 'All sentinels are unreachable.';
const IS_REPLICA = 'Connection is closed: the server that sentinels name is a replica.';

/** Of the options of a client those that are needed here. */
export type MasterOptions = RedisOptions & { sentinels: ServerAddress[]; name: string };

/**
 * Connects to the master that all sentinels agree on, and disconnects after a fail-over. The connector of ioredis
 * trusts the first sentinel: one that missed a fail-over names the former master, which accepts writes until it is
 * demoted.
 */
export class MasterConnector extends AbstractConnector {
  private readonly options: MasterOptions;
  private discovered: ServerAddress[] = [];
  private monitor: MasterMonitor | null = null;
  private probe: Redis | null = null;

  constructor(options: unknown) {
    super((options as MasterOptions).disconnectTimeout ?? 0);
    this.options = options as MasterOptions;
  }

  override disconnect(): void {
    super.disconnect();
    this.monitor?.close();
    this.probe?.disconnect();
  }

  /** A stream that is destroyed already where there is no master to connect to: ioredis tries again, by its options. */
  override async connect(): Promise<Socket> {
    this.connecting = true;
    const { sentinels, name } = this.options;
    const watch = new MasterMonitor(sentinelOptions(this.options), name, [...sentinels, ...this.discovered]);
    this.monitor = watch;
    const master = await watch.find();
    if (master !== null) this.discovered = watch.discovered;
    const refusal = master === null ? UNREACHABLE : await this.refusalOf(master);
    const stream = refusal === null && this.connecting ? this.open(master!) : destroyedStream();
    if (refusal !== null) this.firstError = new Error(refusal);
    stream.once('error', (error) => (this.firstError = error));
    stream.once('close', () => watch.close());
    watch.onMasterChange(() => stream.destroy());
    return (this.stream = stream);
  }

  private open({ host, port }: ServerAddress): Socket {
    return isTls(this.options) ? connectTls({ ...this.options.tls, host, port }) : createConnection({ host, port });
  }

  /** An unknown role is left to the connection itself. */
  private async refusalOf(server: ServerAddress): Promise<string | null> {
    if (!this.connecting) return null;
    const { username, password, tls } = this.options;
    const asking = new Redis({
      ...{ ...server, username, password, ...(isTls(this.options) ? { tls } : {}) },
      ...{ connectTimeout: CONNECT_TIMEOUT_MS, commandTimeout: ROLE_TIMEOUT_MS },
      ...{ enableReadyCheck: false, retryStrategy: () => null },
    });
    asking.on('error', () => undefined);
    this.probe = asking;
    const role = await roleOf(asking);
    asking.disconnect();
    return role === 'replica' ? IS_REPLICA : null;
  }
}

const isTls = (options: MasterOptions): boolean =>
  options.enableTLSForSentinelMode === true && options.tls !== undefined;

const sentinelOptions = (options: MasterOptions): RedisOptions => ({
  username: options.sentinelUsername,
  password: options.sentinelPassword,
  ...(options.sentinelTLS ? { tls: options.sentinelTLS } : {}),
  ...{ connectTimeout: CONNECT_TIMEOUT_MS, enableReadyCheck: false, protocol: 2 },
});

function destroyedStream(): Socket {
  const stream = new Socket();
  stream.destroy();
  return stream;
}
