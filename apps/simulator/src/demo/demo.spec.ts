import { simulatorForEachTest } from '../../test/probe.js';
import { createRandom } from '../random.js';
import { UPSTREAM_NAMES } from '../upstream.name.js';
import type { JobPhase } from '../job.snapshot.js';
import { Demo } from './demo.js';

const held = simulatorForEachTest();

describe('the demonstration', () => {
  it('keeps a bounded, lively population in every upstream', async () => {
    const { simulator, clock } = held;
    const demo = new Demo(simulator.upstreams, createRandom(7), clock.now);
    const seen = new Map<string, Set<JobPhase>>(UPSTREAM_NAMES.map((name) => [name, new Set()]));
    const words = new Set<string>();
    for (let second = 0; second < 900; second += 1) {
      demo.tick();
      clock.pass(1_000);
      for (const name of UPSTREAM_NAMES) {
        const jobs = simulator.upstreams[name].jobs(1_000);
        expect(jobs.length).toBeGreaterThanOrEqual(name === 'oracle-sbc' ? 1 : 20);
        expect(jobs.length).toBeLessThanOrEqual(40);
        for (const job of jobs) {
          seen.get(name)?.add(job.state);
          if (job.script.rawStatus !== undefined) words.add(job.script.rawStatus);
        }
      }
    }
    for (const phases of [
      seen.get('ibm-hmc'),
      seen.get('otc-ims'),
      seen.get('datameer'),
      seen.get('hitachi-analyzer'),
    ]) {
      expect([...(phases ?? [])]).toEqual(
        expect.arrayContaining([
          'queued',
          'running',
          'canceling',
          'succeeded',
          'warning',
          'failed',
          'canceled',
          'absent',
        ]),
      );
    }
    expect([...(seen.get('oracle-sbc') ?? [])]).toEqual(expect.arrayContaining(['running', 'succeeded', 'failed']));
    expect(words.size).toBeGreaterThan(0);
    await Promise.all(UPSTREAM_NAMES.map((name) => simulator.upstreams[name].clearFaults()));
  });
});
