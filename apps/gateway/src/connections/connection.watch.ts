import { isStoreFailure, type ConnectionFacts, type Store } from '#libs/store';

/** `up`: a worker cares for it, and the last call was answered. `unattended`: no worker does. */
export type ConnectionStatus = 'up' | 'down' | 'unattended';

export interface ConnectionState {
  status: ConnectionStatus;
  facts: ConnectionFacts;
}

/** What can be said of some connections at the moment. */
export interface Availability {
  /** Those whose part of the store answers. */
  readable: string[];
  /** Those whose data nobody can refresh, or that cannot be read. */
  unreachable: string[];
}

const REMEMBER_MS = 500;
/** A part of the store that was away is not waited for by each caller. */
const REST_MS = 1_000;

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
    state.catch(() => this.remembered.set(connection, { until: this.now() + REST_MS, state }));
    return state;
  }

  /** Of a Redis Cluster one node may be away with what lies on it. Throws when no connection can be read. */
  async availabilityOf(connections: readonly string[]): Promise<Availability> {
    const states = await Promise.allSettled(connections.map((connection) => this.stateOf(connection)));
    const isUp = (state: PromiseSettledResult<ConnectionState>) =>
      state.status === 'fulfilled' && state.value.status === 'up';
    const failures = states.filter((state) => state.status === 'rejected').map(({ reason }) => reason as unknown);
    const isTelling = failures.some((failure) => !isStoreFailure(failure)) || failures.length === states.length;
    if (failures.length > 0 && isTelling) throw failures.find((failure) => !isStoreFailure(failure)) ?? failures[0];
    return {
      readable: connections.filter((_, index) => states[index]!.status === 'fulfilled'),
      unreachable: connections.filter((_, index) => !isUp(states[index]!)),
    };
  }

  private async read(connection: string): Promise<ConnectionState> {
    const [facts, owner] = await Promise.all([this.store.board.read(connection), this.store.board.owner(connection)]);
    const status = owner === null ? 'unattended' : facts.circuit.status === 'open' ? 'down' : 'up';
    return { status, facts };
  }
}
