import { jest } from '@jest/globals';
import type { JobScript } from '../../apps/simulator/src/index.js';
import { Stage, type StageClient } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

/** What no double holds: whole numbers beyond 2^53, too many digits, too large and too small. */
const NUMBERS = ['9007199254740993', '12345678901234567890', '-0.30000000000000004441', '1e400', '4.9E-324'];
/** The simulator sends these texts as numbers. */
const SCRIPTED = NUMBERS.map((digits) => `number:${digits}`);
const EXACT = `{"figures":[${NUMBERS.join(',')}]}`;
const done = { durationMs: 0, outcome: 'succeeded' } as const;

describe('numbers that JavaScript does not hold', () => {
  let stage: Stage;
  let client: StageClient;

  beforeAll(async () => {
    stage = await Stage.open();
    client = stage.client();
  });
  afterAll(() => stage?.close());

  it.each([
    ['an IBM HMC', 'ibm-hmc', 'hmc-lab', { ...done, result: { figures: SCRIPTED } }],
    ['Datameer', 'datameer', 'dm-prod', { ...done, result: { counters: { figures: SCRIPTED } } }],
    ['a Hitachi Analyzer', 'hitachi-analyzer', 'analyzer', { ...done, result: [{ figures: SCRIPTED }] }],
    ['OTC', 'otc-ims', 'otc-prod', { ...done, result: { figures: SCRIPTED } }],
  ] as const)(
    '[result.numbers] come from %s as they were sent, in every view and at the result’s own address',
    async (_, name, connection, script) => {
      const key = await stage.simulator.of(name).add(script as JobScript);
      const id = `${connection}~${key}`;
      await reaches(client, id, { state: 'succeeded' });
      const texts = await Promise.all([
        client.get(`/jobs/${id}`),
        client.get(`/jobs/${id}`),
        client.get(`/jobs/${id}/result`),
        client.get(`/jobs?connection=${connection}`),
      ]);
      for (const { text } of texts) expect(text).toContain(EXACT);
      const { text: full } = await client.get(`/jobs/${id}?view=full`);
      expect(full.split('"raw":')).toEqual([expect.stringContaining(EXACT), expect.stringContaining(EXACT)]);
    },
  );

  it('[result.numbers] come in parts of a job, and again to a repeated request', async () => {
    const part = { ...done, result: { figures: SCRIPTED } };
    const key = await stage.simulator.of('otc-ims').add({ ...done, children: [part] });
    const id = `otc-prod~${key}`;
    await reaches(client, id, { state: 'succeeded' });
    const { text } = await client.get(`/jobs/${id}`);
    expect(text.slice(text.indexOf('"children":'))).toContain(EXACT);
    const track = () =>
      client.request('/jobs', { method: 'POST', body: { id }, headers: { 'idempotency-key': `track-${key}` } });
    const answers = [await track(), await track()];
    expect(answers.map(({ headers }) => headers['idempotency-replayed'])).toEqual([undefined, 'true']);
    for (const answer of answers) expect(answer.text).toContain(EXACT);
  });

  it('[start.numbers] are refused in the body of a start, and nothing is sent', async () => {
    const before = (await stage.simulator.of('ibm-hmc').jobs()).length;
    for (const number of ['9007199254740993', '-12345678901234567890', '1e400']) {
      const body = `{"method":"POST","path":"/api/cpcs/1/operations/start","body":{"memory":[${number}]}}`;
      const answer = await client.post('/connections/hmc-lab/jobs', body);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    }
    expect(await stage.simulator.of('ibm-hmc').jobs()).toHaveLength(before);
  });

  it('are the same text as long as the job is polled, without new revisions', async () => {
    const key = await stage.simulator.of('hitachi-analyzer').add({ ...done, result: [{ figures: SCRIPTED }] });
    const id = `analyzer~${key}`;
    const { revision } = await reaches(client, id, { state: 'succeeded' });
    const etag = (await client.get(`/jobs/${id}/result`)).headers.etag;
    const again = await client.job(id, { 'cache-control': 'no-cache' });
    expect(again.revision).toBe(revision);
    expect((await client.get(`/jobs/${id}/result`)).headers.etag).toBe(etag);
  });
});
