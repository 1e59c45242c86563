import { Rights } from './rights.js';
import { NO_FILTER, type Subscription } from './subscription.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const rights = new Rights({ keys: [], tokenGrantMs: DAY_MS }, () => 0);

const granted = (...connections: string[]): Subscription => ({
  ...{ id: 'wh_1', owner: 'jwt:somebody', url: 'https://hooks.example.com/', description: null, selection: 'matching' },
  ...{ filter: NO_FILTER, secrets: [], disabled: null, since: 0, createdAt: 0, changedAt: 0 },
  grant: { connections, at: 0 },
});
const token = (...connections: string[]) => ({
  sees: (name: string) => connections.includes('*') || connections.includes(name),
  connections,
});

describe('the grant of a subscription whose owner came with a token', () => {
  it.each([
    ['is renewed by the same token after a while', ['a'], ['a'], HOUR_MS, ['a']],
    ['is left by it before', ['a'], ['a'], HOUR_MS - 1, null],
    ['is widened at once by a token that sees more', ['a'], ['a', 'b'], 1, ['a', 'b']],
    ['is widened at once by a token that sees everything', ['a'], ['*'], 1, ['a', '*']],
    ['is not narrowed by a token that sees less', ['a', 'b'], ['a'], DAY_MS - 1, null],
    ['is not renewed by a token that sees something else', ['a'], ['b'], DAY_MS - 1, null],
    ['is not renewed by a token that sees a part of everything', ['*'], ['a'], DAY_MS - 1, null],
    ['is what a token sees once it is over', ['a', 'b'], ['b'], DAY_MS, ['b']],
    ['is nothing once a token sees nothing', ['a'], [], DAY_MS, []],
  ])('%s', (_, before, seen, at, after) => {
    expect(rights.renewed(granted(...before), token(...seen), at)).toEqual(
      after === null ? null : { connections: after, at },
    );
  });

  it('covers a connection that is configured no more', () => {
    const seen = { ...token('a', 'gone'), connections: ['a'] };
    expect(rights.renewed(granted('a', 'gone'), seen, HOUR_MS)).toEqual({ connections: ['a', 'gone'], at: HOUR_MS });
  });
});
