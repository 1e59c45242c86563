import type { ConnectionFacts, Store } from '#libs/store';

/** `up`: a worker cares for it, and the last call was answered. `unattended`: no worker does. */
export type ConnectionStatus = 'up' | 'down' | 'unattended';

export interface ConnectionState {
  status: ConnectionStatus;
  facts: ConnectionFacts;
}

const REMEMBER_MS = 500;

/** What workers tell of the connections; asked of the store at most twice a second. */
export class ConnectionWatch {
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
    state.catch(() => this.remembered.delete(connection));
    return state;
  }

  /** Those of the connections whose data nobody can refresh at the moment. */
  async unreachableAmong(connections: readonly string[]): Promise<string[]> {
    const states = await Promise.all(connections.map((connection) => this.stateOf(connection)));
    return connections.filter((_, index) => states[index]?.status !== 'up');
  }

  private async read(connection: string): Promise<ConnectionState> {
    const [facts, owner] = await Promise.all([this.store.board.read(connection), this.store.board.owner(connection)]);
    const status = owner === null ? 'unattended' : facts.circuit.status === 'open' ? 'down' : 'up';
    return { status, facts };
  }
}
