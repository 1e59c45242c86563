import type { JobRecord } from '#libs/jobs';
import { disagreements } from '../../test/agreement.js';
import { DEPLOYMENTS, job, NOW, openStore, seeing, track, type StoreScene } from '../../test/store.scene.js';
import { REPLACED_RESULT_TTL_MS } from './result-store.js';
import type { StoredJob } from '../codecs/stored-job.js';

const LARGE = 700_000;

describe.each(DEPLOYMENTS)('large results on %s', (deployment) => {
  let scene: StoreScene;
  let tests = 0;
  let polls = 0;

  beforeAll(async () => {
    scene = await openStore(deployment);
    await scene.store.formats.raise();
  }, 30_000);
  afterAll(() => scene.close());

  /** A job with a result of so many of this letter. */
  async function having(letter: string, before?: StoredJob): Promise<StoredJob> {
    const base = before ?? (await track(scene.store, job({ key: `job-${(tests += 1)}` })));
    const said = { result: letter.repeat(LARGE) };
    const outcome = await scene.store.jobs.commit({ base, ...seeing(base.record, said, NOW + (polls += 1)) });
    if (!outcome.committed) throw new Error('Somebody else wrote.');
    return outcome.stored;
  }

  async function textOf(record: JobRecord): Promise<string | null> {
    const result = await scene.store.jobs.result(record);
    if (result === null) return null;
    const pieces: Buffer[] = [];
    for await (const piece of result.chunks) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  }

  const keysOf = async ({ key }: JobRecord) =>
    (await scene.keys()).filter((name) => name.startsWith(scene.store.keys.unversionedResult('hmc-lab', key)));

  it('are read to the end after others of the same length have replaced them', async () => {
    const first = await having('a');
    const pieces = (await scene.store.jobs.result(first.record))!.chunks[Symbol.asyncIterator]();
    let text = ((await pieces.next()).value as Buffer).toString();
    const second = await having('b', first);
    await having('c', second);
    for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) text += piece.value.toString();
    expect(text.length).toBe(LARGE + 2);
    expect(new Set(text)).toEqual(new Set(['"', 'a']));
  });

  it('are those of the record', async () => {
    const first = await having('a');
    const second = await having('b', first);
    expect(await textOf(second.record)).toBe(`"${'b'.repeat(LARGE)}"`);
    expect(await textOf(first.record)).toBe(`"${'a'.repeat(LARGE)}"`);
  });

  it('expire soon after they were replaced, later while they are read', async () => {
    const first = await having('a');
    await having('b', first);
    const name = scene.store.keys.result('hmc-lab', first.record.key, first.record.result!.digest);
    const left = await scene.store.redis.pttl(name);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(REPLACED_RESULT_TTL_MS);
    await scene.store.redis.pexpire(name, 5_000);
    await textOf(first.record);
    expect(await scene.store.redis.pttl(name)).toBeGreaterThan(5_000);
  });

  it('remain when they are current again', async () => {
    const first = await having('a');
    const again = await having('a', await having('b', first));
    const name = scene.store.keys.result('hmc-lab', again.record.key, again.record.result!.digest);
    await textOf(again.record);
    expect(await scene.store.redis.pttl(name)).toBe(-1);
  });

  it('are removed with the job, and when a small one replaces them', async () => {
    const first = await having('a');
    await scene.store.jobs.remove(first.record);
    expect(await keysOf(first.record)).toEqual([]);
    const second = await having('a');
    await scene.store.jobs.commit({ base: second, ...seeing(second.record, { result: 1 }, NOW + 100) });
    const [left] = await keysOf(second.record);
    expect(await scene.store.redis.pttl(left!)).toBeGreaterThan(0);
    expect(await disagreements(scene.store, 'hmc-lab', [first.record.key, second.record.key])).toEqual([]);
  });

  it('in their first form are read, and give way to the second', async () => {
    const { redis, keys } = scene.store;
    const first = await having('a');
    const { key, result } = first.record;
    await redis.rename(keys.result('hmc-lab', key, result!.digest), keys.unversionedResult('hmc-lab', key));
    expect(await textOf(first.record)).toBe(`"${'a'.repeat(LARGE)}"`);
    const second = await having('b', first);
    expect(await textOf(second.record)).toBe(`"${'b'.repeat(LARGE)}"`);
    expect(await redis.pttl(keys.unversionedResult('hmc-lab', key))).toBeGreaterThan(0);
  });
});
