import { randomUUID } from 'node:crypto';

/**
 * The recorded progress of a command. `not-given`: nobody was asked to carry it out. `given`: it may be carried out,
 * or have been. `withdrawn`: nobody has begun it, and nobody will. `settled`: it has its outcome, which stays.
 */
export type CommandProgress = 'not-given' | 'given' | 'withdrawn' | 'settled';

/** The upstream command of a request; its name stays the same when the request is repeated under one `Idempotency-Key`. */
export class RequestCommand {
  #progress: CommandProgress;

  private constructor(
    readonly name: string,
    /** Time of the first request under the key, epoch milliseconds by Redis; null: no key. */
    readonly since: number | null,
    /** An earlier request may have sent the command. */
    readonly isRepeated: boolean,
  ) {
    this.#progress = isRepeated ? 'given' : 'not-given';
  }

  /** Without a key. */
  static once(): RequestCommand {
    return new RequestCommand(randomUUID(), null, false);
  }

  static ofKey({ command, isFirst, since }: { command: string; isFirst: boolean; since: number }): RequestCommand {
    return new RequestCommand(command, since, !isFirst);
  }

  get progress(): CommandProgress {
    return this.#progress;
  }

  /** To be called before the command is sent. */
  give(): void {
    this.#progress = 'given';
  }

  /** No worker has begun it, and none can. */
  withdraw(): void {
    this.#progress = 'withdrawn';
  }

  /** The outcome is known and final. */
  settle(): void {
    this.#progress = 'settled';
  }
}
