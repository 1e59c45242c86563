import { stateAfter, type ConnectionEvent, type ConnectionState } from './connection-states.js';

describe('the state of a connection', () => {
  it.each<[ConnectionState, ConnectionEvent, ConnectionState]>([
    ['idle', 'take', 'taking'],
    ['idle', 'started', 'idle'],
    ['idle', 'leave', 'idle'],
    ['idle', 'left', 'idle'],
    ['taking', 'take', 'taking'],
    ['taking', 'started', 'caring'],
    ['taking', 'leave', 'leaving'],
    ['taking', 'left', 'taking'],
    ['caring', 'take', 'caring'],
    ['caring', 'started', 'caring'],
    ['caring', 'leave', 'leaving'],
    ['caring', 'left', 'caring'],
    ['leaving', 'take', 'leaving'],
    ['leaving', 'started', 'leaving'],
    ['leaving', 'leave', 'leaving'],
    ['leaving', 'left', 'idle'],
  ])('%s, %s: %s', (state, event, next) => expect(stateAfter(state, event)).toBe(next));
});
