import { isFrozen, type JobAddress } from '#libs/jobs';
import { readable, type StoredJob } from '#libs/store';
import type { ConnectionContext } from '../connection-context.js';
import type { JobPoller } from '../polling/poll.js';

/**
 * When a job is polled again that is said to have ended and has not: the poll may have been under way already when the
 * message came, the upstream may be a little late itself, or the job's start is only just being recorded.
 */
const AGAIN_AFTER_MS = [100, 500, 2_000, 6_000];
const CHUNKS_AT_ONCE = 2;
const LARGEST_CHUNK = 100;
const MOST_WAITING = 10_000;

/** Polls jobs as soon as the upstream sends a message of them. */
export class PushTriggeredPoller {
  /** By key, how often it was polled in vain since its message. */
  private readonly called = new Map<string, number>();
  private readonly again = new Map<string, NodeJS.Timeout>();
  private running = 0;

  constructor(
    private readonly context: ConnectionContext,
    private readonly jobs: JobPoller,
    private readonly signal: AbortSignal,
  ) {}

  /** False: too many are waiting, and this one is not noted. */
  call(key: string): boolean {
    if (this.signal.aborted) return true;
    if (this.called.size + this.again.size >= MOST_WAITING) return false;
    this.expect(key, 0);
    return true;
  }

  /** Forgets all who wait. */
  stop(): void {
    for (const timer of this.again.values()) clearTimeout(timer);
    this.again.clear();
    this.called.clear();
  }

  private expect(key: string, attempt: number): void {
    clearTimeout(this.again.get(key));
    this.again.delete(key);
    this.called.set(key, attempt);
    if (this.running >= CHUNKS_AT_ONCE) return;
    this.running += 1;
    // Messages of one packet are polled together.
    setImmediate(() => void this.run());
  }

  private async run(): Promise<void> {
    while (this.called.size > 0 && !this.signal.aborted) {
      const chunk = [...this.called].slice(0, LARGEST_CHUNK);
      for (const [key] of chunk) this.called.delete(key);
      const open = await this.pollOpen(chunk.map(([key]) => key)).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        this.context.logger.warn(
          { connection: this.context.settings.name, error: message },
          'push-triggered poll failed',
        );
        return new Set(chunk.map(([key]) => key));
      });
      for (const [key, attempt] of chunk) if (open.has(key)) this.later(key, attempt);
    }
    this.running -= 1;
  }

  /** Polls those that are tracked and have not ended; returns those of whom no end is known afterwards. */
  private async pollOpen(keys: readonly string[]): Promise<Set<string>> {
    const addresses = keys.map((key) => this.addressOf(key));
    const before = await this.known(addresses);
    const subjects = before.flatMap((known) =>
      known && !isFrozen(known.record.state) ? [{ key: known.record.key, known }] : [],
    );
    const polled = this.jobs.poll(subjects, { source: 'push', signal: this.signal });
    await Promise.all(polled.map(({ outcome }) => outcome));
    const after = subjects.length > 0 ? await this.known(addresses) : before;
    return new Set(keys.filter((_, index) => !after[index] || !isFrozen(after[index].record.state)));
  }

  private async known(addresses: readonly JobAddress[]): Promise<(StoredJob | null)[]> {
    return (await this.context.store.jobs.readMany(addresses)).map(readable);
  }

  private later(key: string, attempt: number): void {
    const delay = AGAIN_AFTER_MS[attempt];
    if (delay === undefined || this.signal.aborted || this.called.has(key)) return;
    this.again.set(
      key,
      setTimeout(() => this.expect(key, attempt + 1), delay),
    );
  }

  private addressOf(key: string): JobAddress {
    return { connection: this.context.settings.name, key };
  }
}
