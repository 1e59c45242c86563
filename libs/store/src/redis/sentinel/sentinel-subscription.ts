import { Redis, type RedisOptions } from 'ioredis';
import { askSentinel, type SentinelState, type ServerAddress } from './sentinel-state.js';

export interface SentinelListener {
  /** What this sentinel says, whenever it was asked. */
  said(view: SentinelState): void;
  /** It announces a fail-over, and here is the new master. */
  announced(master: ServerAddress): void;
  /** It could not be asked. */
  silent(): void;
}

/** The second is said earlier, by the sentinel that leads the fail-over, when it begins to name the new master. */
const SWITCHED = '+switch-master';
const PROMOTED = '+promoted-slave';
const RECONNECT_AFTER_MS = 1_000;
const ANSWERED_WITHIN_MS = 5_000;

/**
 * Follows one sentinel: is told of fail-overs first and asks who the master is then, so that none goes unnoticed in
 * between; and the same anew after each loss of the connection.
 */
export class SentinelSubscription {
  private readonly ears: Redis;
  private isClosed = false;

  constructor(
    private readonly options: RedisOptions,
    private readonly masterName: string,
    private readonly listener: SentinelListener,
  ) {
    this.ears = new Redis({ ...options, retryStrategy: () => RECONNECT_AFTER_MS, autoResubscribe: false });
    this.ears.on('error', () => undefined);
    this.ears.on('ready', () => void this.begin());
    this.ears.on('close', () => this.listener.silent());
    this.ears.on('message', (channel: string, message: string) => this.take(channel, message.split(' ')));
  }

  close(): void {
    this.isClosed = true;
    this.ears.disconnect();
  }

  /** A user who may not subscribe is told nothing, and asks when a connection is made. */
  private async begin(): Promise<void> {
    await this.ears.subscribe(SWITCHED, PROMOTED).catch(() => undefined);
    await this.ask().catch(() => {
      this.listener.silent();
      if (!this.isClosed && this.ears.status === 'ready') this.ears.disconnect(true);
    });
  }

  /** A connection that is subscribed takes no questions before RESP3. */
  private async ask(): Promise<void> {
    const asking = new Redis({ ...this.options, retryStrategy: () => null, commandTimeout: ANSWERED_WITHIN_MS });
    asking.on('error', () => undefined);
    try {
      const view = await askSentinel(asking, this.masterName);
      if (!this.isClosed) this.listener.said(view);
    } finally {
      asking.disconnect();
    }
  }

  /** `<master> <old ip> <old port> <ip> <port>`, and `slave <name> <ip> <port> @ <master> <old ip> <old port>`. */
  private take(channel: string, words: string[]): void {
    const [name, host, port] = channel === SWITCHED ? [words[0], words[3], words[4]] : [words[5], words[2], words[3]];
    if (name === this.masterName && host !== undefined) this.listener.announced({ host, port: Number(port) });
  }
}
