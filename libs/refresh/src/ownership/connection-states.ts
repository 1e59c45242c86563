/**
 * What a process does with a connection. `taking`: it has the lease and starts what the connection needs. `leaving`: it finishes
 * what is in hand, or gives it back, and keeps the lease until that is done.
 */
export type ConnectionState = 'idle' | 'taking' | 'caring' | 'leaving';

export type ConnectionEvent = 'take' | 'started' | 'leave' | 'left';

export const TRANSITIONS: Record<ConnectionState, Partial<Record<ConnectionEvent, ConnectionState>>> = {
  idle: { take: 'taking' },
  taking: { started: 'caring', leave: 'leaving' },
  caring: { leave: 'leaving' },
  // A start that ends only now starts nothing any more.
  leaving: { left: 'idle' },
};

/** The state after an event; the same one where the event means nothing any more. */
export function stateAfter(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  return TRANSITIONS[state][event] ?? state;
}
