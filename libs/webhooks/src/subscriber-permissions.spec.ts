import { AT, subscription } from '../test/webhook-fixtures.js';
import { SubscriberPermissions, type KeyGrant, type SubscriberRules } from './subscriber-permissions.js';
import { NO_FILTER, type Subscription } from './subscription.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const rulesOf = (...keys: KeyGrant[]): SubscriberRules => ({ keys, tokenGrantMs: DAY_MS });

const KEY: KeyGrant = { name: 'operator', scopes: ['jobs:track'], connections: ['dm-prod'] };

describe('the rights of an owner with a key', () => {
  it.each<[string, Partial<KeyGrant>, boolean]>([
    ['covers the connection', {}, true],
    ['covers all', { connections: ['*'] }, true],
    ['covers others', { connections: ['hmc-lab'] }, false],
    ['covers none', { connections: [] }, false],
    ['is an admin’s', { scopes: ['admin'] }, true],
    ['may only read', { scopes: ['jobs:read', 'jobs:operate'] }, false],
    ['is another one’s', { name: 'reader' }, false],
    ['has not expired', { expiresAt: AT + 1 }, true],
    ['has expired', { expiresAt: AT }, false],
    ['never expires', { expiresAt: null }, true],
  ])('are those of the configuration: a key that %s', (_, changes, mayReceive) => {
    const rights = new SubscriberPermissions(rulesOf({ ...KEY, ...changes }), () => AT);
    expect(rights.mayReceive(subscription(), 'dm-prod')).toBe(mayReceive);
  });

  it('are those of any of several keys', () => {
    const rights = new SubscriberPermissions(
      rulesOf({ ...KEY, expiresAt: AT }, { ...KEY, connections: ['hmc-lab'] }, KEY),
      () => AT,
    );
    expect(rights.mayReceive(subscription(), 'dm-prod')).toBe(true);
  });

  it('change with the configuration', () => {
    const rights = new SubscriberPermissions(rulesOf(KEY), () => AT);
    rights.applyConfig(rulesOf());
    expect(rights.mayReceive(subscription(), 'dm-prod')).toBe(false);
    rights.applyConfig(rulesOf(KEY));
    expect(rights.mayReceive(subscription(), 'dm-prod')).toBe(true);
  });

  it('were what the owner saw when last seen', () => {
    const rights = new SubscriberPermissions(rulesOf());
    const seen = subscription({}, { grant: { connections: ['dm-prod'], at: AT } });
    expect([rights.couldReceive(seen, 'dm-prod'), rights.couldReceive(seen, 'hmc-lab')]).toEqual([true, false]);
    expect(rights.couldReceive(subscription(), 'hmc-lab')).toBe(true);
  });
});

describe('the rights of an owner with a token', () => {
  const owned = subscription({}, { owner: 'jwt:alice', grant: { connections: ['dm-prod'], at: AT } });

  it.each([
    [AT, 'dm-prod', true],
    [AT, 'hmc-lab', false],
    [AT + DAY_MS - 1, 'dm-prod', true],
    [AT + DAY_MS, 'dm-prod', false],
  ])('are what the token allowed, for as long as the configuration says (%d, %s)', (now, connection, mayReceive) => {
    expect(new SubscriberPermissions(rulesOf(), () => now).mayReceive(owned, connection)).toBe(mayReceive);
  });

  it('are not those of a key with its name', () => {
    const rights = new SubscriberPermissions(rulesOf({ ...KEY, name: 'jwt:alice', connections: ['*'] }), () => AT);
    expect(rights.mayReceive(owned, 'hmc-lab')).toBe(false);
  });
});

const granting = new SubscriberPermissions(rulesOf(), () => 0);
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
    expect(granting.renewed(granted(...before), token(...seen), at)).toEqual(
      after === null ? null : { connections: after, at },
    );
  });

  it('covers a connection that is configured no more', () => {
    const seen = { ...token('a', 'gone'), connections: ['a'] };
    expect(granting.renewed(granted('a', 'gone'), seen, HOUR_MS)).toEqual({ connections: ['a', 'gone'], at: HOUR_MS });
  });
});
