import { Redis, type RedisOptions } from 'ioredis';
import { querySentinel, type SentinelState, type ServerAddress } from './sentinel-state.js';

export interface SentinelListener {
  /** After each query. */
  onState(view: SentinelState): void;
  /** It announces a fail-over, and here is the new master. */
  onFailover(master: ServerAddress): void;
  /** It could not be asked. */
  onUnavailable(): void;
}

/** The second comes earlier, from the sentinel that leads the fail-over. */
const SWITCHED = '+switch-master';
const PROMOTED = '+promoted-slave';
const RECONNECT_AFTER_MS = 1_000;
const COMMAND_TIMEOUT_MS = 5_000;

/**
 * Watches one sentinel: subscribes to fail-overs and then queries the master, so that none is missed; again after
 * each reconnection.
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

  /** A user without SUBSCRIBE learns of fail-overs only on connection. */
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
