import { jest } from '@jest/globals';
import type { JobRecord } from '#libs/jobs';
import { eventually } from '../../../../test/stage/eventually.js';
import { JobChangeFeed } from '../changes/job-change.feed.js';
import { stopGateway } from '../gateway.application.js';
import { GatewayScene, KEYS, type RunningGateway } from '../../test/gateway.scene.js';
import { endedRecord, runningRecord, seenNow } from '../../test/records.js';
import { JobReader } from './job.reader.js';

jest.setTimeout(60_000);

describe('a long poll of a job', () => {
  let scene: GatewayScene;
  let gateway: RunningGateway;

  beforeAll(async () => {
    scene = await GatewayScene.open();
    gateway = await scene.start();
  });
  afterEach(() => eventually(() => expect([...gateway.app.get(JobChangeFeed).jobs()]).toEqual([])));
  afterAll(() => scene.close());

  async function put(make = runningRecord): Promise<JobRecord> {
    const record = seenNow(make);
    await scene.put(record);
    return record;
  }

  async function change(record: JobRecord, changes: Partial<JobRecord> = {}): Promise<JobRecord> {
    const next = { ...record, ...changes, revision: record.revision + 1, changedAt: Date.now() };
    await scene.put(next);
    return next;
  }

  async function ask(id: string, headers: Record<string, string>, query = '', from = gateway, signal?: AbortSignal) {
    const startedAt = Date.now();
    // fetch would ask for a fresh observation of its own accord wherever there is a condition.
    const all = { Authorization: `Bearer ${KEYS.reader}`, 'Cache-Control': 'max-age=3600', ...headers };
    const response = await fetch(`${from.url}/jobs/${id}${query}`, { headers: all, ...(signal ? { signal } : {}) });
    const text = await response.text();
    return {
      status: response.status,
      applied: response.headers.get('preference-applied'),
      etag: response.headers.get('etag'),
      body: text === '' ? null : (JSON.parse(text) as { revision: number; state: string; code?: string }),
      took: Date.now() - startedAt,
    };
  }

  const waiting = (id: string) => eventually(() => expect([...gateway.app.get(JobChangeFeed).jobs()]).toContain(id));

  it.each([
    ['with the tag that it has', (record: JobRecord) => ({ 'If-None-Match': `W/"${record.revision}"` })],
    ['without a tag', () => ({})],
  ])('[get.wait] is answered at the next change, %s', async (_, headers) => {
    const record = await put();
    const answer = ask(record.id, { Prefer: 'wait=30', ...headers(record) });
    await waiting(record.id);
    await change(record);
    expect(await answer).toMatchObject({ status: 200, applied: 'wait=30', etag: 'W/"3"', body: { revision: 3 } });
  });

  it('[get.wait] is answered at once when there is something new already', async () => {
    const record = await put();
    const answer = await ask(record.id, { Prefer: 'wait=30', 'If-None-Match': 'W/"1"' });
    expect(answer).toMatchObject({ status: 200, applied: 'wait=30', body: { revision: 2 } });
    expect(answer.took).toBeLessThan(5_000);
  });

  it('[get.wait-304, get.wait-200, get.preference-applied] is answered with what there is when the time is over', async () => {
    const record = await put();
    const [same, whole] = await Promise.all([
      ask(record.id, { Prefer: 'handling=strict, wait=1', 'If-None-Match': 'W/"2"' }),
      ask(record.id, { Prefer: 'wait=1' }),
    ]);
    expect(same).toMatchObject({ status: 304, applied: 'handling=strict, wait=1', body: null });
    expect(whole).toMatchObject({ status: 200, applied: 'wait=1', body: { revision: 2 } });
    for (const { took } of [same, whole]) expect(took).toBeGreaterThanOrEqual(990);
  });

  it('[get.wait-terminal, get.wait-cap] waits for the end, past other changes', async () => {
    const record = await put();
    const answer = ask(record.id, { Prefer: 'wait=600' }, '?until=terminal&view=minimal');
    await waiting(record.id);
    await eventually(async () => {
      expect([...(await scene.store.watchers.current('dm-prod', Date.now())).keys()]).toContain(record.key);
    });
    const later = await change(await change(record));
    await waiting(record.id);
    await change(later, { state: 'failed', severity: 'error', expiresAt: Date.now() + 60_000 });
    expect(await answer).toMatchObject({ status: 200, applied: 'wait=60', body: { state: 'failed', revision: 5 } });
  });

  it('does not wait for the end of what has ended', async () => {
    const record = await put(endedRecord);
    const answer = await ask(record.id, { Prefer: 'wait=30', 'If-None-Match': 'W/"3"' }, '?until=terminal');
    expect(answer).toMatchObject({ status: 304, applied: 'wait=30' });
    expect(answer.took).toBeLessThan(5_000);
  });

  it('waits for a job that was never polled', async () => {
    const record = seenNow(runningRecord);
    const looking = jest.spyOn(gateway.app.get(JobReader), 'read');
    const answer = ask(record.id, { Prefer: 'wait=30' });
    await waiting(record.id);
    expect(await looking.mock.results[0]!.value).toMatchObject({ kind: 'pending' });
    looking.mockRestore();
    await scene.put(record);
    expect(await answer).toMatchObject({ status: 200, applied: 'wait=30', body: { revision: 2 } });
    const unseen = await ask(seenNow(runningRecord).id, { Prefer: 'wait=1' });
    expect(unseen).toMatchObject({ status: 202, applied: 'wait=1', body: { state: 'unknown' } });
  });

  it('ends when the job is forgotten', async () => {
    const record = await put();
    const answer = ask(record.id, { Prefer: 'wait=30' });
    await waiting(record.id);
    await scene.store.jobs.remove(record);
    expect(await answer).toMatchObject({ status: 404, body: { code: 'job-not-found' } });
  });

  it.each(['wait', 'wait=-1', 'wait=soon', 'wait=1.5', 'respond-async'])('takes no notice of %s', async (Prefer) => {
    const record = await put();
    expect(await ask(record.id, { Prefer })).toMatchObject({ status: 200, applied: null });
  });

  it('refuses an end that it does not know, waiting or not', async () => {
    const record = await put();
    for (const query of ['?until=done', '?until=', '?until=terminal&until=terminal']) {
      expect(await ask(record.id, {}, query)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    }
    expect(await ask(record.id, {}, '?until=terminal')).toMatchObject({ status: 200 });
  });

  it('reads the store once for all that wait', async () => {
    const record = await put();
    const answers = Array.from({ length: 500 }, () => ask(record.id, { Prefer: 'wait=30', 'If-None-Match': 'W/"2"' }));
    await waiting(record.id);
    await eventually(async () => {
      const { subscribersOfJobs } = gateway.app.get(JobChangeFeed) as unknown as {
        subscribersOfJobs: Map<string, Set<unknown>>;
      };
      expect(subscribersOfJobs.get(record.id)?.size).toBe(500);
    });
    const before = await commandsOf(scene, 'mget');
    await change(record);
    const statuses = (await Promise.all(answers)).map(({ status, body }) => `${status} ${body?.revision}`);
    expect(new Set(statuses)).toEqual(new Set(['200 3']));
    // One more is that of the writer.
    expect((await commandsOf(scene, 'mget')) - before).toBe(2);
  });

  it('does not forget a change that came while Redis was away', async () => {
    const record = await put();
    const answer = ask(record.id, { Prefer: 'wait=30', 'If-None-Match': 'W/"2"' });
    await waiting(record.id);
    await Promise.all([scene.server.redis.command('CLIENT', 'KILL', 'TYPE', 'normal'), change(record).catch(() => 0)]);
    await change(record).catch(() => 0);
    expect((await answer).status).toBe(200);
  });

  it('frees everything when its reader goes', async () => {
    const record = await put();
    const leaving = new AbortController();
    const answer = ask(record.id, { Prefer: 'wait=30' }, '', gateway, leaving.signal).catch(
      (error: Error) => error.name,
    );
    await waiting(record.id);
    leaving.abort();
    expect(await answer).toBe('AbortError');
    await eventually(() => expect([...gateway.app.get(JobChangeFeed).jobs()]).toEqual([]));
  });

  it('ends with what there is when the gateway stops', async () => {
    const record = await put();
    const stopping = await scene.start();
    const answer = ask(record.id, { Prefer: 'wait=30', 'If-None-Match': 'W/"2"' }, '', stopping);
    await eventually(() => expect([...stopping.app.get(JobChangeFeed).jobs()]).toContain(record.id));
    const startedAt = Date.now();
    await stopGateway(stopping.app, 10_000);
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    expect(await answer).toMatchObject({ status: 304, applied: 'wait=30' });
  });
});

async function commandsOf(scene: GatewayScene, command: string): Promise<number> {
  const statistics = String(await scene.server.redis.query('INFO', 'commandstats'));
  return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(statistics)?.[1] ?? 0);
}
