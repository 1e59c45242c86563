import { jest } from '@jest/globals';
import { always, eventually, Stage } from '../stage/index.js';
import { KEYS } from '../stage/stage.configuration.js';
import { reaches } from './expect-job.js';

jest.setTimeout(120_000);

const MINUTE = 60_000;
/** Long enough for one worker to die and the next to take over. */
const LASTS_MS = 12_000;
const SKEWED = 'clock skew: the wall clock of this machine differs from that of Redis, which is used';

describe('processes whose wall clocks are wrong', () => {
  let stage: Stage;

  beforeEach(async () => (stage = await Stage.open({ workers: 0, gateways: 1 })));
  afterEach(() => stage?.close());

  it('leave nothing behind that silences their successors', async () => {
    const ahead = await stage.startWorker(5 * MINUTE);
    await ahead.ownsConnections(['hmc-lab']);
    await ahead.waitForLog(SKEWED);
    const client = stage.client();
    const hmc = stage.simulator.of('ibm-hmc');
    const key = await hmc.add({ durationMs: LASTS_MS, outcome: 'succeeded' });
    const endsAt = Date.now() + LASTS_MS;
    const id = `hmc-lab~${key}`;
    await client.track({ id });
    const { observation } = await reaches(client, id, { state: 'running' });
    expect(Math.abs(Date.parse(observation.observedAt!) - Date.now())).toBeLessThan(30_000);
    await ahead.kill('SIGKILL');

    const right = await stage.startWorker();
    await right.ownsConnections(['hmc-lab']);
    await reaches(client, id, { state: 'succeeded' }, 30_000);
    expect(Date.parse((await client.job(id)).changedAt!) - endsAt).toBeLessThan(10_000);
  });

  it('cause no events of jobs that are only read', async () => {
    await (await stage.startWorker()).ownsConnections(['hmc-lab']);
    const ahead = await stage.startGateway(4_000);
    const caller = ahead.client(KEYS.operator);
    const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 10 * MINUTE, outcome: 'succeeded' });
    const id = `hmc-lab~${key}`;
    await stage.client().track({ id });
    const { revision } = await reaches(stage.client(), id, { state: 'running' });
    await always(async () => {
      const job = await caller.job(id);
      await caller.get('/jobs?connection=hmc-lab&label=a%3Ab');
      expect([job.revision, job.observation.status]).toEqual([revision, 'fresh']);
    }, 4_000);
    const ready = await caller.get<{ status: string; checks: object }>('/health/ready');
    expect(ready.body).toMatchObject({ status: 'ok', checks: { clock: 'skewed' } });
    await eventually(async () =>
      expect((await caller.get('/metrics')).text).toMatch(/^jobgate_clock_offset_seconds -4/m),
    );
  });
});
