import { stateAfter, type ConnectionEvent, type ConnectionState } from './connection-states.js';

describe('the state of a connection', () => {
  it.each<[ConnectionState, ConnectionEvent, ConnectionState]>([
    ['idle', 'take', 'starting'],
    ['idle', 'started', 'idle'],
    ['idle', 'leave', 'idle'],
    ['idle', 'left', 'idle'],
    ['starting', 'take', 'starting'],
    ['starting', 'started', 'running'],
    ['starting', 'leave', 'stopping'],
    ['starting', 'left', 'starting'],
    ['running', 'take', 'running'],
    ['running', 'started', 'running'],
    ['running', 'leave', 'stopping'],
    ['running', 'left', 'running'],
    ['stopping', 'take', 'stopping'],
    ['stopping', 'started', 'stopping'],
    ['stopping', 'leave', 'stopping'],
    ['stopping', 'left', 'idle'],
  ])('%s, %s: %s', (state, event, next) => expect(stateAfter(state, event)).toBe(next));
});
