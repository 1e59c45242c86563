import { randomUUID } from 'node:crypto';

/**
 * What the command book proves of a command. `not-given`: nobody was asked to carry it out. `given`: it may be carried out,
 * or have been. `withdrawn`: nobody has begun it, and nobody will. `settled`: it has its outcome, which stays.
 */
export type CommandStanding = 'not-given' | 'given' | 'withdrawn' | 'settled';

/** What a request has done upstream, under a name that stays the same when it is repeated under one `Idempotency-Key`. */
export class RequestCommand {
  #standing: CommandStanding;

  private constructor(
    readonly name: string,
    /** When the first request under the key came, epoch milliseconds by Redis; null: there is no key. */
    readonly since: number | null,
    /** There was a request before this one, which may have given the command. */
    readonly isRepeated: boolean,
  ) {
    this.#standing = isRepeated ? 'given' : 'not-given';
  }

  /** Of a request that cannot be repeated. */
  static once(): RequestCommand {
    return new RequestCommand(randomUUID(), null, false);
  }

  static ofKey({ command, isFirst, since }: { command: string; isFirst: boolean; since: number }): RequestCommand {
    return new RequestCommand(command, since, !isFirst);
  }

  get standing(): CommandStanding {
    return this.#standing;
  }

  /** To be said before anybody is asked. */
  give(): void {
    this.#standing = 'given';
  }

  /** The command book says that nobody has begun it, and keeps everybody from it. */
  withdraw(): void {
    this.#standing = 'withdrawn';
  }

  /** What came of it is known, and the same for whoever asks again. */
  settle(): void {
    this.#standing = 'settled';
  }
}
