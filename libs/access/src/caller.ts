import { ALL_CONNECTIONS, SCOPES, type Scope } from './scopes.js';

export interface Grant {
  name: string;
  scopes: readonly Scope[];
  /** Exact names, or `*` for all. */
  connections: readonly string[];
}

/** Somebody who was let in, and what they may see and do. What a caller doesn't see does not exist for them. */
export class Caller {
  /** For logs and quotas. */
  readonly name: string;
  /** With everything that `admin` implies. */
  readonly scopes: ReadonlySet<Scope>;
  /** Whether no connection is hidden. Scopes don't matter here: an admin of one connection sees that one. */
  readonly seesAll: boolean;
  private readonly connections: ReadonlySet<string>;

  constructor({ name, scopes, connections }: Grant) {
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
