import type { Redis } from 'ioredis';

/** For so long a write waits for a replica. */
const WAIT_TIMEOUT_MS = 1_000;

interface Waiting {
  resolve: () => void;
  reject: (reason: Error) => void;
}

/**
 * Waits for a replica with WAIT, which blocks the connection: writers that come meanwhile share the next one.
 * https://redis.io/docs/latest/commands/wait/
 */
export class ReplicaConfirmation {
  private waiting: Waiting[] = [];
  private losses = 0;

  constructor(private readonly node: Redis) {
    node.on('close', () => (this.losses += 1));
  }

  /** Grows with each loss of the connection, since a later WAIT does not cover earlier writes. */
  get epoch(): number {
    return this.losses;
  }

  /** @param epoch of the write */
  confirm(epoch: number): Promise<void> {
    if (epoch !== this.losses) return Promise.reject(connectionLost());
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => void this.flush());
    });
  }

  private async flush(): Promise<void> {
    const waiting = this.waiting;
    this.waiting = [];
    const { losses } = this;
    try {
      const replicas = await this.node.wait(1, WAIT_TIMEOUT_MS);
      if (losses !== this.losses) throw connectionLost();
      if (replicas < 1) throw new Error('NOREPLICAS No replica has confirmed the write in time.');
      for (const { resolve } of waiting) resolve();
    } catch (error) {
      for (const { reject } of waiting) reject(error as Error);
    }
  }
}

const connectionLost = () => new Error('Connection is closed: whether a replica has the write is not known.');
