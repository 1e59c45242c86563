import type { StreamPosition } from '#libs/store';
import { EventEmitter, once } from 'node:events';

/** Up to where the event stream of each connection has been received. */
export type Positions = ReadonlyMap<string, StreamPosition>;

/** The connections whose event streams this process receives, and up to where. */
export class StreamConnections {
  private readonly connected = new Set<string>();
  private readonly received = new Map<string, StreamPosition>();
  /** Of those that were connected before. */
  private readonly disconnectedAt = new Map<string, number>();
  private readonly startedAt = performance.now();
  private readonly events = new EventEmitter().setMaxListeners(0);
  private isClosed = false;

  get size(): number {
    return this.connected.size;
  }

  readonly isConnected = (connection: string): boolean => this.connected.has(connection);

  get positions(): Positions {
    return this.received;
  }

  /** null while one of them is disconnected. */
  positionsOf(connections: readonly string[]): Map<string, StreamPosition> | null {
    if (!connections.every((name) => this.connected.has(name) && this.received.has(name))) return null;
    return new Map(connections.map((name) => [name, this.received.get(name)!]));
  }

  advance(connection: string, position: StreamPosition): void {
    this.received.set(connection, position);
  }

  disconnect(connections: readonly string[]): void {
    for (const connection of connections) {
      if (this.connected.delete(connection)) this.disconnectedAt.set(connection, performance.now());
    }
    this.events.emit('disconnected');
  }

  connect(connections: readonly string[], positions: Positions): void {
    for (const connection of connections) this.connected.add(connection);
    for (const [connection, position] of positions) this.received.set(connection, position);
  }

  /** Ends what waits for connections. */
  notifyWaiting(): void {
    this.events.emit('connected');
  }

  close(): void {
    this.isClosed = true;
    this.notifyWaiting();
  }

  /**
   * Those of the connections that are connected: at once when all are, else after `withinMs` at most. Where some are, the
   * others are waited for until `withinMs` after they were connected last.
   */
  async connectedAmong(connections: readonly string[], withinMs: number): Promise<string[]> {
    const endsAt = performance.now() + withinMs;
    for (;;) {
      const connected = connections.filter(this.isConnected);
      const others = connections.filter((name) => !this.isConnected(name));
      const lostAt = Math.max(...others.map((name) => this.disconnectedAt.get(name) ?? this.startedAt));
      const until = connected.length > 0 ? Math.min(endsAt, lostAt + withinMs) : endsAt;
      const left = Math.ceil(until - performance.now());
      if (others.length === 0 || left <= 0 || this.isClosed) return connected;
      await once(this.events, 'connected', { signal: AbortSignal.timeout(left) }).catch(() => undefined);
    }
  }

  /** null when a connection is lost meanwhile. */
  async unlessDisconnected<Value>(work: Promise<Value>): Promise<Value | null> {
    const end = new AbortController();
    const lost = once(this.events, 'disconnected', { signal: end.signal }).catch(() => null);
    return Promise.race([work, lost.then(() => null)]).finally(() => end.abort());
  }
}
