import { ALL_CONNECTIONS, SCOPES, type Scope } from './scopes.js';

export interface Grant {
  name: string;
  scopes: readonly Scope[];
  /** Exact names, or `*` for all. */
  connections: readonly string[];
}

const FINGERPRINT_LENGTH = 8;

/** Of the SHA-256 of a key or token, in hex. */
export const fingerprintOf = (sha256: string): string => sha256.slice(0, FINGERPRINT_LENGTH).toLowerCase();

/** Somebody who was let in, and what they may see and do. What a caller doesn't see does not exist for them. */
export class Caller {
  /** For logs and quotas. */
  readonly name: string;
  /** With everything that `admin` implies. */
  readonly scopes: ReadonlySet<Scope>;
  /** Whether no connection is hidden. Scopes don't matter here: an admin of one connection sees that one. */
  readonly seesAll: boolean;
  private readonly connections: ReadonlySet<string>;

  constructor(
    { name, scopes, connections }: Grant,
    /** Which credential it was, for logs: the first 8 hex digits of its SHA-256; null: there was none. */
    readonly fingerprint: string | null = null,
  ) {
    this.name = name;
    this.scopes = new Set(scopes.includes('admin') ? SCOPES : scopes);
    this.connections = new Set(connections);
    this.seesAll = this.connections.has(ALL_CONNECTIONS);
  }

  may(scope: Scope): boolean {
    return this.scopes.has(scope);
  }

  sees(connection: string): boolean {
    return this.seesAll || this.connections.has(connection);
  }

  /** Those of the given connections that this caller sees, in their order. */
  visible(connections: readonly string[]): string[] {
    return connections.filter((connection) => this.sees(connection));
  }
}
