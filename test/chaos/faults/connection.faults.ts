import { setTimeout as pause } from 'node:timers/promises';
import { callHttp } from '../../stage/http-call.js';
import { eventually, KEYS } from '../../stage/index.js';
import { renamed } from '../history/connection.names.js';
import type { ChaosScene } from '../run/chaos.scene.js';
import type { SeededRandom } from '../seeded.random.js';
import type { Fault } from './fault.js';

/** Files are polled every second, and applied when two polls agree; a gateway may be frozen meanwhile. */
const TAKEN_UP_WITHIN_MS = 60_000;
const ANSWERED_WITHIN_MS = 3_000;
const MOVED = 'the jobs of a renamed connection were moved';
/** A worker that is killed holds its lease for so long. */
const MOVED_WITHIN_MS = 90_000;
/** Where the bed starts nothing: a start there ends with 404 while the connection is away. */
const CHANGED = ['hmc-lab', 'otc-prod', 'analyzer'] as const;

function aConnection({ configuration }: ChaosScene, random: SeededRandom) {
  const picked = random.pick(CHANGED);
  return configuration.connections.find(({ name }) => name === picked)!;
}

/** Resolves when every gateway that is there has it under this name, or has none of that name. */
async function isTakenUp(scene: ChaosScene, name: string, status: 200 | 404): Promise<void> {
  await eventually(async () => {
    for (const gateway of scene.gateways) {
      const headers = { authorization: `Bearer ${KEYS.operator}` };
      const answer = await callHttp(`${gateway.url}/connections/${name}`, { headers, timeoutMs: ANSWERED_WITHIN_MS });
      if (answer.status !== status) throw new Error(`${gateway.name} answers ${answer.status} for ${name}`);
    }
  }, TAKEN_UP_WITHIN_MS);
}

/** How often a worker has said that it moved the jobs of a connection to this name. */
function movesTo(scene: ChaosScene, name: string): number {
  const entries = scene.everyWorker.flatMap(({ log }) => log);
  return entries.filter(({ message, connection }) => message === MOVED && connection === name).length;
}

/** One after the other: each changes the list of connections. */
const FAULTS: readonly Fault[] = [
  {
    name: 'connection-removed',
    play: async ({ scene, random, forMs, begun }) => {
      const connection = aConnection(scene, random);
      begun(connection.name);
      scene.reconfigure(({ connections }) => connections.splice(connections.indexOf(connection), 1));
      await isTakenUp(scene, connection.name, 404);
      await pause(forMs);
      scene.reconfigure(({ connections }) => connections.push(connection));
      await isTakenUp(scene, connection.name, 200);
    },
  },
  {
    name: 'connection-renamed',
    play: async ({ scene, random, forMs, begun }) => {
      const connection = aConnection(scene, random);
      const { name } = connection;
      begun(name);
      const before = movesTo(scene, renamed(name));
      scene.reconfigure(() => Object.assign(connection, { name: renamed(name), renamedFrom: name }));
      await isTakenUp(scene, renamed(name), 200);
      // Back again only when the jobs are there: two moves in opposite directions at a time are more than is promised.
      await eventually(() => {
        if (movesTo(scene, renamed(name)) === before) throw new Error(`nobody has moved the jobs of ${name}`);
      }, MOVED_WITHIN_MS);
      await pause(forMs);
      scene.reconfigure(() => Object.assign(connection, { name, renamedFrom: renamed(name) }));
      await isTakenUp(scene, name, 200);
    },
  },
];

export const CONNECTION_FAULTS: readonly Fault[] = FAULTS.map((fault) => ({
  ...fault,
  play: (strike) => strike.scene.oneAtATime('connections', () => fault.play(strike)),
}));
