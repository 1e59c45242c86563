import type { Subscription } from './subscription.js';

/** What the configuration allows one key. */
export interface KeyGrant {
  name: string;
  scopes: readonly string[];
  connections: readonly string[];
  /** Epoch milliseconds; absent or null: never. */
  expiresAt?: number | null;
}

const ALL = '*';
const SUBSCRIBING = ['jobs:track', 'admin'];
/** A caller who came with a token is in no configuration: what the token allowed holds for so long. */
export const TOKEN_GRANT_MS = 30 * 86_400_000;
/** What the names of callers with tokens begin with. */
const TOKEN_CALLER = 'jwt:';

/** Whether subscribers may receive deliveries for connections. */
export class Rights {
  constructor(
    private keys: readonly KeyGrant[],
    private readonly now: () => number = Date.now,
  ) {}

  /** From now on these keys are all that there are. */
  adopt(keys: readonly KeyGrant[]): void {
    this.keys = keys;
  }

  /** Whether the owner could see the connection when it was last known what the owner sees. */
  couldHear({ grant }: Subscription, connection: string): boolean {
    return sees(grant.connections, connection);
  }

  mayHear({ owner, grant }: Subscription, connection: string): boolean {
    if (owner.startsWith(TOKEN_CALLER)) {
      return sees(grant.connections, connection) && this.now() < grant.at + TOKEN_GRANT_MS;
    }
    return this.keysOf(owner).some(({ connections }) => sees(connections, connection));
  }

  /**
   * What the owner sees now; `*`: everything. Of an owner who has no rights now, what they saw when last heard of: the
   * rights may come back.
   */
  connectionsOf({ owner, grant }: Subscription): readonly string[] {
    const keys = owner.startsWith(TOKEN_CALLER) ? [] : this.keysOf(owner);
    return keys.length === 0 ? grant.connections : [...new Set(keys.flatMap(({ connections }) => connections))];
  }

  /** Those with which the owner may subscribe now. */
  private keysOf(owner: string): KeyGrant[] {
    return this.keys.filter(
      ({ name, scopes, expiresAt }) =>
        name === owner && scopes.some((scope) => SUBSCRIBING.includes(scope)) && this.now() < (expiresAt ?? Infinity),
    );
  }
}

function sees(connections: readonly string[], connection: string): boolean {
  return connections.includes(ALL) || connections.includes(connection);
}
