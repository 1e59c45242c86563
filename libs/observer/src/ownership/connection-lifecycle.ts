import { within } from '#libs/queue';
import type { ConnectionRunner } from './connection-runner.js';
import type { ConnectionSettings } from '../connection-context.js';
import { stateAfter, type ConnectionEvent, type ConnectionState } from './connection-states.js';

/** A start that was stopped ends as soon as what it waits for does; Redis may be away. */
const START_ENDS_WITHIN_MS = 1_500;

interface LifecycleEvents {
  started(): void;
  /** Called when everything has ended. `error`: why the start failed; null: it did not. */
  left(error: unknown): void;
}

/** Takes one connection through its states. Nothing here has to be awaited: the renewal of leases must not wait. */
export class ConnectionLifecycle {
  private state: ConnectionState = 'idle';
  private starting: Promise<void> = Promise.resolve();
  private ending: Promise<void> | null = null;
  private failure: unknown = null;
  private isChecking = false;

  constructor(
    readonly settings: ConnectionSettings,
    private readonly runner: Pick<ConnectionRunner, 'start' | 'stop' | 'maintain'>,
    private readonly events: LifecycleEvents,
  ) {}

  get isRunning(): boolean {
    return this.state === 'running';
  }

  get isStopping(): boolean {
    return this.state === 'stopping';
  }

  take(): void {
    if (this.state !== 'idle') return;
    this.apply('take');
    this.starting = this.runner.start().then(
      () => {
        this.apply('started');
        if (this.state === 'running') this.events.started();
      },
      (error: unknown) => {
        this.failure = this.isStopping ? null : error;
        void this.leave();
      },
    );
  }

  /** To be called while the lease is held, every second or two; not to be waited for. */
  async maintain(): Promise<void> {
    if (this.state !== 'running' || this.isChecking) return;
    this.isChecking = true;
    try {
      if (!(await this.runner.maintain())) void this.leave();
    } finally {
      this.isChecking = false;
    }
  }

  /** Ends what was started, also while it is being started. The first call decides how long it may take. */
  leave(finishWithinMs?: number): Promise<void> {
    this.ending ??= this.end(finishWithinMs);
    return this.ending;
  }

  private async end(finishWithinMs?: number): Promise<void> {
    this.apply('leave');
    await this.runner.stop(finishWithinMs);
    await within(this.starting, START_ENDS_WITHIN_MS);
    this.apply('left');
    this.events.left(this.failure);
  }

  private apply(event: ConnectionEvent): void {
    this.state = stateAfter(this.state, event);
  }
}
