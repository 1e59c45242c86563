import type { ConnectionHealth, Store } from '#libs/store';
import { readEach } from './partial-read.js';

/** `up`: a worker has it, and the last call succeeded. `unattended`: no worker has it. */
export type ConnectionStatus = 'up' | 'down' | 'unattended';

export interface ConnectionState {
  status: ConnectionStatus;
  facts: ConnectionHealth;
  /** It was renamed, and some jobs still have the former name. */
  isMovePending: boolean;
}

export interface Availability {
  /** Stored where Redis answers. */
  readable: string[];
  /** Cannot be refreshed, or not be read. */
  unreachable: string[];
}

const REMEMBER_MS = 500;
/** After a failure of Redis. */
const REST_MS = 1_000;

/** The status of connections as workers report it, cached for half a second. */
export class ConnectionStatusReader {
  private readonly remembered = new Map<string, { until: number; state: Promise<ConnectionState> }>();

  constructor(
    private readonly store: Store,
    private readonly now: () => number = store.clock.now,
  ) {}

  async stateOf(connection: string): Promise<ConnectionState> {
    const known = this.remembered.get(connection);
    if (known && known.until > this.now()) return known.state;
    const state = this.read(connection);
    this.remembered.set(connection, { until: this.now() + REMEMBER_MS, state });
    state.catch(() => this.remembered.set(connection, { until: this.now() + REST_MS, state }));
    return state;
  }

  /** Without those on an unreachable node of a Redis Cluster. Throws when no connection can be read. */
  async availabilityOf(connections: readonly string[]): Promise<Availability> {
    const { read } = await readEach(connections, async (name) => ({ name, state: await this.stateOf(name) }));
    const up = new Set(
      read.filter(({ state }) => state.status === 'up' && !state.isMovePending).map(({ name }) => name),
    );
    return {
      readable: read.map(({ name }) => name),
      unreachable: connections.filter((name) => !up.has(name)),
    };
  }

  private async read(connection: string): Promise<ConnectionState> {
    const { connectionStatus, formerNames, leases } = this.store;
    const [facts, owner, isMovePending] = await Promise.all([
      connectionStatus.read(connection),
      leases.owner(connection),
      // Unknown where the former name is on an unreachable node.
      formerNames.isMovePending(connection).catch(() => true),
    ]);
    const status = owner === null ? 'unattended' : facts.circuit.status === 'open' ? 'down' : 'up';
    return { status, facts, isMovePending };
  }
}
