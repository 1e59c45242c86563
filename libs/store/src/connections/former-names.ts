import type { JobAddress } from '#libs/jobs';
import { ConnectionMoving } from '../redis/store-failure.js';
import { RedisRepository } from '../redis/redis-repository.js';

/** Former names of renamed connections: until they are moved, jobs may be under the former name. */
export class FormerNames extends RedisRepository {
  private formerOf: ReadonlyMap<string, string> = new Map();

  /** From now on these are the connections; `renamedFrom` is null where there was no other name. */
  applyConfig(connections: readonly { name: string; renamedFrom: string | null }[]): void {
    this.formerOf = new Map(
      connections.flatMap(({ name, renamedFrom }) => (renamedFrom === null ? [] : [[name, renamedFrom] as const])),
    );
  }

  /** Whether jobs may still be under the former name of the connection. */
  async isMovePending(connection: string): Promise<boolean> {
    const former = this.formerOf.get(connection);
    return former !== undefined && (await this.redis.exists(this.keys.version(former))) === 1;
  }

  /**
   * For a job that was not found. Throws `ConnectionMoving` if it is under the former name, or if the connection has
   * a new name that this process does not know yet; true: read again, since it may have been moved meanwhile.
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
