import type { Metrics } from '#libs/telemetry';
import type { JobEvent, StreamPosition, StreamTailListener } from '#libs/store';

/** Hears of changes as everybody else does, and notes how long they were on their way, and whether they come at all. */
export class EventMeter implements StreamTailListener {
  private readonly lags;
  private readonly heard = new Set<string>();

  constructor(
    metrics: Metrics,
    /** All that there are at the moment. */
    private readonly connections: () => readonly string[],
    /** The clock that stamps events as well. */
    private readonly now: () => number,
  ) {
    this.lags = metrics.histogram('jobgate_event_delivery_lag_seconds');
    metrics.gauge('jobgate_event_tail_up', () => [{ labels: {}, value: this.isHearing ? 1 : 0 }]);
  }

  /** Whether the changes of all connections are heard. */
  get isHearing(): boolean {
    return this.connections().every((connection) => this.heard.has(connection));
  }

  /** Whether those of one connection at least are: of a Redis Cluster one node may be away with what lies on it. */
  get isHearingAny(): boolean {
    const connections = this.connections();
    return connections.length === 0 || connections.some((connection) => this.heard.has(connection));
  }

  onChange({ connection }: JobEvent, position: StreamPosition): void {
    // To within the round trip by which the clock is known.
    const seconds = Math.max(0, this.now() - committedAt(position)) / 1000;
    // While the connection was away, its changes were waiting for this process and not on their way.
    if (this.heard.has(connection)) this.lags.of({ connection }).add(seconds);
  }

  onDisconnect(connections: readonly string[]): void {
    for (const connection of connections) this.heard.delete(connection);
  }

  onResume(connections: readonly string[]): void {
    for (const connection of connections) this.heard.add(connection);
  }
}

/** An entry of a stream begins with the time of its making: https://redis.io/docs/latest/develop/data-types/streams/#entry-ids */
const committedAt = (position: StreamPosition): number => Number(position.slice(0, position.indexOf('-')));
