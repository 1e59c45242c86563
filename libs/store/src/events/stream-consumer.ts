import { setTimeout as pause } from 'node:timers/promises';
import { eventOf, readStreams, resumeAt, type JobEvent, type StreamPosition } from './event-stream.js';
import type { RedisClient } from '../redis/redis-client.js';

/** Whoever follows the changes of jobs. */
export interface StreamTailListener {
  /** The changes of a connection come in their order. `position`: the place of this one in the connection's stream. */
  onChange(event: JobEvent, position: StreamPosition): void;
  /** From now on nothing is heard of these connections. They are away from the beginning, without a word. */
  onDisconnect(connections: readonly string[]): void;
  /**
   * They are heard again; what happened in between has been told. `missed`: not of these, some of it can no longer be
   * known (so it is the first time). `positions`: up to where each has been told.
   */
  onResume(
    connections: readonly string[],
    missed: readonly string[],
    positions: ReadonlyMap<string, StreamPosition>,
  ): void;
}

/** How long one read waits for news. A server that says nothing for longer than the client's time-out is away. */
export const BLOCK_MS = 500;
const RETRY_DELAY_MS = 100;

/** Follows the event streams of some connections over one Redis connection of its own. */
export class StreamConsumer {
  private readonly positions = new Map<string, StreamPosition>();
  private readonly connectionOf: Map<string, string>;
  /** Streams that came later and are not read yet. */
  private readonly joining = new Set<string>();
  /** Connections with a gap that nobody has been told of: a return may be broken off again. */
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
    // A Cluster's client sends a read again, without a word, when the node that had it is gone: another event then.
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

  /** Nothing is heard of these connections any more. */
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

  /** What is under way at the end is not waited for: a frozen server leaves a read open until its time-out. */
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

  /** There is nothing to tell of what came before. */
  private async joinStream(stream: string): Promise<void> {
    const { interruptions } = this;
    const { position } = await resumeAt(this.redis, stream, null);
    const connection = this.connectionOf.get(stream);
    if (this.isClosed || interruptions !== this.interruptions || connection === undefined) return;
    this.joining.delete(stream);
    this.positions.set(stream, position);
    this.listener.onResume([connection], [connection], new Map([[connection, position]]));
  }

  /** Tells what was missed first, and only then that the streams are heard again. */
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
    // What was answered after an interruption may come after a gap.
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
