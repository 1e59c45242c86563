import { jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { Stage, type StageResponse, type StageClient, type ReadJob, type UpstreamHandle } from '../stage/index.js';

jest.setTimeout(90_000);

const READERS = 1_000;
const ABSENCE_MEMORY_MS = 5_000;

/** The schedule polls a job once in this test, so every further call is caused by a reader. */
describe('simultaneous readers over two gateways', () => {
  let stage: Stage;
  let clients: StageClient[];
  let hmc: UpstreamHandle;

  beforeAll(async () => {
    stage = await Stage.open({
      gateways: 2,
      configure: ({ access, gateway, connections }) => {
        access['quota'] = 'none';
        // A thousand connections at once take their time on a small machine; nobody shall be sent away with a 202.
        gateway.readWaitMs = 20_000;
        for (const connection of connections) {
          connection.refresh = { min: '120s', max: '120s' };
          connection.limits['timeout'] = '10s';
        }
      },
    });
    clients = stage.gateways.map((gateway) => gateway.client('stage-key-operator'));
    hmc = stage.simulator.of('ibm-hmc');
  });
  afterAll(() => stage?.close());

  const readAll = (id: string, headers: Record<string, string> = {}): Promise<StageResponse<ReadJob>[]> =>
    Promise.all(Array.from({ length: READERS }, (_, nth) => clients[nth % clients.length]!.read(id, headers)));

  it.each([
    ['a running job', { durationMs: 1, outcome: 'stuck' }, 'running'],
    ['an ended job', { durationMs: 0, outcome: 'succeeded' }, 'succeeded'],
  ] as const)('of %s that nobody knows cause exactly one call', async (_, script, state) => {
    const key = await hmc.add(script);
    // The answer takes its time, so that all readers come while it is under way.
    await hmc.injectFault({ kind: 'slow', delayMs: 1_000, count: 1 });
    const answers = await readAll(`hmc-lab~${key}`);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.state))).toEqual(new Set([state]));
    expect(await hmc.callsFor(key)).toBe(1);
  });

  it('that arrive when the first poll ends cause no other one', async () => {
    const keys = await hmc.addAll([{ copies: 40, durationMs: 1, outcome: 'stuck' }]);
    for (const key of keys) {
      let isKnown = false;
      const reader = async (nth: number) => {
        while (!isKnown) {
          const { headers } = await clients[nth % clients.length]!.read(`hmc-lab~${key}`);
          isKnown ||= headers['cache-status'] === 'jobgate; hit';
        }
      };
      await Promise.all(Array.from({ length: 40 }, async (_, nth) => (await pause(nth), reader(nth))));
    }
    const report = await Promise.all(keys.map((key) => hmc.callsFor(key)));
    expect(new Set(report)).toEqual(new Set([1]));
  });

  it('of a job that the upstream does not know cause one call as long as that is remembered', async () => {
    const beganAt = Date.now();
    await hmc.injectFault({ kind: 'slow', delayMs: 1_000, count: 1 });
    const answers = await readAll('hmc-lab~no-such-job');
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    const memories = 1 + Math.floor((Date.now() - beganAt) / ABSENCE_MEMORY_MS);
    expect(await hmc.callsFor('no-such-job')).toBeGreaterThan(0);
    expect(await hmc.callsFor('no-such-job')).toBeLessThanOrEqual(memories);
  });

  it('[get.shared-look] that require fresh data share a few calls', async () => {
    const key = await hmc.add({ durationMs: 1, outcome: 'stuck' });
    await clients[0]!.job(`hmc-lab~${key}`);
    await hmc.resetCalls();
    const answers = await readAll(`hmc-lab~${key}`, { 'cache-control': 'no-cache' });
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const calls = await hmc.callsFor(key);
    expect(calls).toBeGreaterThan(0);
    // A poll serves all earlier requests; later ones share the next one.
    expect(calls).toBeLessThan(READERS / 10);
  });
});
