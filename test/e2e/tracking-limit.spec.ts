import { jest } from '@jest/globals';
import { eventually, KEYS, Stage } from '../stage/index.js';

jest.setTimeout(120_000);

const MOST = 6;
const RUNNING = { durationMs: 3_600_000, outcome: 'succeeded' } as const;

describe('a caller who has had as many jobs tracked as may be', () => {
  let stage: Stage;
  let keys: string[];

  beforeAll(async () => {
    stage = await Stage.open({
      gateways: 2,
      configure: (configuration) => Object.assign(configuration.access, { limits: { tracked: MOST } }),
    });
    keys = [];
    for (let index = 0; index < MOST - 1; index += 1) keys.push(await stage.simulator.of('ibm-hmc').add(RUNNING));
    keys.push(await stage.simulator.of('ibm-hmc').add({ durationMs: 4_000, outcome: 'succeeded' }));
  });
  afterAll(() => stage?.close());

  it('[track.most] has so many in flight, whichever gateways are asked at once, and gets no more', async () => {
    const made = Array.from({ length: 20 }, (_, index) => ({ connection: 'dm-prod', key: String(7_000_000 + index) }));
    const bodies = [...keys.map((key) => ({ connection: 'hmc-lab', key })), ...made];
    const clients = stage.gateways.map((gateway) => gateway.client(KEYS.tracker));
    const first = await Promise.all(
      keys.map((key, index) => clients[index % 2]!.post('/jobs', { connection: 'hmc-lab', key })),
    );
    expect(first.map(({ status }) => status)).toEqual(keys.map(() => 201));
    const answers = await Promise.all(bodies.map((body, index) => clients[index % 2]!.post('/jobs', body)));
    expect(answers.map(({ status, body }) => [status, body['code']])).toEqual([
      ...keys.map(() => [200, undefined]),
      ...made.map(() => [429, 'too-many-tracked-jobs']),
    ]);
    expect((await stage.client('operator').get('/jobs?connection=dm-prod')).body['jobs']).toEqual([]);
  });

  it('[get.track-most] reads what others have had tracked, and nothing that nobody has', async () => {
    const key = await stage.simulator.of('ibm-hmc').add(RUNNING);
    const client = stage.client('tracker');
    expect((await client.read(`hmc-lab~${key}`)).status).toBe(429);
    expect((await stage.client('operator').read(`hmc-lab~${key}`)).status).toBe(200);
    expect((await client.read(`hmc-lab~${key}`)).status).toBe(200);
  });

  it('[track.most-ended] gets one more as soon as one has ended', async () => {
    const client = stage.client('tracker');
    const key = await stage.simulator.of('ibm-hmc').add(RUNNING);
    await eventually(
      async () => expect((await client.post('/jobs', { connection: 'hmc-lab', key })).status).toBe(201),
      30_000,
    );
    expect((await client.job(`hmc-lab~${keys.at(-1)}`)).state).toBe('succeeded');
    expect((await client.post('/jobs', { connection: 'dm-prod', key: '7000001' })).status).toBe(429);
  });
});
