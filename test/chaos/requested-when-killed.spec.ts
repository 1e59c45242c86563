import { eventually } from '../stage/index.js';
import { ALL, openChaos, type ChaosStage } from './chaos.stage.js';

describe('a worker killed with a reader’s request in hand', () => {
  let chaos: ChaosStage;

  beforeAll(async () => {
    chaos = await openChaos({ workers: 1, gateways: 1 });
  }, 60_000);
  afterAll(() => chaos?.close());

  it('leaves it to the next one: the reader has the job soon', async () => {
    const { stage } = chaos;
    const upstream = stage.simulator.of('ibm-hmc');
    const key = await upstream.add({ durationMs: 600_000, outcome: 'succeeded' });
    await upstream.injectFault({ kind: 'slow', delayMs: 1_500 });
    const reading = stage.client().read(`hmc-lab~${key}`);
    await eventually(async () => expect((await upstream.calls()).concurrent).toBeGreaterThan(0));
    await chaos.end(stage.worker, 'SIGKILL');
    await upstream.clearFaults();
    expect((await reading).status).toBe(202);
    const worker = await stage.startWorker();
    await worker.ownsConnections(ALL);
    const caredAt = Date.now();
    await eventually(async () => {
      const { status, body } = await stage.client().read(`hmc-lab~${key}`);
      expect([status, body.state]).toEqual([200, 'running']);
    }, 20_000);
    process.stdout.write(`read ${Date.now() - caredAt} ms after the next worker took over\n`);
  }, 90_000);
});
