import { setTimeout as pause } from 'node:timers/promises';
import type { SeededRandom } from '../seeded.random.js';
import type { StageRedis } from '../../stage/stage.redis.js';
import { POPULATED } from '../job.population.js';
import type { ClusterTopology } from '../topologies/cluster.topology.js';
import type { SentinelTopology } from '../topologies/sentinel.topology.js';
import type { Topology } from '../topologies/topology.js';
import type { Fault } from './fault.js';
import { REPLICA_FAULTS } from './replica.faults.js';
import { sentinelFault } from './sentinel.fault.js';

/** Longer than a master may be silent before it is given up. */
const GIVEN_UP_AFTER_MS = 3_500;

/** Of one server, or any node of a cluster. */
const anyServer = (topology: Topology, random: SeededRandom): StageRedis => {
  if (topology.name === 'single') return topology.server;
  return topology.name === 'sentinel' ? random.pick(topology.servers) : random.pick(topology.nodes);
};

const isWhole = async (topology: Topology) => {
  if (topology.name !== 'single') await topology.whole();
};

const server: readonly Fault[] = [
  {
    name: 'redis-killed',
    topologies: ['single', 'cluster'],
    play: async ({ scene: { topology }, random, forMs, begun }) => {
      const one = anyServer(topology, random);
      begun(`server ${one.port}`);
      await one.kill('SIGKILL');
      await pause(forMs);
      await one.restart();
      await isWhole(topology);
    },
  },
  {
    name: 'redis-frozen',
    topologies: ['single', 'cluster'],
    play: async ({ scene: { topology }, random, forMs, begun }) => {
      const one = anyServer(topology, random);
      begun(`server ${one.port}`);
      one.pause();
      await pause(forMs);
      one.resume();
      await isWhole(topology);
    },
  },
];

const sentinel: readonly Fault[] = [
  sentinelFault('master-killed', async ({ begun, forMs }, topology) => {
    const master = await topology.master();
    begun(`master ${master.port}`);
    await failOver(topology, master, forMs);
  }),
  sentinelFault('master-frozen', async ({ begun, forMs }, topology) => {
    const master = await topology.master();
    begun(`master ${master.port}`);
    master.pause();
    await topology.promoted(topology.other(master));
    await pause(forMs);
    master.resume();
  }),
  sentinelFault('replica-cut', async ({ begun, forMs }, topology) => {
    const master = await topology.master();
    begun(`replica ${topology.other(master).port}`);
    await topology.cutLink(master);
    await pause(forMs);
    await topology.restoreLink(master);
  }),
  sentinelFault('master-killed-ahead-of-replica', async ({ begun, forMs }, topology) => {
    const master = await topology.master();
    begun(`master ${master.port}`);
    await topology.cutLink(master);
    await pause(forMs);
    await failOver(topology, master, 0);
  }),
];

/** The other server becomes the master; this one comes back later, as its replica. */
async function failOver(topology: SentinelTopology, master: StageRedis, awayMs: number): Promise<void> {
  await master.kill('SIGKILL');
  await topology.promoted(topology.other(master));
  await pause(Math.max(0, awayMs - GIVEN_UP_AFTER_MS));
  await master.restart();
}

const cluster: readonly Fault[] = [
  {
    name: 'slots-moved',
    topologies: ['cluster'],
    play: async ({ scene, random, forMs, begun }) => {
      const { topology, configuration } = scene;
      if (topology.name !== 'cluster') throw new Error('slots-moved needs a cluster');
      const connection = random.pick(POPULATED);
      begun(connection);
      const until = Date.now() + forMs;
      const slot = await topology.slotOf(`${configuration.redis.prefix}:{${connection}}:`);
      do await moveOn(topology, slot, random);
      while (Date.now() < until);
      await topology.whole();
    },
  },
];

async function moveOn(topology: ClusterTopology, slot: number, random: SeededRandom): Promise<void> {
  const owner = await topology.ownerOf(slot);
  await topology.move(slot, random.pick(topology.nodes.filter((node) => node !== owner)));
}

const all: readonly Fault[] = [...server, ...sentinel, ...REPLICA_FAULTS, ...cluster];

/** One after the other: two servers that fail together are more than two servers promise to bear. */
export const REDIS_FAULTS: readonly Fault[] = all.map((fault) => ({
  ...fault,
  play: (strike) => strike.scene.oneAtATime('redis', () => fault.play(strike)),
}));
