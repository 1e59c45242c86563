import { randomBytes } from 'node:crypto';
import { openStore, type StoreScene } from '../../test/store.scene.js';
import type { UnreadableValue } from '../formats/stored-values.js';
import { ValueEncryption } from './value-encryption.js';

const [FIRST, SECOND] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
const TEXT = '{"value":"whsec_nobody-may-read-this, 😀"}';

describe('an encrypted value', () => {
  const seal = new ValueEncryption([FIRST]);

  it('does not reveal its content, differs each time, and can be decrypted in its place', () => {
    const sealed = [seal.encrypt(TEXT, 'here'), seal.encrypt(TEXT, 'here')];
    expect(sealed[0]).not.toBe(sealed[1]);
    for (const text of sealed) {
      expect(text).toMatch(/^sealed:1:[0-9a-f]{8}:[\w-]+$/);
      expect(Buffer.from(text.split(':').at(-1)!, 'base64url').toString('utf8')).not.toContain('whsec');
      expect(seal.decrypt(text, 'here')).toBe(TEXT);
    }
    expect(seal.decrypt(seal.encrypt('', 'here'), 'here')).toBe('');
  });

  it('cannot be decrypted in another place, with another key, or after a change', () => {
    const sealed = seal.encrypt(TEXT, 'here');
    expect(() => seal.decrypt(sealed, 'there')).toThrow();
    expect(() => new ValueEncryption([SECOND]).decrypt(sealed, 'here')).toThrow('not configured');
    expect(() => new ValueEncryption([]).decrypt(sealed, 'here')).toThrow('not configured');
    const start = sealed.lastIndexOf(':') + 1;
    for (let at = start; at < sealed.length - 1; at += 5) {
      const damaged = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(() => seal.decrypt(damaged, 'here')).toThrow();
    }
    for (const cut of [start, start + 20, start + 80, sealed.length - 4]) {
      expect(() => seal.decrypt(sealed.slice(0, cut), 'here')).toThrow();
    }
  });

  it('is decrypted with each of several keys, and encrypted with the first one', () => {
    const old = seal.encrypt(TEXT, 'here');
    const both = new ValueEncryption([SECOND, FIRST]);
    expect(both.decrypt(old, 'here')).toBe(TEXT);
    expect(both.isEncryptedWithFirstKey(old)).toBe(false);
    const next = both.encrypt(TEXT, 'here');
    expect(both.isEncryptedWithFirstKey(next)).toBe(true);
    expect(new ValueEncryption([SECOND]).decrypt(next, 'here')).toBe(TEXT);
    expect(() => seal.decrypt(next, 'here')).toThrow();
  });

  it('is plain text if there is no key, or the first one is null', () => {
    for (const keys of [[], [null], [null, FIRST]]) {
      expect(new ValueEncryption(keys).encrypt(TEXT, 'here')).toBe(TEXT);
      expect(new ValueEncryption(keys).isEncryptedWithFirstKey(TEXT)).toBe(true);
    }
    expect(new ValueEncryption([null, FIRST]).decrypt(seal.encrypt(TEXT, 'here'), 'here')).toBe(TEXT);
    expect(seal.decrypt(TEXT, 'here')).toBe(TEXT);
  });
});

describe('stored data with an encryption key', () => {
  const BODY = 'a-body-that-nobody-may-read';
  const sequence = (id: string) => ({ id, caller: 'ops', steps: [{ body: BODY }], started: [] });
  let scene: StoreScene;
  let unreadable: UnreadableValue[];

  beforeAll(async () => {
    scene = await openStore();
  }, 30_000);
  afterAll(() => scene.close());
  beforeEach(() => {
    unreadable = [];
    scene.store.values.onUnreadable((text) => unreadable.push(text));
  });

  it('is read with former keys, and as plain text from before', async () => {
    const { values, sequences, redis, keys } = scene.store;
    values.useKeys([]);
    await sequences.put('a', sequence('plain'));
    values.useKeys([FIRST]);
    await sequences.put('a', sequence('first'));
    values.useKeys([SECOND, FIRST]);
    await sequences.put('a', sequence('second'));
    const stored = await redis.hgetall(keys.sequences('a'));
    expect(Object.keys(stored).filter((id) => stored[id]!.includes(BODY))).toEqual(['plain']);
    const ids = (await sequences.all('a')).map(({ id, steps }) => `${id} ${JSON.stringify(steps)}`);
    expect(ids.sort()).toEqual(['first', 'plain', 'second'].map((id) => `${id} [{"body":"${BODY}"}]`));
    expect(unreadable).toEqual([]);
  });

  it('is unreadable if its key is missing or it is in another place', async () => {
    const { values, sequences, redis, keys } = scene.store;
    values.useKeys([FIRST]);
    await sequences.put('b', sequence('mine'));
    const text = (await redis.hget(keys.sequences('b'), 'mine'))!;
    await redis.hset(keys.sequences('b'), 'other', text);
    expect((await sequences.all('b')).map(({ id }) => id)).toEqual(['mine']);
    expect(unreadable).toEqual([{ kind: 'sequence', key: keys.sequences('b'), part: 'other' }]);
    values.useKeys([SECOND]);
    expect(await sequences.read('b', 'mine')).toBeNull();
    expect(unreadable).toHaveLength(2);
  });

  it('moves with its connection to another name', async () => {
    const { values, sequences, connectionMove, redis, keys } = scene.store;
    values.useKeys([FIRST]);
    await sequences.put('former', sequence('moved'));
    await redis.set(keys.version('former'), '1');
    await connectionMove.run('former', 'present', Date.now());
    expect(await sequences.read('present', 'moved')).toEqual(sequence('moved'));
  });

  it('is reported by an inspection only if it is unreadable', async () => {
    const { values, sequences, repair, keys } = scene.store;
    values.useKeys([FIRST]);
    await sequences.put('c', sequence('whole'));
    const parsed = (text: string) => JSON.parse(text) as unknown;
    const readers = { subscription: parsed, delivery: parsed, loggedDelivery: parsed };
    const namesOf = async () => (await repair.run(readers, false)).flatMap(({ examples }) => examples);
    expect(await namesOf()).not.toContain(`${keys.sequences('c')} whole`);
    values.useKeys([SECOND]);
    expect(await namesOf()).toContain(`${keys.sequences('c')} whole`);
  });

  it('includes the steps of a start, bound to its command', () => {
    const { values, commands } = scene.store;
    values.useKeys([]);
    const steps = [{ body: BODY }];
    expect(commands.encryptSteps('a', 'c1', steps)).toBe(steps);
    expect(commands.decryptSteps('a', 'c1', steps)).toBe(steps);
    values.useKeys([FIRST]);
    const sealed = commands.encryptSteps('a', 'c1', steps);
    expect(JSON.stringify(sealed)).not.toContain(BODY);
    expect(commands.decryptSteps('a', 'c1', sealed)).toEqual(steps);
    expect(commands.decryptSteps('a', 'c2', sealed)).toBeNull();
    values.useKeys([SECOND]);
    expect(commands.decryptSteps('a', 'c1', sealed)).toBeNull();
    expect(unreadable.map(({ part }) => part)).toEqual(['steps', 'steps']);
  });
});
