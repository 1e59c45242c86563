import { AT, subscription } from '../test/told.js';
import { Rights, TOKEN_GRANT_MS, type KeyGrant } from './rights.js';

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
  ])('are those of the configuration: a key that %s', (_, changes, mayHear) => {
    const rights = new Rights([{ ...KEY, ...changes }], () => AT);
    expect(rights.mayHear(subscription(), 'dm-prod')).toBe(mayHear);
  });

  it('are those of any of several keys', () => {
    const rights = new Rights([{ ...KEY, expiresAt: AT }, { ...KEY, connections: ['hmc-lab'] }, KEY], () => AT);
    expect(rights.mayHear(subscription(), 'dm-prod')).toBe(true);
  });

  it('change with the configuration', () => {
    const rights = new Rights([KEY], () => AT);
    rights.adopt([]);
    expect(rights.mayHear(subscription(), 'dm-prod')).toBe(false);
    rights.adopt([KEY]);
    expect(rights.mayHear(subscription(), 'dm-prod')).toBe(true);
  });

  it('were what the owner saw when last heard of', () => {
    const rights = new Rights([]);
    const seen = subscription({}, { grant: { connections: ['dm-prod'], at: AT } });
    expect([rights.couldHear(seen, 'dm-prod'), rights.couldHear(seen, 'hmc-lab')]).toEqual([true, false]);
    expect(rights.couldHear(subscription(), 'hmc-lab')).toBe(true);
  });
});

describe('the rights of an owner with a token', () => {
  const owned = subscription({}, { owner: 'jwt:alice', grant: { connections: ['dm-prod'], at: AT } });

  it.each([
    [AT, 'dm-prod', true],
    [AT, 'hmc-lab', false],
    [AT + TOKEN_GRANT_MS - 1, 'dm-prod', true],
    [AT + TOKEN_GRANT_MS, 'dm-prod', false],
  ])('are what the token allowed, for thirty days (%d, %s)', (now, connection, mayHear) => {
    expect(new Rights([], () => now).mayHear(owned, connection)).toBe(mayHear);
  });

  it('are not those of a key with its name', () => {
    const rights = new Rights([{ ...KEY, name: 'jwt:alice', connections: ['*'] }], () => AT);
    expect(rights.mayHear(owned, 'hmc-lab')).toBe(false);
  });
});
