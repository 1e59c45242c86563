import { existsSync } from 'node:fs';
import { eventually } from './eventually.js';
import { Stage } from './stage.js';

describe('the stage', () => {
  it('puts everything up, sees a job through, and leaves nothing behind', async () => {
    const stage = await Stage.open();
    const processes = [stage.redis.process, stage.simulator.process, stage.worker, stage.gateway];
    try {
      const key = await stage.simulator.of('ibm-hmc').add({ durationMs: 300, outcome: 'succeeded' });
      const client = stage.client();
      await client.track({ connection: 'hmc-lab', key });
      await eventually(async () => expect((await client.job(`hmc-lab~${key}`)).state).toBe('succeeded'));
    } finally {
      await stage.close();
    }
    for (const { pid } of processes) expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect(existsSync(stage.folder)).toBe(false);
  }, 90_000);
});
