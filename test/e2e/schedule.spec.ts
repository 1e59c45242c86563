import { jest } from '@jest/globals';
import { eventually, Stage, type StageClient, type UpstreamHandle } from '../stage/index.js';
import { reaches } from './expect-job.js';

jest.setTimeout(90_000);

const READS = 1_000;
const MIN_MS = 500;
const MAX_MS = 1_200;
const JITTER = 0.1;

interface Explanation {
  intervalMs: number;
  reason: string;
}

describe('what readers cost an upstream', () => {
  let stage: Stage;
  let client: StageClient;
  let hmc: UpstreamHandle;

  beforeAll(async () => {
    stage = await Stage.open({
      configure: ({ access, connections }) => {
        access['quota'] = 'none';
        for (const connection of connections) connection.refresh = { min: `${MIN_MS}ms`, max: `${MAX_MS}ms` };
      },
    });
    client = stage.client();
    hmc = stage.simulator.of('ibm-hmc');
  });
  afterAll(() => stage?.close());

  it('is little: 1,000 reads of a running job cause no call beyond those that its schedule allows', async () => {
    const [readKey, twinKey] = await hmc.addAll([{ copies: 2, durationMs: 1, outcome: 'stuck' }]);
    const id = `hmc-lab~${readKey}`;
    await Promise.all([client.track({ id }), client.track({ id: `hmc-lab~${twinKey}` })]);
    await reaches(client, id, { state: 'running' });
    await eventually(async () => expect(await hmc.callsFor(twinKey!)).toBeGreaterThan(0));

    await hmc.resetCalls();
    const beganAt = Date.now();
    let reads = 0;
    const reader = async () => {
      while (reads < READS || Date.now() - beganAt < 6 * MIN_MS) {
        reads += 1;
        const answer = await client.read(id);
        expect(answer).toMatchObject({ status: 200, headers: { 'cache-status': 'jobgate; hit' } });
      }
    };
    await Promise.all(Array.from({ length: 10 }, reader));
    const [read, twin] = [await hmc.callsFor(readKey!), await hmc.callsFor(twinKey!)];
    const mostOfSchedule = Math.ceil((Date.now() - beganAt) / (MIN_MS * (1 - JITTER))) + 1;

    expect(reads).toBeGreaterThanOrEqual(READS);
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThanOrEqual(mostOfSchedule);
    // Jobs that are read often are polled a little more often; another call or two are a matter of jitter and of where the
    // count begins.
    expect(Math.abs(read - twin)).toBeLessThanOrEqual(3);
  });

  it('polls a watched job sooner than one without readers, and explains it', async () => {
    const keys = await stage.simulator
      .of('otc-ims')
      .addAll([{ copies: 2, durationMs: 1, outcome: 'stuck', progress: false }]);
    const [followed, unread] = keys.map((key) => `otc-prod~${key}`) as [string, string];
    await Promise.all([followed, unread].map((id) => client.track({ id })));
    const plans = () =>
      Promise.all(
        [followed, unread].map(async (id) => (await client.get<Explanation>(`/jobs/${id}/explain`)).body),
      ) as Promise<[Explanation, Explanation]>;
    await eventually(async () => {
      for (let nth = 0; nth < 3; nth += 1) await client.job(followed);
      const [ofFollowed, ofUnread] = await plans();
      expect(ofUnread).toMatchObject({ intervalMs: MAX_MS, reason: 'old: as seldom as the connection allows' });
      expect(ofFollowed.reason).toMatch(/more often, as somebody watches it/);
      expect(ofFollowed.intervalMs).toBeLessThan(0.9 * MAX_MS);
    });
  });

  it('is nothing for lists, histories and explanations either', async () => {
    const key = await hmc.add({ durationMs: 0, outcome: 'succeeded' });
    const id = `hmc-lab~${key}`;
    await reaches(client, id, { state: 'succeeded' });
    await hmc.resetCalls();
    const paths = ['/jobs', `/jobs?q=${key}`, `/jobs/${id}/history`, `/jobs/${id}/explain`, `/jobs/${id}?view=full`];
    for (let nth = 0; nth < 100; nth += 1) expect((await client.get(paths[nth % paths.length]!)).status).toBe(200);
    expect(await hmc.callsFor(key)).toBe(0);
  });

  it('is nothing for a job that has ended', async () => {
    const key = await hmc.add({ durationMs: 800, outcome: 'succeeded' });
    await client.track({ id: `hmc-lab~${key}` });
    await reaches(client, `hmc-lab~${key}`, { state: 'succeeded' });
    await hmc.resetCalls();
    for (let nth = 0; nth < 100; nth += 1) await client.job(`hmc-lab~${key}`, { 'cache-control': 'no-cache' });
    expect(await hmc.callsFor(key)).toBe(0);
  });
});
