import { setTimeout as pause } from 'node:timers/promises';
import type { FaultScript } from '../../../apps/simulator/src/index.js';
import { CONNECTIONS } from '../../stage/index.js';
import { POPULATED } from '../job.population.js';
import type { Fault } from './fault.js';

/** Asked of Datameer, which is where the bed starts jobs. */
const START = 'POST /rest/job-execution';

/** A trouble of one upstream, by random; the upstream's own clock ends it. */
function troubled(name: string, scripts: readonly FaultScript[], connections = POPULATED): Fault {
  return {
    name: `upstream-${name}`,
    play: async ({ scene, random, forMs, begun }) => {
      const connection = random.pick(connections);
      const script = random.pick(scripts);
      begun(`${connection}, ${script.kind}`);
      await scene.simulator.of(CONNECTIONS[connection]).injectFault({ durationMs: forMs, ...script });
      await pause(forMs);
    },
  };
}

export const UPSTREAM_FAULTS: readonly Fault[] = [
  troubled('hangs', [{ kind: 'timeout' }, { kind: 'slow', delayMs: 700 }]),
  troubled('refuses', [{ kind: 'refuse-connections' }, { kind: 'reset', probability: 0.5 }]),
  troubled('garbage', [
    ...([{ kind: 'html-200' }, { kind: 'half-json' }, { kind: 'wrong-shape' }, { kind: 'html-500' }] as const),
    { kind: 'unknown-status' },
  ]),
  troubled('denies', [{ kind: 'deny-jobs' }]),
  troubled(
    'asks-for-a-pause',
    [5, 20].map((retryAfter) => ({ kind: 'throttle-retry-after', retryAfter, count: 2 })),
  ),
  {
    name: 'upstream-swallows-answers',
    play: async ({ scene, random, forMs, begun }) => {
      const kind = random.pick(['timeout', 'reset', 'http-500'] as const);
      begun(`dm-prod, ${kind} after its effect`);
      const script = { kind, afterEffect: true, route: START, durationMs: forMs };
      await scene.simulator.of('datameer').injectFault(script);
      await pause(forMs);
    },
  },
];
