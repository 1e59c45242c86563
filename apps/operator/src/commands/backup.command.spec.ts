import { Store } from '#libs/store';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { snapshotKeys } from '../../../../test/stage/redis.snapshot.js';
import { restoreFirstForms, toldOfFirstForms } from '../../../../test/fixtures/redis/dump.js';
import { eventually } from '../../../../test/stage/eventually.js';
import { openRedis, type RedisServer } from '../../../../test/stage/redis-server.js';
import { operate } from '../../test/operator.scene.js';
import { EXIT } from '../operator.usage.js';

const PREFIX = 'stage';

describe('jobgate backup and jobgate restore', () => {
  let server: RedisServer;
  let store: Store;
  let folder: string;
  let file: string;

  beforeEach(async () => {
    server = await openRedis();
    store = Store.connect(server.location, PREFIX);
    folder = await mkdtemp(join(tmpdir(), 'jobgate-backup-'));
    file = join(folder, 'jobgate.backup');
  });
  afterEach(async () => {
    await store.processes.end();
    await store.close();
    await server.close();
    await rm(folder, { recursive: true });
  });

  const run = (...args: string[]) => operate(args, { redis: { url: server.redis.url, prefix: PREFIX } });
  const isKept = (name: string) => !store.keys.isOfQueues(name) && !store.keys.isOfProcesses(name);
  const kept = () => snapshotKeys([server], isKept);
  const values = async () =>
    Object.entries(await kept()).map(([name, { type, value, expiresAt }]) => [name, type, value, expiresAt > 0]);

  it('bring back what a real run has left, and its jobs', async () => {
    await restoreFirstForms(server.redis.url);
    // Leases end while this runs.
    for (const name of await store.redis.keys('*:owner')) await store.redis.del(name);
    await store.redis.zremrangebyrank(store.keys.workers(), 0, -1);
    const before = await values();
    expect(await run('backup', file)).toEqual({
      code: EXIT.done,
      out: `${before.length} keys written to ${file}\n`,
      errors: '',
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['jobgate.backup']);
    await store.redis.flushall();
    expect(await run('restore', file)).toMatchObject({ code: EXIT.done, errors: '' });
    expect(await values()).toEqual(before);
    const { id } = toldOfFirstForms().jobs[0]!.job;
    const [connection, key] = id.split('~') as [string, string];
    expect((await store.jobs.read({ connection, key }))?.record.id).toBe(id);
  });

  it('touch nothing that is there, without --force', async () => {
    await store.redis.set(store.keys.version('a'), 1);
    expect((await run('backup', file)).code).toBe(EXIT.done);
    await store.redis.set(store.keys.version('b'), 2);
    const refused = await run('restore', file);
    expect([refused.code, refused.errors]).toEqual([EXIT.failed, expect.stringContaining('--force removes it')]);
    expect(Object.keys(await kept())).toEqual([store.keys.version('a'), store.keys.version('b')]);
    expect((await run('restore', file, '--force')).code).toBe(EXIT.done);
    expect(Object.keys(await kept())).toEqual([store.keys.version('a')]);
  });

  it('wait for processes to end', async () => {
    await run('backup', file);
    store.processes.begin({ role: 'gateway', host: 'here', pid: 7 });
    await eventually(async () => expect(await store.processes.all()).toHaveLength(1));
    const other = join(folder, 'other');
    expect(await run('backup', other)).toMatchObject({
      code: EXIT.failed,
      errors: expect.stringContaining('gateway 7 on here'),
    });
    expect(await run('backup', other, '--force')).toMatchObject({ code: EXIT.done });
    expect(await run('restore', file, '--force')).toMatchObject({
      code: EXIT.failed,
      errors: expect.stringContaining('stop gateway 7 on here first'),
    });
  });

  it.each<[string, (written: string[]) => Buffer | string, string]>([
    ['that is empty', () => gzipSync(''), 'It is empty'],
    ['without its last line', (lines) => gzipSync(lines.slice(0, -2).join('\n') + '\n'), 'Its end is missing'],
    ['with a line less', (lines) => gzipSync([lines[0], ...lines.slice(2)].join('\n')), 'not what was written'],
    ['with another value', (lines) => gzipSync(lines.join('\n').replace('"1"', '"2"')), 'not what was written'],
    ['with more behind its end', (lines) => gzipSync(`${lines.join('\n')}${lines[1]}\n`), 'goes on after its end'],
    ['that is no archive', () => 'version: 1\n', 'cannot be read'],
    ['of something else', () => gzipSync('{"a":1}\n'), 'no backup of Jobgate'],
    ['of a later version', () => gzipSync('{"jobgateBackup":99}\n'), 'later version'],
  ])('refuse a file %s', async (_, spoil, why) => {
    await store.redis.set(store.keys.version('a'), 1);
    await run('backup', file);
    await store.redis.flushall();
    await writeFile(
      file,
      spoil(
        gunzipSync(await readFile(file))
          .toString()
          .split('\n'),
      ),
    );
    const { code, errors } = await run('restore', file, '--force');
    expect([code, errors]).toEqual([EXIT.failed, expect.stringContaining(why)]);
    expect(await kept()).toEqual({});
  });

  it('refuse a file that lacks its last bytes', async () => {
    await store.redis.set(store.keys.version('a'), 1);
    await run('backup', file);
    await truncate(file, (await stat(file)).size - 1);
    const { code, errors } = await run('restore', file, '--force');
    expect([code, errors]).toEqual([EXIT.failed, expect.stringContaining('cannot be read')]);
    expect(await store.redis.get(store.keys.version('a'))).toBe('1');
  });

  it('refuse forms that this version cannot read, and another prefix', async () => {
    await store.redis.hset(store.keys.formats(), 'record', 99);
    await run('backup', file);
    expect((await run('restore', file, '--force')).errors).toContain('cannot read record');
    const elsewhere = await operate(['restore', file], { redis: { url: server.redis.url, prefix: 'other' } });
    expect([elsewhere.code, elsewhere.errors]).toEqual([EXIT.failed, expect.stringContaining('redis.prefix stage')]);
  });

  it('need no more rights than docs/redis.md recommends', async () => {
    const page = await readFile(new URL('../../../../docs/redis.md', import.meta.url), 'utf8');
    const rights = /^ACL SETUSER jobgate on >password (.+)$/m.exec(page)![1]!.replaceAll('jobgate:', `${PREFIX}:`);
    await server.redis.command('ACL', 'SETUSER', 'jobgate', 'on', '>password', ...rights.split(' '));
    await store.redis.xadd(store.keys.audit(), '*', 'a', 'b');
    const redis = { url: server.redis.url.replace('redis://', 'redis://jobgate:password@'), prefix: PREFIX };
    const before = await values();
    expect(await operate(['backup', file], { redis })).toMatchObject({ code: EXIT.done });
    expect(await operate(['restore', file, '--force'], { redis })).toMatchObject({ code: EXIT.done });
    expect(await values()).toEqual(before);
  });

  it('say what is wrong with a file name', async () => {
    expect((await run('backup', join(folder, 'none', 'file'))).errors).toContain('ENOENT');
    expect((await run('restore', join(folder, 'none'))).errors).toContain('ENOENT');
    expect((await run('backup')).code).toBe(EXIT.usage);
    expect((await run('restore')).code).toBe(EXIT.usage);
  });
});
