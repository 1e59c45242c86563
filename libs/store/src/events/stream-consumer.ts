import { setTimeout as pause } from 'node:timers/promises';
import { eventOf, readStreams, resumeAt, type JobEvent, type StreamPosition } from './event-stream.js';
import type { RedisClient } from '../redis/redis-client.js';

export interface StreamTailListener {
  /** In the order of each connection. `position`: of this event in the connection's stream. */
  onChange(event: JobEvent, position: StreamPosition): void;
  /** Events of these connections stop. At the start all are disconnected, without a call. */
  onDisconnect(connections: readonly string[]): void;
  /**
   * Events continue; those in between were delivered. `missed`: connections where some were lost (also at the
   * start). `positions`: the last delivered event of each.
   */
  onResume(
    connections: readonly string[],
    missed: readonly string[],
    positions: ReadonlyMap<string, StreamPosition>,
  ): void;
}

/** How long one read blocks. A server that does not reply within the client's timeout is disconnected. */
export const BLOCK_MS = 500;
const RETRY_DELAY_MS = 100;

/** Follows the event streams of some connections over one Redis connection of its own. */
export class StreamConsumer {
  private readonly positions = new Map<string, StreamPosition>();
  private readonly connectionOf: Map<string, string>;
  /** Streams that came later and are not read yet. */
  private readonly joining = new Set<string>();
  /** Connections with a gap that is not reported yet. */
  private readonly missed = new Set<string>();
  private isConnected = false;
  private isClosed = false;
  private interruptions = 0;
  private readonly ended: Promise<void>;
  private endWaiting: () => void = () => undefined;

  /** `streams`: names of streams by connection. They have to lie in one slot if the server is a Redis Cluster. */
  constructor(
    private readonly redis: RedisClient,
    streams: ReadonlyMap<string, string>,
    private readonly listener: StreamTailListener,
  ) {
    this.connectionOf = new Map([...streams].map(([connection, stream]) => [stream, connection]));
    // A Cluster's client silently retries a read on another node.
    for (const event of ['close', '-node']) this.redis.on(event, () => this.interrupt());
    this.ended = this.run();
  }

  get connections(): string[] {
    return [...this.connectionOf.values()];
  }

  /** Follows these, too, from the next read on. */
  join(streams: ReadonlyMap<string, string>): void {
    for (const [connection, stream] of streams) {
      this.connectionOf.set(stream, connection);
      this.joining.add(stream);
    }
  }

  leave(connections: readonly string[]): void {
    for (const [stream, connection] of [...this.connectionOf]) {
      if (!connections.includes(connection)) continue;
      this.connectionOf.delete(stream);
      this.positions.delete(stream);
      this.joining.delete(stream);
      this.missed.delete(connection);
    }
    if (connections.length > 0) this.listener.onDisconnect(connections);
  }

  /** Does not wait for a server that is away. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.endWaiting();
    this.redis.disconnect();
    await this.ended;
  }

  private async run(): Promise<void> {
    while (!this.isClosed) {
      try {
        await this.untilClosed(this.isConnected ? this.pollOnce() : this.resume());
      } catch {
        this.interrupt();
        if (!this.isClosed) await this.untilClosed(pause(RETRY_DELAY_MS));
      }
    }
  }

  /** Does not wait for a read that a frozen server leaves open. */
  private untilClosed(work: Promise<unknown>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.endWaiting = resolve;
      work.then(() => resolve(), reject);
    });
  }

  private async pollOnce(): Promise<void> {
    for (const stream of [...this.joining]) await this.joinStream(stream);
    await this.readNext(BLOCK_MS);
  }

  private async joinStream(stream: string): Promise<void> {
    const { interruptions } = this;
    const { position } = await resumeAt(this.redis, stream, null);
    const connection = this.connectionOf.get(stream);
    if (this.isClosed || interruptions !== this.interruptions || connection === undefined) return;
    this.joining.delete(stream);
    this.positions.set(stream, position);
    this.listener.onResume([connection], [connection], new Map([[connection, position]]));
  }

  /** Delivers missed events before it reports the return. */
  private async resume(): Promise<void> {
    const { interruptions } = this;
    for (const [stream, connection] of this.connectionOf) {
      const { position, isGap } = await resumeAt(this.redis, stream, this.positions.get(stream) ?? null);
      if (!this.connectionOf.has(stream)) continue;
      this.joining.delete(stream);
      this.positions.set(stream, position);
      if (isGap) this.missed.add(connection);
    }
    while ((await this.readNext(0)) > 0);
    if (this.isClosed || interruptions !== this.interruptions) return;
    this.isConnected = true;
    const missed = [...this.missed];
    this.missed.clear();
    const positions = new Map(
      [...this.positions].map(([stream, position]) => [this.connectionOf.get(stream)!, position]),
    );
    this.listener.onResume([...positions.keys()], missed, positions);
  }

  private async readNext(blockMs: number): Promise<number> {
    const { interruptions } = this;
    const entries = await readStreams(this.redis, this.positions, blockMs);
    // A reply after an interruption may follow a gap.
    if (this.isClosed || interruptions !== this.interruptions) return 0;
    for (const { stream, id, fields } of entries) {
      const connection = this.connectionOf.get(stream);
      if (connection === undefined) continue;
      this.positions.set(stream, id);
      this.listener.onChange(eventOf(connection, fields), id);
    }
    return entries.length;
  }

  private interrupt(): void {
    this.interruptions += 1;
    if (!this.isConnected) return;
    this.isConnected = false;
    if (!this.isClosed) this.listener.onDisconnect([...this.connectionOf.values()]);
  }
}
