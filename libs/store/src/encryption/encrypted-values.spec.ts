import { randomBytes } from 'node:crypto';
import { openStore, type StoreScene } from '../../test/store.scene.js';
import type { UnreadableValue } from '../forms/stored-values.js';
import { ValueEncryption } from './value-encryption.js';

const [FIRST, SECOND] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
const TEXT = '{"value":"whsec_nobody-may-read-this, 😀"}';

describe('a sealed text', () => {
  const seal = new ValueEncryption([FIRST]);

  it('says nothing of what it holds, is another one each time, and opens in its place', () => {
    const sealed = [seal.seal(TEXT, 'here'), seal.seal(TEXT, 'here')];
    expect(sealed[0]).not.toBe(sealed[1]);
    for (const text of sealed) {
      expect(text).toMatch(/^sealed:1:[0-9a-f]{8}:[\w-]+$/);
      expect(Buffer.from(text.split(':').at(-1)!, 'base64url').toString('utf8')).not.toContain('whsec');
      expect(seal.open(text, 'here')).toBe(TEXT);
    }
    expect(seal.open(seal.seal('', 'here'), 'here')).toBe('');
  });

  it('opens in no other place, by no other key, and not if any part of it is another', () => {
    const sealed = seal.seal(TEXT, 'here');
    expect(() => seal.open(sealed, 'there')).toThrow();
    expect(() => new ValueEncryption([SECOND]).open(sealed, 'here')).toThrow('not configured');
    expect(() => new ValueEncryption([]).open(sealed, 'here')).toThrow('not configured');
    const start = sealed.lastIndexOf(':') + 1;
    for (let at = start; at < sealed.length - 1; at += 5) {
      const damaged = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(() => seal.open(damaged, 'here')).toThrow();
    }
    for (const cut of [start, start + 20, start + 80, sealed.length - 4]) {
      expect(() => seal.open(sealed.slice(0, cut), 'here')).toThrow();
    }
  });

  it('is opened by each of several keys, and made by the first one', () => {
    const old = seal.seal(TEXT, 'here');
    const both = new ValueEncryption([SECOND, FIRST]);
    expect(both.open(old, 'here')).toBe(TEXT);
    expect(both.isSealedByFirst(old)).toBe(false);
    const next = both.seal(TEXT, 'here');
    expect(both.isSealedByFirst(next)).toBe(true);
    expect(new ValueEncryption([SECOND]).open(next, 'here')).toBe(TEXT);
    expect(() => seal.open(next, 'here')).toThrow();
  });

  it('is made of none where there is no key, or none comes first', () => {
    for (const keys of [[], [null], [null, FIRST]]) {
      expect(new ValueEncryption(keys).seal(TEXT, 'here')).toBe(TEXT);
      expect(new ValueEncryption(keys).isSealedByFirst(TEXT)).toBe(true);
    }
    expect(new ValueEncryption([null, FIRST]).open(seal.seal(TEXT, 'here'), 'here')).toBe(TEXT);
    expect(seal.open(TEXT, 'here')).toBe(TEXT);
  });
});

describe('what is kept with a key', () => {
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

  it('is read with the keys before, and as plain text from before there was one', async () => {
    const { values, sequences, redis, keys } = scene.store;
    values.sealWith([]);
    await sequences.put('a', sequence('plain'));
    values.sealWith([FIRST]);
    await sequences.put('a', sequence('first'));
    values.sealWith([SECOND, FIRST]);
    await sequences.put('a', sequence('second'));
    const stored = await redis.hgetall(keys.sequences('a'));
    expect(Object.keys(stored).filter((id) => stored[id]!.includes(BODY))).toEqual(['plain']);
    const ids = (await sequences.all('a')).map(({ id, steps }) => `${id} ${JSON.stringify(steps)}`);
    expect(ids.sort()).toEqual(['first', 'plain', 'second'].map((id) => `${id} [{"body":"${BODY}"}]`));
    expect(unreadable).toEqual([]);
  });

  it('is one unreadable text each, where its key is missing or it stands elsewhere', async () => {
    const { values, sequences, redis, keys } = scene.store;
    values.sealWith([FIRST]);
    await sequences.put('b', sequence('mine'));
    const text = (await redis.hget(keys.sequences('b'), 'mine'))!;
    await redis.hset(keys.sequences('b'), 'other', text);
    expect((await sequences.all('b')).map(({ id }) => id)).toEqual(['mine']);
    expect(unreadable).toEqual([{ kind: 'sequence', key: keys.sequences('b'), part: 'other' }]);
    values.sealWith([SECOND]);
    expect(await sequences.read('b', 'mine')).toBeNull();
    expect(unreadable).toHaveLength(2);
  });

  it('goes with its connection to another name', async () => {
    const { values, sequences, connectionMove, redis, keys } = scene.store;
    values.sealWith([FIRST]);
    await sequences.put('former', sequence('moved'));
    await redis.set(keys.version('former'), '1');
    await connectionMove.run('former', 'present', Date.now());
    expect(await sequences.read('present', 'moved')).toEqual(sequence('moved'));
  });

  it('is told of by a check of everything only where it cannot be read', async () => {
    const { values, sequences, repair, keys } = scene.store;
    values.sealWith([FIRST]);
    await sequences.put('c', sequence('whole'));
    const parsed = (text: string) => JSON.parse(text) as unknown;
    const readers = { subscription: parsed, delivery: parsed, loggedDelivery: parsed };
    const namesOf = async () => (await repair.run(readers, false)).flatMap(({ examples }) => examples);
    expect(await namesOf()).not.toContain(`${keys.sequences('c')} whole`);
    values.sealWith([SECOND]);
    expect(await namesOf()).toContain(`${keys.sequences('c')} whole`);
  });

  it('has the steps of a start in it, bound to its command', () => {
    const { values, commands } = scene.store;
    values.sealWith([]);
    const steps = [{ body: BODY }];
    expect(commands.sealedSteps('a', 'c1', steps)).toBe(steps);
    expect(commands.openedSteps('a', 'c1', steps)).toBe(steps);
    values.sealWith([FIRST]);
    const sealed = commands.sealedSteps('a', 'c1', steps);
    expect(JSON.stringify(sealed)).not.toContain(BODY);
    expect(commands.openedSteps('a', 'c1', sealed)).toEqual(steps);
    expect(commands.openedSteps('a', 'c2', sealed)).toBeNull();
    values.sealWith([SECOND]);
    expect(commands.openedSteps('a', 'c1', sealed)).toBeNull();
    expect(unreadable.map(({ part }) => part)).toEqual(['steps', 'steps']);
  });
});
