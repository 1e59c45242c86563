import type { ConnectionFacts, Store } from '#libs/store';
import { readEach } from './partial-read.js';

/** `up`: a worker cares for it, and the last call was answered. `unattended`: no worker does. */
export type ConnectionStatus = 'up' | 'down' | 'unattended';

export interface ConnectionState {
  status: ConnectionStatus;
  facts: ConnectionFacts;
  /** It was renamed, and some of its jobs may stand under the former name. */
  isMovePending: boolean;
}

/** What can be said of some connections at the moment. */
export interface Availability {
  /** Those whose part of the store answers. */
  readable: string[];
  /** Those whose data nobody can refresh, or that cannot be read, all of it. */
  unreachable: string[];
}

const REMEMBER_MS = 500;
/** A part of the store that was away is not waited for by each caller. */
const REST_MS = 1_000;

/** What workers tell of the connections; asked of the store at most twice a second. */
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

  /** Of a Redis Cluster one node may be away with what lies on it. Throws when no connection can be read. */
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
    const { board, formerNames } = this.store;
    const [facts, owner, isMovePending] = await Promise.all([
      board.read(connection),
      board.owner(connection),
      // Of a former name whose node is away nobody can say.
      formerNames.isMovePending(connection).catch(() => true),
    ]);
    const status = owner === null ? 'unattended' : facts.circuit.status === 'open' ? 'down' : 'up';
    return { status, facts, isMovePending };
  }
}
