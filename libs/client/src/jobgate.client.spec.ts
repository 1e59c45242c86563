import { createHash } from 'node:crypto';
import { DATAMEER_KEY, GatewayStage, KEY } from '../../../apps/gateway/test/gateway.stage.js';
import { endedRecord, freshKey, runningRecord, seenNow } from '../../../apps/gateway/test/records.js';
import { GatewayProblem, Jobgate, type Job } from './index.js';

let stage: GatewayStage;
let client: Jobgate;

beforeAll(async () => {
  stage = await GatewayStage.open();
  client = new Jobgate({ url: await stage.app.getUrl(), key: KEY });
}, 30_000);

afterAll(() => stage.close());

/** What a worker would write down when it sees the job's end. */
async function ends(id: string): Promise<void> {
  const [connection, key] = id.split('~') as [string, string];
  await stage.store.jobs.update({ connection, key }, (current) => {
    const { revision } = current!.record;
    const record = seenNow(endedRecord, { id, key, revision: revision + 1 });
    return { revised: { record, hasChanged: true, transition: null } };
  });
}

describe('the client', () => {
  it('reads, lists and tracks jobs', async () => {
    const { id } = await stage.has(seenNow(endedRecord));
    expect(await client.job(id)).toMatchObject({ id, state: 'succeeded', terminal: true });
    const { jobs } = await client.list({ state: ['succeeded', 'failed'], limit: 5 });
    expect(jobs.map((job) => job.id)).toContain(id);
    const tracked = await client.track({ connection: 'dm-prod', key: freshKey(), labels: { team: 'bi' } });
    expect(tracked).toMatchObject({ state: 'unknown', labels: { team: 'bi' } });
  });

  it('offers every operation of the document with its types', async () => {
    const { data } = await client.api.GET('/jobs/summary', { params: { query: { groupBy: ['state'] } } });
    expect(data?.total).toBe(data?.groups.reduce((sum, { count }) => sum + count, 0));
  });

  it('throws what the gateway refuses, by its code and with the faults', async () => {
    await expect(client.job('nothing')).rejects.toMatchObject({ status: 400, code: 'invalid-job-id' });
    const refused = client.list({ limit: 0 });
    await expect(refused).rejects.toThrow(GatewayProblem);
    await expect(refused).rejects.toMatchObject({ code: 'invalid-request', faults: [{ pointer: '?limit' }] });
    const stranger = new Jobgate({ url: await stage.app.getUrl(), key: createHash('sha1').digest('hex') });
    await expect(stranger.list()).rejects.toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it('says so when what answers is no gateway', async () => {
    const html = async () => new Response('<html></html>', { status: 502, headers: { 'content-type': 'text/html' } });
    const lost = new Jobgate({ url: 'http://gateway.example', key: null, fetch: html });
    await expect(lost.list()).rejects.toMatchObject({ status: 502, code: null });
    await expect(lost.cancel('dm-prod~9')).rejects.toMatchObject({ status: 502, code: null });
  });

  it('requests no fresh poll by default, though fetch would with a condition', async () => {
    const { id, revision } = await stage.has(seenNow(runningRecord));
    const read = async (headers: Record<string, string>) => {
      const { response } = await client.api.GET('/jobs/{id}', {
        params: { path: { id } },
        headers: { 'If-None-Match': `W/"${revision}"`, ...headers },
      });
      return [response.status, response.headers.get('cache-status')];
    };
    expect(await read({})).toEqual([304, 'jobgate; hit']);
    expect(await read({ 'Cache-Control': 'no-cache' })).toEqual([304, 'jobgate; hit; detail=timeout']);
  });

  it('watches a job until its end', async () => {
    const { id } = await stage.has(seenNow(runningRecord, { observation: { nextCheckAt: Date.now() + 1_000 } }));
    const states: string[] = [];
    for await (const job of client.watch(id)) {
      states.push(job.state);
      if (states.length === 1) await ends(id);
    }
    expect(states).toEqual(['running', 'succeeded']);
  });

  it('waits for several jobs, and does not wait for those that are not there', async () => {
    const [first, second] = [await stage.has(seenNow(runningRecord)), await stage.has(seenNow(endedRecord))];
    const narrow = new Jobgate({ url: await stage.app.getUrl(), key: DATAMEER_KEY });
    const seen: Job[] = [];
    for await (const { job } of narrow.follow([first.id, second.id])) {
      if (job) seen.push(job);
      if (seen.length === 2) await ends(first.id);
    }
    expect(seen.map(({ id, terminal }) => [id, terminal])).toEqual([
      [first.id, false],
      [second.id, true],
      [first.id, true],
    ]);
    const ended = await narrow.waitFor([first.id, 'hmc-lab~86e44546-107f-11e1-bde0-0010184c8334', first.id]);
    expect([...ended.entries()].map(([id, job]) => [id, job?.state ?? null])).toEqual([
      [first.id, 'succeeded'],
      ['hmc-lab~86e44546-107f-11e1-bde0-0010184c8334', null],
    ]);
  });
});
