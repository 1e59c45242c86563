import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { BUILD_FAULTS } from '../faults/build.faults.js';
import { faultsFor } from '../faults/faults.js';
import { scheduleOf, type Scheduled } from '../faults/fault.schedule.js';
import { isPending, NOT_IN_SHORT_RUNS } from '../faults/pending.js';
import { isTopologyName, TOPOLOGY_NAMES, type TopologyName } from '../topologies/topology.js';
import type { ChaosPlan } from './chaos.run.js';

/** The seeds of the short run, which `npm test` plays. */
const SHORT_SEEDS: Readonly<Record<TopologyName, number>> = { single: 1, sentinel: 2, cluster: 3 };
const SHORT_MS = 12_000;
/**
 * A connection whose worker is gone is taken over after 6 s, the lease of a job ends after 10 s, a webhook in hand is
 * sent again after 30 s, and a circuit that has opened again and again pauses for up to a minute.
 */
const SETTLED_WITHIN_MS = 90_000;
const WORKERS = 2;
const GATEWAYS = 2;

interface PlannedRequest {
  seed: number;
  topology: TopologyName;
  lastsMs: number;
  isLeftOut?: (name: string) => boolean;
  /** Of what is scheduled. */
  isPlayed?: (scheduled: Scheduled) => boolean;
  file?: string | null;
  previousBuild?: string | null;
}

/** What `npm run chaos` asks for in the environment; without it, a short run on each topology. */
export function plansOf(environment: NodeJS.ProcessEnv): ChaosPlan[] {
  const topology = environment['JOBGATE_CHAOS_TOPOLOGY'];
  if (topology === undefined) {
    return TOPOLOGY_NAMES.map((name) =>
      planOf({
        ...{ seed: SHORT_SEEDS[name], topology: name, lastsMs: SHORT_MS },
        isLeftOut: (fault) => isPending(fault, name),
        isPlayed: ({ fault }) => !NOT_IN_SHORT_RUNS.includes(fault),
      }),
    );
  }
  if (!isTopologyName(topology)) throw new Error(`There is no topology ${topology}.`);
  const file = environment['JOBGATE_CHAOS_HISTORY'] ?? null;
  const beside = environment['JOBGATE_CHAOS_BESIDE'];
  // The version before breaks rules by itself where Redis or upstreams are away.
  const besideAlone = beside === undefined ? undefined : BUILD_FAULTS.map(({ name }) => name);
  const only = environment['JOBGATE_CHAOS_FAULTS']?.split(',') ?? besideAlone;
  if (file !== null && existsSync(file)) rmSync(file);
  return [
    planOf({
      seed: Number(environment['JOBGATE_CHAOS_SEED'] ?? 1),
      topology,
      lastsMs: Number(environment['JOBGATE_CHAOS_MINUTES'] ?? 2) * 60_000,
      isLeftOut: (name) => only !== undefined && !only.includes(name),
      file,
      previousBuild: beside === undefined ? null : resolve(beside),
    }),
  ];
}

function planOf({
  seed,
  topology,
  lastsMs,
  isLeftOut = () => false,
  isPlayed = () => true,
  file = null,
  previousBuild = null,
}: PlannedRequest): ChaosPlan {
  const possible = [...faultsFor(topology), ...(previousBuild === null ? [] : BUILD_FAULTS)];
  const faults = possible.filter(({ name }) => !isLeftOut(name));
  const schedule = scheduleOf(
    seed,
    faults.map(({ name }) => name),
    lastsMs,
  ).filter(isPlayed);
  const scene = { workers: WORKERS, gateways: GATEWAYS, previousBuild };
  return { seed, topology, lastsMs, settledWithinMs: SETTLED_WITHIN_MS, faults, schedule, isLeftOut, file, ...scene };
}
