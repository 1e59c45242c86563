import { Redis, type RedisOptions } from 'ioredis';
import { querySentinel, type SentinelState, type ServerAddress } from './sentinel-state.js';

export interface SentinelListener {
  /** What this sentinel says, whenever it was asked. */
  onState(view: SentinelState): void;
  /** It announces a fail-over, and here is the new master. */
  onFailover(master: ServerAddress): void;
  /** It could not be asked. */
  onUnavailable(): void;
}

/** The second is said earlier, by the sentinel that leads the fail-over, when it begins to name the new master. */
const SWITCHED = '+switch-master';
const PROMOTED = '+promoted-slave';
const RECONNECT_AFTER_MS = 1_000;
const COMMAND_TIMEOUT_MS = 5_000;

/**
 * Follows one sentinel: is told of fail-overs first and asks who the master is then, so that none goes unnoticed in
 * between; and the same anew after each loss of the connection.
 */
export class SentinelSubscription {
  private readonly subscriber: Redis;
  private isClosed = false;

  constructor(
    private readonly options: RedisOptions,
    private readonly masterName: string,
    private readonly listener: SentinelListener,
  ) {
    this.subscriber = new Redis({ ...options, retryStrategy: () => RECONNECT_AFTER_MS, autoResubscribe: false });
    this.subscriber.on('error', () => undefined);
    this.subscriber.on('ready', () => void this.subscribe());
    this.subscriber.on('close', () => this.listener.onUnavailable());
    this.subscriber.on('message', (channel: string, message: string) =>
      this.handleMessage(channel, message.split(' ')),
    );
  }

  close(): void {
    this.isClosed = true;
    this.subscriber.disconnect();
  }

  /** A user who may not subscribe is told nothing, and asks when a connection is made. */
  private async subscribe(): Promise<void> {
    await this.subscriber.subscribe(SWITCHED, PROMOTED).catch(() => undefined);
    await this.queryState().catch(() => {
      this.listener.onUnavailable();
      if (!this.isClosed && this.subscriber.status === 'ready') this.subscriber.disconnect(true);
    });
  }

  /** A connection that is subscribed takes no questions before RESP3. */
  private async queryState(): Promise<void> {
    const asking = new Redis({ ...this.options, retryStrategy: () => null, commandTimeout: COMMAND_TIMEOUT_MS });
    asking.on('error', () => undefined);
    try {
      const view = await querySentinel(asking, this.masterName);
      if (!this.isClosed) this.listener.onState(view);
    } finally {
      asking.disconnect();
    }
  }

  /** `<master> <old ip> <old port> <ip> <port>`, and `slave <name> <ip> <port> @ <master> <old ip> <old port>`. */
  private handleMessage(channel: string, words: string[]): void {
    const [name, host, port] = channel === SWITCHED ? [words[0], words[3], words[4]] : [words[5], words[2], words[3]];
    if (name === this.masterName && host !== undefined) this.listener.onFailover({ host, port: Number(port) });
  }
}
