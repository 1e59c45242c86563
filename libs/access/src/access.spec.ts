import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { Access, Caller, SCOPES, type Authentication, type KeyRule, type Scope } from './index.js';

const sha256 = (key: string) => createHash('sha256').update(key).digest('hex');
const rule = (key: string, changes: Partial<KeyRule> = {}): KeyRule => ({
  name: `holder of ${key}`,
  sha256: sha256(key),
  scopes: ['jobs:read'],
  connections: ['*'],
  ...changes,
});
const nameOf = (authentication: Authentication) =>
  'caller' in authentication ? authentication.caller.name : authentication.refused;

describe('Access', () => {
  const keys = [rule('one'), rule('two'), rule('schlüssel', { sha256: sha256('schlüssel').toUpperCase() })];
  const access = new Access({ anonymous: 'none', keys });
  const open = new Access({ anonymous: 'read', keys });

  it.each([
    [{ authorization: 'Bearer one' }, 'holder of one'],
    [{ authorization: 'bearer two' }, 'holder of two'],
    [{ authorization: 'BEARER   two ' }, 'holder of two'],
    [{ apiKey: 'two' }, 'holder of two'],
    [{ apiKey: 'schlüssel' }, 'holder of schlüssel'],
    [{ authorization: 'Bearer one', apiKey: 'one' }, 'holder of one'],
  ])('lets %j in', (credentials, name) => {
    expect(nameOf(access.authenticate(credentials))).toBe(name);
    expect(nameOf(open.authenticate(credentials))).toBe(name);
  });

  it.each([
    [{ authorization: 'Bearer one', apiKey: 'two' }],
    [{ authorization: 'Bearer three', apiKey: 'one' }],
    [{ authorization: 'Bearer one', apiKey: '' }],
    [{ authorization: 'Basic b25l', apiKey: 'one' }],
    [{ authorization: 'Basic b25l' }],
    [{ authorization: 'one' }],
    [{ authorization: 'Bearer' }],
    [{ authorization: 'Bearer ' }],
    [{ authorization: 'Bearer one two' }],
    [{ authorization: '' }],
    [{ apiKey: '' }],
    [{ apiKey: 'One' }],
    [{ apiKey: 'one ' }],
    [{ apiKey: sha256('one') }],
    [{ apiKey: 'one, one' }],
  ])('refuses %j, anonymous callers let in or not', (credentials) => {
    expect(access.authenticate(credentials)).toEqual({ refused: 'invalid' });
    expect(open.authenticate(credentials)).toEqual({ refused: 'invalid' });
  });

  it('lets in by other rules from one moment to the next', () => {
    const rotating = new Access({ anonymous: 'none', keys: [rule('old'), rule('kept')] });
    for (const key of ['old', 'kept']) {
      expect(nameOf(rotating.authenticate({ authorization: `Bearer ${key}` }))).toBe(`holder of ${key}`);
      expect(nameOf(rotating.authenticate({ apiKey: key }))).toBe(`holder of ${key}`);
    }
    rotating.applyConfig({ anonymous: 'read', keys: [rule('kept', { scopes: ['jobs:track'] }), rule('new')] });
    expect(rotating.authenticate({ authorization: 'Bearer old' })).toEqual({ refused: 'invalid' });
    expect(rotating.authenticate({ apiKey: 'old' })).toEqual({ refused: 'invalid' });
    expect(nameOf(rotating.authenticate({ apiKey: 'new' }))).toBe('holder of new');
    expect(nameOf(rotating.authenticate({}))).toBe('anonymous');
    const kept = rotating.authenticate({ authorization: 'Bearer kept' });
    expect('caller' in kept && [...kept.caller.scopes]).toEqual(['jobs:track']);
  });

  it('asks for credentials where none are sent', () => {
    expect(access.authenticate({})).toEqual({ refused: 'missing' });
    expect(access.authenticate({ authorization: undefined, apiKey: undefined })).toEqual({ refused: 'missing' });
  });

  it('lets anonymous callers read everything and do nothing else, where that is allowed', () => {
    const authentication = open.authenticate({});
    if (!('caller' in authentication)) throw new Error('Nobody was let in.');
    const { caller } = authentication;
    expect(SCOPES.filter((scope) => caller.may(scope))).toEqual(['jobs:read']);
    expect(caller.seesAll).toBe(true);
  });

  it('refuses a key from the moment on in which it expires', () => {
    let now = 999;
    const expiring = new Access({ anonymous: 'none', keys: [rule('one', { expiresAt: 1_000 })] }, () => now);
    expect(nameOf(expiring.authenticate({ apiKey: 'one' }))).toBe('holder of one');
    now = 1_000;
    expect(nameOf(expiring.authenticate({ apiKey: 'one' }))).toBe('invalid');
  });

  it('answers the same however often it is asked', () => {
    for (let turn = 0; turn < 3; turn += 1) {
      expect(nameOf(access.authenticate({ authorization: 'Bearer one' }))).toBe('holder of one');
      expect(nameOf(access.authenticate({ apiKey: 'one' }))).toBe('holder of one');
      expect(nameOf(access.authenticate({ apiKey: 'Bearer one' }))).toBe('invalid');
      expect(nameOf(access.authenticate({ authorization: 'one' }))).toBe('invalid');
      expect(nameOf(access.authenticate({ authorization: 'Bearer one', apiKey: 'two' }))).toBe('invalid');
    }
  });

  it('rejects an expired key, also after earlier use', () => {
    let now = 999;
    const expiring = new Access({ anonymous: 'none', keys: [rule('one', { expiresAt: 1_000 })] }, () => now);
    const headers = [
      { apiKey: 'one' },
      { authorization: 'Bearer one' },
      { authorization: 'Bearer one', apiKey: 'one' },
    ];
    expect(headers.map((credentials) => nameOf(expiring.authenticate(credentials)))).not.toContain('invalid');
    now = 1_000;
    expect(new Set(headers.map((credentials) => nameOf(expiring.authenticate(credentials))))).toEqual(
      new Set(['invalid']),
    );
  });

  it('lets a key in however many spellings of its header came before', () => {
    for (let spaces = 1; spaces < 3_000; spaces += 1) {
      expect(nameOf(access.authenticate({ authorization: `Bearer${' '.repeat(spaces)}one` }))).toBe('holder of one');
    }
  });

  it('lets nobody in by any text that is not a key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!['one', 'two', 'schlüssel'].includes(text));
        expect(access.authenticate({ apiKey: text })).toEqual({ refused: 'invalid' });
        expect(access.authenticate({ authorization: text })).toEqual({ refused: 'invalid' });
      }),
    );
  });

  it('does not start with a digest that is none', () => {
    const start = () => new Access({ anonymous: 'none', keys: [rule('one', { sha256: 'abc' })] });
    expect(start).toThrow('SHA-256');
  });
});

describe('Caller', () => {
  const caller = (scopes: Scope[], connections: string[]) => new Caller({ name: 'c', scopes, connections });

  it('may do what its scopes say', () => {
    const reader = caller(['jobs:read', 'jobs:track'], ['*']);
    expect(SCOPES.filter((scope) => reader.may(scope))).toEqual(['jobs:read', 'jobs:track']);
  });

  it('sees the connections that it names, by their exact names', () => {
    const reader = caller(['jobs:read'], ['hmc-lab', 'dm']);
    expect(reader.visible(['dm-prod', 'dm', 'hmc', 'hmc-lab', '*'])).toEqual(['dm', 'hmc-lab']);
    expect(reader.sees('HMC-LAB')).toBe(false);
    expect(reader.seesAll).toBe(false);
  });

  it('may do everything as admin, on its own connections alone', () => {
    const admin = caller(['admin'], ['hmc-lab']);
    expect([...admin.scopes]).toEqual([...SCOPES]);
    expect(admin.visible(['dm', 'hmc-lab'])).toEqual(['hmc-lab']);
  });

  it('sees all with *, whatever else is listed', () => {
    expect(caller(['jobs:read'], ['dm', '*']).visible(['a', 'b'])).toEqual(['a', 'b']);
  });
});
