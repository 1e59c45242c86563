import type { Metrics } from '#libs/telemetry';
import type { JobEvent, StreamPosition, StreamTailListener } from '#libs/store';

/** Measures the delivery lag of events, and whether they are received at all. */
export class EventMeter implements StreamTailListener {
  private readonly lags;
  private readonly connected = new Set<string>();

  constructor(
    metrics: Metrics,
    /** The present ones. */
    private readonly connections: () => readonly string[],
    /** The clock that stamps events. */
    private readonly now: () => number,
  ) {
    this.lags = metrics.histogram('jobgate_event_delivery_lag_seconds');
    metrics.gauge('jobgate_event_tail_up', () => [{ labels: {}, value: this.isReceiving ? 1 : 0 }]);
  }

  /** Whether the streams of all connections are received. */
  get isReceiving(): boolean {
    return this.connections().every((connection) => this.connected.has(connection));
  }

  /** Whether at least one is: a node of a Redis Cluster may be unreachable. */
  get isReceivingAny(): boolean {
    const connections = this.connections();
    return connections.length === 0 || connections.some((connection) => this.connected.has(connection));
  }

  onChange({ connection }: JobEvent, position: StreamPosition): void {
    // As exact as the clock is synchronized.
    const seconds = Math.max(0, this.now() - committedAt(position)) / 1000;
    // Events from before a reconnection were not in transit.
    if (this.connected.has(connection)) this.lags.of({ connection }).add(seconds);
  }

  onDisconnect(connections: readonly string[]): void {
    for (const connection of connections) this.connected.delete(connection);
  }

  onResume(connections: readonly string[]): void {
    for (const connection of connections) this.connected.add(connection);
  }
}

/** An entry of a stream begins with the time of its making: https://redis.io/docs/latest/develop/data-types/streams/#entry-ids */
const committedAt = (position: StreamPosition): number => Number(position.slice(0, position.indexOf('-')));
