/**
 * What a process does with a connection. `starting`: it has the lease and starts what the connection needs. `stopping`: it finishes
 * what is in hand, or gives it back, and keeps the lease until that is done.
 */
export type ConnectionState = 'idle' | 'starting' | 'running' | 'stopping';

export type ConnectionEvent = 'take' | 'started' | 'leave' | 'left';

export const TRANSITIONS: Record<ConnectionState, Partial<Record<ConnectionEvent, ConnectionState>>> = {
  idle: { take: 'starting' },
  starting: { started: 'running', leave: 'stopping' },
  running: { leave: 'stopping' },
  // A start that ends only now starts nothing any more.
  stopping: { left: 'idle' },
};

/** The state after an event; the same one where the event means nothing any more. */
export function stateAfter(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  return TRANSITIONS[state][event] ?? state;
}
