import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { MOVED } from './queue.js';
import type { QueueLocation, RequestKind } from './queue-locator.js';
import { RequestQueue, type QueueClient, type WorkerRequest } from './request-queue.js';

export interface RequestRouterOptions {
  /** A new Redis connection for BullMQ each time it is called. */
  connect: () => QueueClient;
  /** The queue in which a request reaches the worker that runs a connection; null: no worker runs it. */
  locate: (connection: string, kind: RequestKind) => Promise<QueueLocation | null>;
}

interface Located {
  until: number;
  location: Promise<QueueLocation | null>;
}

const REMEMBER_MS = 500;
/** Between two searches for a worker while a connection has none. */
const SEARCH_AGAIN_MS = 100;
/** Requests at a time for connections without a worker. */
const MOST_SEARCHING = 4_000;
/** What no request was put into for so long is closed when another one is opened. */
const IDLE_MS = 300_000;

/**
 * Puts requests into the queue of the worker that runs the connection. A request whose worker dies or hands the connection over
 * is put into the next one's queue, for as long as somebody waits for its outcome.
 */
export class RequestRouter {
  private readonly queues = new Map<string, { queue: RequestQueue; usedAt: number }>();
  private readonly located = new Map<string, Located>();
  private readonly closing = new AbortController();
  private searching = 0;

  constructor(private readonly options: RequestRouterOptions) {
    // Everyone who searches listens to it.
    setMaxListeners(0, this.closing.signal);
  }

  /** null: no outcome within `waitMs`, or none to be had. Rejects when Redis goes away. */
  async ask<Outcome>(
    connection: string,
    kind: RequestKind,
    request: WorkerRequest,
    waitMs: number,
  ): Promise<Outcome | null> {
    const until = performance.now() + waitMs;
    const data = { ...request.data, connection };
    let attempt = 0;
    for (let remainingMs = waitMs; remainingMs > 0 && !this.closing.signal.aborted; attempt += 1) {
      const location = await this.locate(connection, kind);
      remainingMs = until - performance.now();
      if (location !== null) {
        const moved = new AbortController();
        const watch = setInterval(() => void this.abortIfMoved(connection, kind, location, moved), REMEMBER_MS);
        // The queue keeps what became of the attempt before under its name.
        const id = request.id === undefined || attempt === 0 ? request.id : `${request.id}-${attempt}`;
        const routed = { ...request, data, ...(id === undefined ? {} : { id }) };
        const asking = this.queueAt(location).ask<Outcome | typeof MOVED>(routed, remainingMs, moved.signal);
        const outcome = await asking.finally(() => clearInterval(watch));
        if (!isMoved(outcome) && !moved.signal.aborted) return outcome;
        this.located.delete(nameOf(connection, kind));
      }
      remainingMs = until - performance.now();
      if (remainingMs > 0 && !(await this.searchAgain(remainingMs))) return null;
    }
    return null;
  }

  /** Waits before another search for a worker. False: so many wait already that this one is not worth it. */
  private async searchAgain(remainingMs: number): Promise<boolean> {
    if (this.searching >= MOST_SEARCHING) return false;
    this.searching += 1;
    const { signal } = this.closing;
    await pause(Math.min(SEARCH_AGAIN_MS, remainingMs), null, { signal }).catch(() => null);
    this.searching -= 1;
    return true;
  }

  /** Closes all queues. Requests that wait get null. */
  async close(): Promise<void> {
    this.closing.abort();
    const queues = [...this.queues.values()];
    this.queues.clear();
    await Promise.all(queues.map(({ queue }) => queue.close()));
  }

  private async abortIfMoved(
    connection: string,
    kind: RequestKind,
    from: QueueLocation,
    moved: AbortController,
  ): Promise<void> {
    const location = await this.locate(connection, kind).catch(() => from);
    if (location !== null && location.prefix !== from.prefix) moved.abort();
  }

  private locate(connection: string, kind: RequestKind): Promise<QueueLocation | null> {
    const name = nameOf(connection, kind);
    const now = performance.now();
    const known = this.located.get(name);
    if (known && known.until > now) return known.location;
    const location = this.options.locate(connection, kind);
    const located = { until: now + REMEMBER_MS, location };
    this.located.set(name, located);
    location.then(
      (found) => found === null && (located.until = now + SEARCH_AGAIN_MS),
      () => this.located.delete(name),
    );
    return location;
  }

  private queueAt({ prefix, queue: name }: QueueLocation): RequestQueue {
    const now = performance.now();
    const known = this.queues.get(`${prefix} ${name}`);
    if (known) {
      known.usedAt = now;
      return known.queue;
    }
    for (const [other, { queue, usedAt }] of this.queues) {
      if (now - usedAt < IDLE_MS) continue;
      this.queues.delete(other);
      void queue.close();
    }
    const queue = new RequestQueue(this.options.connect(), prefix, name);
    this.queues.set(`${prefix} ${name}`, { queue, usedAt: now });
    return queue;
  }
}

const nameOf = (connection: string, kind: RequestKind): string => `${kind} ${connection}`;

const isMoved = (outcome: unknown): outcome is typeof MOVED =>
  typeof outcome === 'object' && outcome !== null && 'result' in outcome && outcome.result === MOVED.result;
