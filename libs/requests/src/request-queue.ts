import { Queue, QueueEvents, type ConnectionOptions } from 'bullmq';
import { traceHere } from '#libs/telemetry';
import { withinMs } from '#libs/queue';

/** A Redis connection for BullMQ; closed by its owner. */
export type QueueClient = ConnectionOptions & {
  readonly status: string;
  once(event: 'ready', listener: () => void): unknown;
  off(event: 'ready', listener: () => void): unknown;
  disconnect(): void;
};

/** What became of a request; `outcome` is null when it failed or is no longer known. */
interface Ending {
  outcome: unknown;
}

/** A request to the worker that runs the connection. */
export interface WorkerRequest {
  name: string;
  data: object;
  /** Another request of the same name here stands for this one as long as it has not ended. Letters, digits, `_`, `-`. */
  deduplication?: string;
  /** The same request is put into the queue once. A letter first. */
  id?: string;
}

/** Requests that may wait for a worker. With more, no worker is serving them. */
export const MOST_WAITING = 4_000;
/** Requesters at a time whose request has not reached the queue, as when Redis is away. */
const MOST_ASKING = 4_000;
const COUNT_EVERY_MS = 500;
const COUNT_AGAIN_WHEN_FULL_MS = 20;
/** Events report an end at once; the job itself is read in case one was missed. */
const CHECK_AGAIN_MS = 500;
const CLOSE_WITHIN_MS = 700;

/** One queue of requests, as their senders see it. */
export class RequestQueue {
  private readonly queue: Queue;
  private readonly events: QueueEvents;
  private readonly listeners = new Map<string, Set<(ending: Ending) => void>>();
  private wakeRequesters: () => void = () => undefined;
  private readonly closing = new Promise<void>((resolve) => (this.wakeRequesters = resolve));
  private waiting = 0;
  private countedAt = -Infinity;
  private counting: Promise<void> | null = null;
  private asking = 0;
  private adding = 0;

  constructor(
    private readonly client: QueueClient,
    prefix: string,
    queue: string,
  ) {
    // Neither waits for Redis when it is made, so that both can be closed while Redis is away.
    const settings = { prefix, connection: client, skipWaitingForReady: true, skipVersionCheck: true };
    this.queue = new Queue(queue, settings);
    this.events = new QueueEvents(queue, settings);
    this.queue.on('error', () => undefined);
    this.events.on('error', () => undefined);
    this.events.on('completed', ({ jobId, returnvalue }) => this.settle(jobId, { outcome: returnvalue }));
    this.events.on('failed', ({ jobId }) => this.settle(jobId, { outcome: null }));
  }

  /** null: no answer in time, too many waiting already, Redis away, or `signal` aborted. */
  async ask<Outcome>(request: WorkerRequest, waitMs: number, signal?: AbortSignal): Promise<Outcome | null> {
    const until = performance.now() + waitMs;
    const id = await this.request(request, waitMs);
    return id === null ? null : (((await this.ending(id, until, signal))?.outcome as Outcome | undefined) ?? null);
  }

  /** Within a second, whether Redis is there or not. Requests that wait get null. */
  async close(): Promise<void> {
    this.wakeRequesters();
    for (const id of [...this.listeners.keys()]) this.settle(id, { outcome: null });
    const closed = Promise.all([this.events.close(), this.queue.close()]).catch(() => undefined);
    await withinMs(closed, CLOSE_WITHIN_MS);
    this.client.disconnect();
  }

  /** The id of the request in the queue; null when there is none. */
  private async request(request: WorkerRequest, waitMs: number): Promise<string | null> {
    if (this.asking >= MOST_ASKING) return null;
    this.asking += 1;
    try {
      const isPossible = (await this.isReady(waitMs)) && !(await this.isFull());
      if (!isPossible) return null;
      this.adding += 1;
      return await this.add(request).finally(() => (this.adding -= 1));
    } finally {
      this.asking -= 1;
    }
  }

  /** A request that BullMQ holds already for this job stands for this one as well. */
  private async add({ name, data, deduplication, id }: WorkerRequest): Promise<string> {
    const trace = traceHere();
    const job = await this.queue.add(name, trace === undefined ? data : { ...data, trace }, {
      ...(deduplication === undefined ? {} : { deduplication: { id: deduplication } }),
      ...(id === undefined ? {} : { jobId: id }),
      lifo: true,
      removeOnComplete: { age: 60, count: 1_000 },
      removeOnFail: { age: 60, count: 1_000 },
    });
    return job.id!;
  }

  private async isReady(waitMs: number): Promise<boolean> {
    const isReady = () => this.client.status === 'ready';
    if (isReady()) return true;
    let resume: () => void = () => undefined;
    const becoming = new Promise<void>((resolve) => (resume = resolve));
    this.client.once('ready', resume);
    await withinMs(Promise.race([becoming, this.closing]), waitMs);
    this.client.off('ready', resume);
    return isReady();
  }

  /** Counted now and then, plus the requests added since: a count for each would cost a round trip. */
  private async isFull(): Promise<boolean> {
    const validMs = this.waiting >= MOST_WAITING ? COUNT_AGAIN_WHEN_FULL_MS : COUNT_EVERY_MS;
    if (performance.now() - this.countedAt >= validMs) await (this.counting ??= this.count());
    if (this.waiting >= MOST_WAITING) return true;
    this.waiting += 1;
    return false;
  }

  private async count(): Promise<void> {
    try {
      // What is on its way may or may not have been counted: rather too many than too few.
      this.waiting = (await this.queue.getWaitingCount()) + this.adding;
      this.countedAt = performance.now();
    } finally {
      this.counting = null;
    }
  }

  /** null: none until then. */
  private ending(id: string, until: number, signal?: AbortSignal): Promise<Ending | null> {
    return new Promise((resolve) => {
      const listeners = this.listeners.get(id) ?? new Set();
      const settle = (ending: Ending | null) => {
        clearTimeout(timeUp);
        clearInterval(again);
        signal?.removeEventListener('abort', giveUp);
        listeners.delete(settle);
        if (listeners.size === 0) this.listeners.delete(id);
        resolve(ending);
      };
      const giveUp = () => settle(null);
      const check = () =>
        void this.result(id).then(
          (ending) => ending && settle(ending),
          () => undefined,
        );
      const timeUp = setTimeout(() => settle(null), Math.max(0, until - performance.now()));
      const again = setInterval(check, CHECK_AGAIN_MS);
      this.listeners.set(id, listeners.add(settle));
      signal?.addEventListener('abort', giveUp, { once: true });
      check();
    });
  }

  /** null: it has not ended. */
  private async result(id: string): Promise<Ending | null> {
    const job = await this.queue.getJob(id);
    if (job === undefined) return { outcome: null };
    if (!job.finishedOn) return null;
    return { outcome: job.failedReason ? null : (job.returnvalue as unknown) };
  }

  private settle(id: string, ending: Ending): void {
    for (const listener of [...(this.listeners.get(id) ?? [])]) listener(ending);
  }
}
