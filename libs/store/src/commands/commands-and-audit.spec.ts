import type { StoredAuditEntry } from '../audit/audit-entry.js';
import { AUDIT_KINDS } from '../audit/audit-kinds.js';
import { DEPLOYMENTS, openStore, type StoreScene } from '../../test/store.scene.js';

describe.each(DEPLOYMENTS)('on %s', (deployment) => {
  let scene: StoreScene;

  beforeAll(async () => (scene = await openStore(deployment)), 60_000);
  afterAll(() => scene.close());

  describe('the command deduplication store', () => {
    const book = () => scene.store.commands;

    it('lets one process begin, and returns its record to all others', async () => {
      expect(await book().begin('hmc-lab', 'a', 'one', 7)).toBeNull();
      expect(await book().begin('hmc-lab', 'a', 'other', 8)).toEqual({ status: 'begun', by: 'one', at: 7 });
      expect(await book().withdraw('hmc-lab', 'a')).toEqual({ status: 'begun', by: 'one', at: 7 });
      expect(await book().finish('hmc-lab', 'a', 'one', { result: 'done' })).toBe(true);
      expect(await book().begin('hmc-lab', 'a', 'third', 9)).toEqual({ status: 'done', outcome: { result: 'done' } });
    });

    it('begins no withdrawn command', async () => {
      expect(await book().withdraw('hmc-lab', 'b')).toBeNull();
      expect(await book().withdraw('hmc-lab', 'b')).toBeNull();
      expect(await book().begin('hmc-lab', 'b', 'one', 7)).toEqual({ status: 'withdrawn' });
    });

    it('accepts a begin that was sent twice as one', async () => {
      expect(await book().begin('hmc-lab', 'c', 'one', 7)).toBeNull();
      expect(await book().begin('hmc-lab', 'c', 'one', 7)).toBeNull();
    });

    it('rejects changes with another token, or of an ended command', async () => {
      await book().begin('hmc-lab', 'e', 'one', 7);
      const strangers = (by: string) => [
        book().finish('hmc-lab', 'e', by, { result: 'done' }),
        book().forget('hmc-lab', 'e', by),
        book().follow('hmc-lab', 'e', by, { run: 41 }),
        book().takeOver('hmc-lab', 'e', by, 'third'),
      ];
      expect(await Promise.all(strangers('other'))).toEqual([false, false, false, false]);
      expect(await book().read('hmc-lab', 'e')).toEqual({ status: 'begun', by: 'one', at: 7 });
      await book().finish('hmc-lab', 'e', 'one', { result: 'done' });
      expect(await Promise.all(strangers('one'))).toEqual([false, false, false, false]);
      expect(await book().read('hmc-lab', 'e')).toEqual({ status: 'done', outcome: { result: 'done' } });
    });

    it('can be begun again after its owner has withdrawn the begin', async () => {
      await book().begin('hmc-lab', 'f', 'one', 7);
      expect(await book().forget('hmc-lab', 'f', 'one')).toBe(true);
      expect(await book().begin('hmc-lab', 'f', 'other', 8)).toBeNull();
      expect(await book().forget('hmc-lab', 'f', 'one')).toBe(false);
    });

    it('gives a followed command to one of many', async () => {
      await book().begin('hmc-lab', 'g', 'one', 7);
      expect(await book().follow('hmc-lab', 'g', 'one', { run: 41 })).toBe(true);
      const followers = Array.from({ length: 20 }, (_, nth) => `follower ${nth}`);
      const taken = await Promise.all(followers.map((by) => book().takeOver('hmc-lab', 'g', 'one', by)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      const by = followers[taken.indexOf(true)]!;
      expect(await book().read('hmc-lab', 'g')).toEqual({ status: 'begun', by, at: 7, followed: { run: 41 } });
      expect(await book().finish('hmc-lab', 'g', 'one', 'late')).toBe(false);
      expect(await book().finish('hmc-lab', 'g', by, 'seen')).toBe(true);
    });

    it('stores the outcome of a command whose begin Redis has lost', async () => {
      expect(await book().finish('hmc-lab', 'h', 'one', 'seen')).toBe(true);
      expect(await book().begin('hmc-lab', 'h', 'other', 8)).toEqual({ status: 'done', outcome: 'seen' });
    });

    it('lets exactly one of many processes begin', async () => {
      const asked = Array.from({ length: 50 }, (_, nth) => book().begin('hmc-lab', 'd', `worker ${nth}`, 7));
      expect((await Promise.all(asked)).filter((before) => before === null)).toHaveLength(1);
    });
  });

  describe('the idempotency key store', () => {
    const shelf = () => scene.store.idempotency;
    const mine = async (name: string) => {
      const claim = await shelf().claim(name, 'print');
      if (claim.result !== 'mine') throw new Error(claim.result);
      return claim;
    };

    it('gives a key to one request at a time', async () => {
      const { token } = await mine('a');
      expect(await shelf().claim('a', 'print')).toMatchObject({ result: 'busy' });
      expect(await shelf().claim('a', 'other print')).toEqual({ result: 'other' });
      await shelf().answer('a', token, 'the answer');
      expect(await shelf().claim('a', 'print')).toEqual({ result: 'answered', answer: 'the answer' });
      expect(await shelf().claim('a', 'other print')).toEqual({ result: 'other' });
      expect(await scene.store.redis.pttl(scene.store.keys.idempotency('a'))).toBeGreaterThan(23 * 3_600_000);
    });

    it('continues with the same command after a gateway has died', async () => {
      const first = await mine('b');
      await scene.store.redis.hset(scene.store.keys.idempotency('b'), 'until', 1);
      const second = await mine('b');
      expect(second).toMatchObject({ command: first.command, since: first.since, isFirst: false });
      expect(first).toMatchObject({ isFirst: true });
      expect(Math.abs(first.since - Date.now())).toBeLessThan(60_000);
      // The dead awake, and have nothing more to say.
      await shelf().answer('b', first.token, 'too late');
      expect(await shelf().claim('b', 'print')).toMatchObject({ result: 'busy' });
      await shelf().release('b', second.token);
      expect((await mine('b')).command).toBe(first.command);
    });

    it('keeps no key for longer than the outcome of its command, however often it is repeated', async () => {
      const name = scene.store.keys.idempotency('d');
      await shelf().release('d', (await mine('d')).token);
      await scene.store.redis.pexpire(name, 60_000);
      await mine('d');
      expect(await scene.store.redis.pttl(name)).toBeLessThanOrEqual(60_000);
    });

    it('releases a key without an effect', async () => {
      const first = await mine('c');
      await shelf().forget('c', first.token);
      expect((await mine('c')).command).not.toBe(first.command);
      expect(await shelf().claim('c', 'other print')).toEqual({ result: 'other' });
    });
  });

  describe('the audit log', () => {
    const entry = { action: 'cancel', job: null, status: 202, outcome: null };

    it('returns the latest entries first, page by page, that the reader may see', async () => {
      const { audit } = scene.store;
      for (let nth = 0; nth < 7; nth += 1) {
        const connection = nth === 3 ? null : nth % 2 === 0 ? 'hmc-lab' : 'dm-prod';
        await audit.append({ ...entry, at: nth, caller: nth < 2 ? 'ada' : 'bob', connection }, 'upstream');
      }
      const all = { canSee: () => true };
      const first = await audit.read(all, 4, null);
      expect(first.entries.map(({ at }) => at)).toEqual([6, 5, 4, 3]);
      const second = await audit.read(all, 4, first.next);
      expect([second.entries.map(({ at }) => at), second.next]).toEqual([[2, 1, 0], null]);
      expect(second.entries[0]).toMatchObject({ ...entry, caller: 'bob', connection: 'hmc-lab' });
      const narrow = await audit.read({ canSee: (name) => name === 'hmc-lab', callers: ['bob'] }, 10, null);
      expect(narrow.entries.map(({ at }) => at)).toEqual([6, 4, 2]);
      expect((await audit.read({ ...all, actions: ['start'] }, 10, null)).entries).toEqual([]);
      expect((await audit.read({ ...all, connections: ['dm-prod'] }, 10, null)).entries.map(({ at }) => at)).toEqual([
        5, 1,
      ]);
      expect((await audit.read({ ...all, since: Date.now() + 60_000 }, 10, null)).entries).toEqual([]);
    });

    it('merges its streams, latest first, also with equal ids, from any cursor on', async () => {
      const { audit, redis, keys } = scene.store;
      // A Cluster takes this only of keys that are in one slot.
      await redis.del(...AUDIT_KINDS.map((kind) => keys.audit(kind)));
      for (let ms = 1; ms <= 9; ms += 1) {
        for (const kind of AUDIT_KINDS) {
          const isThere = kind === 'refused' || (ms % 2 === 0) === (kind === 'kept') || ms > 6;
          const status = kind === 'refused' ? '403' : '202';
          if (isThere) await redis.xadd(keys.audit(kind), `${ms}-0`, 'at', `${ms}`, 'caller', kind, 'status', status);
        }
      }
      const all = { canSee: () => true };
      const told = ({ at, caller }: StoredAuditEntry) => `${at} ${caller}`;
      const whole = (await audit.read(all, 100, null)).entries;
      expect(whole.slice(0, 5).map(told)).toEqual(['9 upstream', '9 kept', '9 refused', '8 upstream', '8 kept']);
      expect(whole).toHaveLength(21);
      expect(new Set(whole.map(({ id }) => id)).size).toBe(21);
      for (const limit of [1, 2, 5]) {
        const pages: StoredAuditEntry[] = [];
        let place: string | null = null;
        do {
          const page: { entries: StoredAuditEntry[]; next: string | null } = await audit.read(all, limit, place);
          pages.push(...page.entries);
          place = page.next;
        } while (place !== null);
        expect(pages).toEqual(whole);
      }
      const refused = (await audit.read({ ...all, refused: true }, 100, null)).entries;
      expect(refused.map(told)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1].map((at) => `${at} refused`));
      expect((await audit.read({ ...all, refused: false }, 100, null)).entries).toHaveLength(12);
    });

    it('reads entries of earlier versions from one stream, with rejections, also those written meanwhile', async () => {
      const { audit, redis, keys } = scene.store;
      await redis.del(...AUDIT_KINDS.map((kind) => keys.audit(kind)));
      const earlier = (at: number, status: string) =>
        redis.xadd(keys.audit(), '*', 'at', `${at}`, 'caller', 'earlier', 'action', 'cancel', 'status', status);
      await earlier(1, '202');
      await audit.append({ ...entry, at: 2, caller: 'ada', connection: null, status: 403 }, 'refused');
      await earlier(3, '403');
      await audit.append({ ...entry, at: 4, caller: 'ada', connection: null }, 'kept');
      await earlier(5, '202');
      const read = async (refused?: boolean) =>
        (await audit.read({ canSee: () => true, ...(refused === undefined ? {} : { refused }) }, 10, null)).entries;
      expect((await read()).map(({ at }) => at).toSorted()).toEqual([1, 2, 3, 4, 5]);
      expect((await read(true)).map(({ at }) => at).toSorted()).toEqual([2, 3]);
      expect((await read(false)).map(({ at }) => at).toSorted()).toEqual([1, 4, 5]);
      expect((await read()).find(({ at }) => at === 1)).toMatchObject({
        ...{ fingerprint: null, address: null, requestId: null, count: 1 },
      });
    });
  });
});
