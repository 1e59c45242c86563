import type { JobRecord } from '#libs/jobs';
import {
  DEPLOYMENTS,
  eventsOf,
  job,
  NOW,
  openStore,
  seeing,
  track,
  tracking,
  type StoreScene,
} from '../../test/store.scene.js';
import { readable, UnreadableRecord } from '../codecs/unreadable-record.js';

const HOUR_MS = 3_600_000;

describe.each(DEPLOYMENTS)('the records of jobs on %s', (deployment) => {
  let scene: StoreScene;
  let key = '';
  let tests = 0;
  let record: JobRecord;

  beforeAll(async () => {
    scene = await openStore(deployment);
  }, 30_000);
  afterAll(() => scene.close());
  beforeEach(() => {
    key = `job-${(tests += 1)}`;
    record = job({ key });
  });

  const jobs = () => scene.store.jobs;
  const keys = () => scene.store.keys;
  const redis = () => scene.store.redis;
  const events = async () => (await eventsOf(scene.store, 'hmc-lab')).filter((event) => event['key'] === key);

  it('keeps a tracked job, due for its first check at once', async () => {
    const stored = await track(scene.store, record);
    expect(await jobs().read(record)).toEqual(stored);
    expect(await redis().zscore(keys().schedule('hmc-lab'), key)).toBe(String(NOW));
    expect(await redis().zscore(keys().byChange('hmc-lab'), key)).toBe(String(NOW));
    expect(await redis().zscore(keys().byState('hmc-lab', 'unknown'), key)).toBe(String(NOW));
    expect(await redis().zscore(keys().expiry('hmc-lab'), key)).toBeNull();
    const told = { from: '', to: 'unknown', facts: 'run unknown never none' };
    expect(await events()).toEqual([{ type: 'tracked', key, revision: String(stored.record.revision), ...told }]);
  });

  it('rejects a second track, and returns the present job', async () => {
    const stored = await track(scene.store, record);
    const second = await jobs().commit({ base: null, ...tracking(job({ key, name: 'another' })) });
    expect(second).toEqual({ committed: false, current: stored });
    expect(await events()).toHaveLength(1);
  });

  it('rejects a write that is based on an older version, and changes nothing', async () => {
    const base = await track(scene.store, record);
    const first = await jobs().commit({ base, ...seeing(record, { state: 'running' }, NOW + 1) });
    const late = await jobs().commit({
      base,
      ...seeing(record, { state: 'queued', result: 'late' }, NOW + 2, NOW + 99),
    });
    expect(first).toMatchObject({ committed: true });
    expect(late).toEqual({ committed: false, current: await jobs().read(record) });
    expect((await jobs().read(record))?.record.state).toBe('running');
    expect(await redis().zscore(keys().schedule('hmc-lab'), key)).toBe(String(NOW + 1_001));
    expect(await presentResult()).toBeNull();
    expect(await jobs().history(record)).toHaveLength(1);
    expect(await events()).toHaveLength(2);
  });

  it('rejects a write that is based on a version from before the job was removed and tracked again', async () => {
    const base = await track(scene.store, record);
    await jobs().remove(record);
    const again = await track(scene.store, job({ key, labels: { life: 'second' } }));
    const late = await jobs().commit({ base, ...seeing(base.record, { state: 'failed' }, NOW + 1, null) });
    expect(late).toEqual({ committed: false, current: again });
  });

  it('gives every write a version that is higher than all before', async () => {
    let stored = await track(scene.store, record);
    for (let at = NOW + 1; at < NOW + 20; at += 1) {
      const outcome = await jobs().commit({ base: stored, ...seeing(stored.record, {}, at) });
      if (!outcome.committed) throw new Error('nobody else writes');
      expect(outcome.stored.version).toBeGreaterThan(stored.version);
      stored = outcome.stored;
    }
    expect(await jobs().read(record)).toEqual(stored);
  });

  it('appends one event for each change and none for a poll without changes', async () => {
    const { revision: first } = (await track(scene.store, record)).record;
    for (const [offset, state] of (
      ['queued', 'queued', 'running', 'running', 'running', 'succeeded'] as const
    ).entries()) {
      await jobs().update(record, (current) => seeing(current!.record, { state }, NOW + offset));
    }
    const seen = await events();
    expect(seen.map(({ type, from, to }) => [type, from, to])).toEqual([
      ['tracked', '', 'unknown'],
      ['changed', 'unknown', 'queued'],
      ['changed', 'queued', 'running'],
      ['changed', 'running', 'succeeded'],
    ]);
    expect(seen.map(({ revision }) => Number(revision))).toEqual([first, first + 1, first + 2, first + 3]);
  });

  it('keeps the transitions in the order in which they happened', async () => {
    await track(scene.store, record);
    for (const [offset, state] of (['queued', 'running', 'queued', 'running', 'failed'] as const).entries()) {
      await jobs().update(record, (current) => seeing(current!.record, { state }, NOW + offset));
    }
    const history = await jobs().history(record);
    expect(history.map(({ from, to, notAfter }) => [from, to, notAfter - NOW])).toEqual([
      ['unknown', 'queued', 0],
      ['queued', 'running', 1],
      ['running', 'queued', 2],
      ['queued', 'running', 3],
      ['running', 'failed', 4],
    ]);
  });

  it('keeps no more than the last 500 transitions', async () => {
    let stored = await track(scene.store, record);
    for (let turn = 1; turn <= 502; turn += 1) {
      const state = turn % 2 === 0 ? 'queued' : 'running';
      const outcome = await jobs().commit({ base: stored, ...seeing(stored.record, { state }, NOW + turn) });
      if (outcome.committed) stored = outcome.stored;
    }
    const history = await jobs().history(record);
    expect(history).toHaveLength(500);
    expect(history.at(-1)).toMatchObject({ notAfter: NOW + 502 });
  });

  it('moves the check with each write and the job between the indexes with each state', async () => {
    await track(scene.store, record);
    await jobs().update(record, () => seeing(record, { state: 'running' }, NOW + 5, NOW + 50));
    expect(await redis().zscore(keys().schedule('hmc-lab'), key)).toBe(String(NOW + 50));
    expect(await redis().zscore(keys().byState('hmc-lab', 'unknown'), key)).toBeNull();
    expect(await redis().zscore(keys().byState('hmc-lab', 'running'), key)).toBe(String(NOW + 5));
    expect(await redis().zscore(keys().byChange('hmc-lab'), key)).toBe(String(NOW + 5));
  });

  it('removes an ended job from the schedule and stores its time of removal', async () => {
    await track(scene.store, record);
    const { stored } = await jobs().update(record, () => seeing(record, { state: 'succeeded' }, NOW + 5, null));
    expect(await redis().zscore(keys().schedule('hmc-lab'), key)).toBeNull();
    expect(await redis().zscore(keys().expiry('hmc-lab'), key)).toBe(String(stored?.record.expiresAt));
  });

  it('moves a job that is no longer lost from the expiry into the schedule', async () => {
    await track(scene.store, record);
    await jobs().update(record, () => {
      const lost: JobRecord = { ...record, state: 'lost', expiresAt: NOW + HOUR_MS, revision: record.revision + 1 };
      return { revised: { record: lost, hasChanged: true, transition: null } };
    });
    await jobs().update(record, (current) => seeing(current!.record, { state: 'running' }, NOW + 5, NOW + 50));
    expect(await redis().zscore(keys().expiry('hmc-lab'), key)).toBeNull();
    expect(await redis().zscore(keys().schedule('hmc-lab'), key)).toBe(String(NOW + 50));
    expect(await redis().zscore(keys().byState('hmc-lab', 'lost'), key)).toBeNull();
  });

  const presentResult = async () => jobs().result((await jobs().read(record))!.record);

  it('stores a large result byte for byte under a key of its own', async () => {
    await track(scene.store, record);
    const result = { rows: Array.from({ length: 40_000 }, (_, row) => `Zeile ${row} — größer als ein Stück`) };
    await jobs().update(record, () => seeing(record, { state: 'succeeded', result }, NOW + 5, null));
    const kept = await presentResult();
    const chunks: Buffer[] = [];
    for await (const chunk of kept!.chunks) chunks.push(chunk);
    const text = Buffer.concat(chunks);
    expect(chunks.length).toBeGreaterThan(4);
    expect(text.byteLength).toBe(kept!.bytes);
    expect(JSON.parse(text.toString('utf8'))).toEqual(result);
    expect((await jobs().read(record))?.record.result).not.toHaveProperty('inline');
  });

  it('stores a small result in the record alone, and returns its bytes', async () => {
    await track(scene.store, record);
    const result = { rows: ['ä', 1, null] };
    await jobs().update(record, () => seeing(record, { result }, NOW + 1));
    const kept = await presentResult();
    const chunks: Buffer[] = [];
    for await (const chunk of kept!.chunks) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString('utf8')).toBe(JSON.stringify(result));
    expect(kept!.bytes).toBe((await jobs().read(record))?.record.result?.bytes);
    expect(await redis().exists(keys().unversionedResult('hmc-lab', key))).toBe(0);
  });

  it.each([
    ['a large one after a small one', 'x', 'x'.repeat(99_999)],
    ['a small one after a large one', 'x'.repeat(99_999), 'x'],
  ])('gives the latest result: %s', async (_what, earlier, later) => {
    await track(scene.store, record);
    await jobs().update(record, () => seeing(record, { result: earlier }, NOW + 1));
    await jobs().update(record, (current) => seeing(current!.record, { result: later }, NOW + 2));
    expect((await presentResult())?.bytes).toBe(later.length + 2);
  });

  it('removes a result that the upstream withdraws', async () => {
    await track(scene.store, record);
    await jobs().update(record, () => seeing(record, { result: { rows: 1 } }, NOW + 1));
    await jobs().update(record, (current) => seeing(current!.record, { result: null }, NOW + 2));
    expect(await presentResult()).toBeNull();
  });

  it('stores the last response until there is another one', async () => {
    await track(scene.store, record);
    const lastResponse = { raw: { status: 'running' }, truncated: false, exchange: null, at: NOW };
    await jobs().update(record, () => ({ ...seeing(record, {}, NOW), lastResponse }));
    await jobs().update(record, (current) => seeing(current!.record, {}, NOW + 1));
    expect(await jobs().lastResponse(record)).toEqual(lastResponse);
  });

  it('does not write the same response twice', async () => {
    await track(scene.store, record);
    const first = { raw: { status: 'running' }, truncated: false, exchange: null, at: NOW };
    const answers = [first, { ...first, at: NOW + 1 }, { ...first, at: NOW + 2 }];
    const kept = [];
    for (const [index, fingerprint] of ['one', 'one', 'two'].entries()) {
      const lastResponse = { ...answers[index]!, fingerprint };
      await jobs().update(record, (current) => ({ ...seeing(current!.record, {}, NOW + index), lastResponse }));
      kept.push(await jobs().lastResponse(record));
    }
    expect(kept).toEqual([answers[0], answers[0], answers[2]]);
    expect(await jobs().read(record)).toMatchObject({ fingerprint: 'two' });
  });

  it('writes commits that are made together each by itself', async () => {
    const made = await Promise.all(
      Array.from({ length: 250 }, (_, index) => {
        const one = job({ key: `${key}-${index % 240}`, name: `${index}` });
        return jobs().commit({ base: null, ...tracking(one) });
      }),
    );
    expect(made.filter(({ committed }) => committed)).toHaveLength(240);
    for (const [index, outcome] of made.slice(240).entries()) {
      expect(outcome).toMatchObject({ committed: false, current: { record: { name: `${index}` } } });
    }
    const versions = made.flatMap((outcome) => (outcome.committed ? [outcome.stored.version] : []));
    expect(new Set(versions).size).toBe(240);
  });

  it('loses none of 100 concurrent changes', async () => {
    const { revision: first } = (await track(scene.store, record)).record;
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        jobs().update(record, (current) => {
          const { record: known } = current!;
          const labels = { ...known.labels, [`label-${index}`]: 'set' };
          const next: JobRecord = { ...known, labels, revision: known.revision + 1 };
          return { revised: { record: next, hasChanged: true, transition: null } };
        }),
      ),
    );
    expect(Object.keys((await jobs().read(record))!.record.labels)).toHaveLength(100);
    const revisions = (await events()).map(({ revision }) => Number(revision));
    expect(revisions).toEqual(Array.from({ length: 101 }, (_, index) => first + index));
  });

  it('writes a change once when a client repeats a write whose reply was lost', async () => {
    const base = await track(scene.store, record);
    const ended = (current: JobRecord) => seeing(current, { state: 'succeeded', result: 1 }, NOW + 5, null);
    await jobs().commit({ base, ...ended(record) });
    await jobs().update(record, (current) => ended(current!.record), base);
    expect((await events()).filter(({ type }) => type !== 'touched')).toHaveLength(2);
    expect(await jobs().history(record)).toHaveLength(1);
  });

  it('does not write without changes', async () => {
    const stored = await track(scene.store, record);
    expect(await jobs().update(record, () => null)).toEqual({ stored, written: false });
  });

  it('removes a job with all its data, with one event', async () => {
    await track(scene.store, record);
    const lastResponse = { raw: 'x', truncated: false, exchange: null, at: NOW };
    await jobs().update(record, () => ({ ...seeing(record, { state: 'failed', result: 1 }, NOW, null), lastResponse }));
    expect(await jobs().remove(record)).toBe(true);
    expect(await jobs().remove(record)).toBe(false);
    expect(await jobs().read(record)).toBeNull();
    expect(await jobs().history(record)).toEqual([]);
    expect((await scene.keys()).filter((name) => name.endsWith(`:${key}`))).toEqual([]);
    for (const name of (await scene.keys()).filter((one) => /index|schedule|expiry/.test(one))) {
      expect(await redis().zscore(name, key)).toBeNull();
    }
    expect((await events()).map(({ type }) => type)).toEqual(['tracked', 'changed', 'untracked']);
  });

  it('removes expired jobs, and no others', async () => {
    const connection = 'forgetful';
    const [over, notYet, running] = ['over', 'not-yet', 'running'].map((name) => job({ connection, key: name }));
    for (const one of [over!, notYet!, running!]) await track(scene.store, one);
    await jobs().update(over!, () => seeing(over!, { state: 'failed' }, NOW, null));
    await jobs().update(notYet!, () => seeing(notYet!, { state: 'failed' }, NOW + HOUR_MS, null));
    expect(await jobs().removeExpired(connection, NOW + HOUR_MS, 10)).toBe(1);
    const left = (await jobs().readMany([over!, notYet!, running!])).map(readable);
    expect(left.map((stored) => stored?.record.key ?? null)).toEqual([null, 'not-yet', 'running']);
    expect((await eventsOf(scene.store, connection)).at(-1)).toEqual({ type: 'expired', key: 'over' });
  });

  it('removes no more than the limit', async () => {
    const connection = 'forgetful-in-steps';
    for (let index = 0; index < 5; index += 1) {
      const one = job({ connection, key: `job-${index}` });
      await track(scene.store, one);
      await jobs().update(one, () => seeing(one, { state: 'canceled' }, NOW, null));
    }
    const rounds = [];
    for (let round = 0; round < 4; round += 1) {
      rounds.push(await jobs().removeExpired(connection, NOW + HOUR_MS, 2));
    }
    expect(rounds).toEqual([2, 2, 1, 0]);
  });

  it('caches the absence of a job until it is tracked, or until the entry expires', async () => {
    expect(await jobs().isAbsenceCached(record)).toBe(false);
    await jobs().cacheAbsence(record, 30_000);
    expect(await jobs().isAbsenceCached(record)).toBe(true);
    expect(await redis().pttl(keys().absent('hmc-lab', key))).toBeGreaterThan(20_000);
    await track(scene.store, record);
    expect(await jobs().isAbsenceCached(record)).toBe(false);
  });

  it('keeps keys of any letters apart', async () => {
    const connection = 'letters';
    const odd = ['a', 'A', 'a b', 'a/b', 'ä', '日本', '{x}', '}{', 'a:b', 'job:a', '"', "'", '\\', '0', '-1'];
    for (const one of odd) await track(scene.store, job({ connection, key: one, name: one }));
    const read = (await jobs().readMany(odd.map((one) => ({ connection, key: one })))).map(readable);
    expect(read.map((stored) => stored?.record.name)).toEqual(odd);
    expect((await scene.store.schedule.claim(connection, NOW, NOW + 1, 100)).jobs).toHaveLength(odd.length);
  });

  it('reads outlines: all but results and children, also of records in the former order', async () => {
    const connection = 'outlined';
    const part = { id: '1', operation: 'part', state: 'running', severity: 'ok', upstreamState: null } as const;
    const children = [{ ...part, error: null, result: null, startedAt: NOW, endedAt: null }];
    const said = {
      progress: null,
      children,
      result: { text: 'x'.repeat(9_000), '}\n,"r":{': '\n' },
      operation: 'ö"r":{',
    };
    const kept = ['large', 'before', 'small'].map((name) => job({ connection, key: name, name }));
    for (const one of kept) await track(scene.store, one);
    for (const one of kept.slice(0, 2)) await jobs().update(one, () => seeing(one, said, NOW));
    const place = keys().job(connection, 'before');
    const [head, passing, ...lasting] = (await redis().get(place))!.split('\n');
    const { r, c, ...others } = JSON.parse(lasting.join('')) as Record<string, unknown>;
    await redis().set(place, [head, passing, JSON.stringify({ r, c, ...others })].join('\n'));
    const damaged = job({ connection, key: 'damaged' });
    await track(scene.store, damaged);
    await redis().set(keys().job(connection, 'damaged'), '7z\n{}');

    const asked = ['large', 'none', 'damaged', 'before', 'small'].map((name) => ({ connection, key: name }));
    const outlines = await jobs().readOutlines(asked);
    const whole = (await jobs().readMany(asked)).map((stored) => readable(stored)?.record ?? null);
    expect(outlines[0]).toEqual({ ...whole[0], result: null, children: [] });
    expect(outlines[1]).toBeNull();
    expect(outlines[2]).toBeInstanceOf(UnreadableRecord);
    expect(outlines.slice(3)).toEqual(whole.slice(3));
    expect(whole[3]?.result).toMatchObject({ inline: { text: said.result.text } });
  });

  it('reads jobs of the same turn with one command', async () => {
    const addresses = Array.from({ length: 1_200 }, (_, nth) => ({ connection: `many-${nth % 2}`, key: `${nth}` }));
    for (const { connection, key: own } of addresses.slice(0, 20)) {
      await track(scene.store, job({ connection, key: own, name: own }));
    }
    const read = await Promise.all(addresses.map((address) => jobs().read(address)));
    const names = addresses.map(({ key: own }, nth) => (nth < 20 ? own : undefined));
    expect(read.map((stored) => stored?.record.name)).toEqual(names);
  });

  it('stores all keys of a connection under its hash tag', async () => {
    const connection = 'tagged';
    const one = job({ connection, key });
    await jobs().cacheAbsence({ connection, key: 'nobody' }, 30_000);
    await track(scene.store, one);
    const lastResponse = { raw: 'x', truncated: false, exchange: null, at: NOW };
    await jobs().update(one, () => ({ ...seeing(one, { result: 1 }, NOW), lastResponse }));
    await scene.store.leases.hold([connection], 'worker', 5_000);
    await scene.store.connectionStatus.write(connection, { inFlight: 1 });
    const names = (await scene.keys()).filter((name) => name.includes(connection));
    expect(names.length).toBeGreaterThanOrEqual(11);
    expect(names.filter((name) => !name.startsWith('test:{tagged}:'))).toEqual([]);
    const others = (await scene.keys()).filter((name) => !/^test:\{[a-z0-9-]+\}:/.test(name));
    expect(others.filter((name) => name !== scene.store.keys.formats())).toEqual([]);
  });
});
