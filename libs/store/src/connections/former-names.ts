import type { JobAddress } from '#libs/jobs';
import { ConnectionMoving } from '../redis/store-failure.js';
import { RedisRepository } from '../redis/redis-repository.js';

/** Connections that have been renamed: a job that is not under the present name may stand under the former one, until it is moved. */
export class FormerNames extends RedisRepository {
  private formerOf: ReadonlyMap<string, string> = new Map();

  /** From now on these are the connections; `renamedFrom` is null where there was no other name. */
  applyConfig(connections: readonly { name: string; renamedFrom: string | null }[]): void {
    this.formerOf = new Map(
      connections.flatMap(({ name, renamedFrom }) => (renamedFrom === null ? [] : [[name, renamedFrom] as const])),
    );
  }

  /** Whether jobs of the connection may still stand under its former name. */
  async isMovePending(connection: string): Promise<boolean> {
    const former = this.formerOf.get(connection);
    return former !== undefined && (await this.redis.exists(this.keys.version(former))) === 1;
  }

  /**
   * For a job that was not found. Throws `ConnectionMoving` while it stands under the former name, and where the connection has a
   * new name that this process has not taken up yet; true: it may have been moved since it was looked for, and is to be
   * looked for once more.
   */
  async mayHaveMoved({ connection, key }: JobAddress): Promise<boolean> {
    const present = await this.redis.get(this.keys.moved(connection));
    if (present !== null) throw new ConnectionMoving(connection, present);
    const former = this.formerOf.get(connection);
    if (former === undefined) return false;
    if ((await this.redis.exists(this.keys.job(former, key))) === 1) throw new ConnectionMoving(former, connection);
    return true;
  }
}
