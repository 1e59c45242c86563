import type { Subscription } from './subscription.js';

/** The permissions of one key in the configuration. */
export interface KeyGrant {
  name: string;
  scopes: readonly string[];
  connections: readonly string[];
  /** Epoch milliseconds; absent or null: never. */
  expiresAt?: number | null;
}

const ALL = '*';
const SUBSCRIBING = ['jobs:track', 'admin'];
/** Renewals of a grant while it lasts, at most. */
const RENEWALS = 24;
const MAX_ROUND_MS = 60_000;
/** The prefix of names of callers with tokens. */
const TOKEN_CALLER = 'jwt:';

/** The permissions of subscribers in the configuration. */
export interface SubscriberRules {
  keys: readonly KeyGrant[];
  /** A caller who came with a token is in no configuration: what the token allowed lasts this long after its last use. */
  tokenGrantMs: number;
}

/** The permissions of a token of an owner. */
export interface SeenToken {
  /** `*`: whether it sees everything. */
  sees: (connection: string) => boolean;
  /** Those that there are now; `*`: everything. */
  connections: readonly string[];
}

/** Whether subscribers may receive deliveries for connections. */
export class SubscriberPermissions {
  constructor(
    private rules: SubscriberRules,
    private readonly now: () => number = Date.now,
  ) {}

  /** From now on these are the rules, and these keys all that there are. */
  applyConfig(rules: SubscriberRules): void {
    this.rules = rules;
  }

  /** Whether the owner could see the connection when it was last known what the owner sees. */
  couldReceive({ grant }: Subscription, connection: string): boolean {
    return sees(grant.connections, connection);
  }

  mayReceive({ owner, grant }: Subscription, connection: string): boolean {
    if (owner.startsWith(TOKEN_CALLER)) {
      return sees(grant.connections, connection) && this.now() < grant.at + this.rules.tokenGrantMs;
    }
    return this.keysOf(owner).some(({ connections }) => sees(connections, connection));
  }

  /**
   * What the owner sees now; `*`: everything. Of an owner without rights now, what they saw last: the
   * rights may come back.
   */
  connectionsOf({ owner, grant }: Subscription): readonly string[] {
    const keys = owner.startsWith(TOKEN_CALLER) ? [] : this.keysOf(owner);
    return keys.length === 0 ? grant.connections : [...new Set(keys.flatMap(({ connections }) => connections))];
  }

  /** Interval at which seen tokens renew grants, milliseconds. */
  get renewEveryMs(): number {
    return Math.min(MAX_ROUND_MS, this.rules.tokenGrantMs / RENEWALS);
  }

  /**
   * The grant of a subscription after a request with a token of its owner; null: unchanged. A token that does not
   * cover the grant neither renews it nor takes anything from it, as an owner may have several; it counts once the grant is over.
   */
  renewed({ grant }: Subscription, token: SeenToken, at: number): Subscription['grant'] | null {
    const { tokenGrantMs } = this.rules;
    if (at >= grant.at + tokenGrantMs) return { connections: [...token.connections], at };
    if (!grant.connections.every((connection) => token.sees(connection))) return null;
    const more = token.connections.filter((connection) => !sees(grant.connections, connection));
    const isDue = more.length > 0 || at >= grant.at + tokenGrantMs / RENEWALS;
    return isDue ? { connections: [...grant.connections, ...more], at } : null;
  }

  /** Those with which the owner may subscribe now. */
  private keysOf(owner: string): KeyGrant[] {
    return this.rules.keys.filter(
      ({ name, scopes, expiresAt }) =>
        name === owner && scopes.some((scope) => SUBSCRIBING.includes(scope)) && this.now() < (expiresAt ?? Infinity),
    );
  }
}

function sees(connections: readonly string[], connection: string): boolean {
  return connections.includes(ALL) || connections.includes(connection);
}
