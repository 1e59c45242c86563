import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../stage/index.js';
import { Receiver } from '../../stage/webhook-receiver.js';
import { RecordingClient } from '../clients/recording.client.js';
import { recorded, subscribe } from '../clients/subscribing.client.js';
import type { ChaosContext } from '../clients/chaos.context.js';
import { POPULATED } from '../job.population.js';
import { haveBothBuilds, upgradeAll } from '../faults/build.faults.js';
import type { Fault, Strike } from '../faults/fault.js';
import type { Scheduled } from '../faults/fault.schedule.js';
import type { History } from '../history/history.event.js';
import { HistoryRecorder } from '../history/history.recorder.js';
import type { Violation } from '../rules/rule.js';
import { violationsOfMixedBuilds } from '../rules/mixed-builds.js';
import { violationsOf } from '../rules/rules.js';
import { randomFrom } from '../seeded.random.js';
import type { TopologyName } from '../topologies/topology.js';
import { readTruth } from '../truth/truth.reader.js';
import type { Truth } from '../truth/truth.js';
import { putUnderLoad } from './chaos.load.js';
import { ChaosScene } from './chaos.scene.js';
import { readAtLast, settle } from './chaos.settling.js';

export interface ChaosPlan {
  seed: number;
  topology: TopologyName;
  /** How long faults begin, milliseconds. */
  lastsMs: number;
  /** After the last one, everything has to be known within so long. */
  settledWithinMs: number;
  faults: readonly Fault[];
  schedule: readonly Scheduled[];
  /** What clients are not to do, by its name. */
  isLeftOut(name: string): boolean;
  workers: number;
  gateways: number;
  /** A built checkout of the version before, whose processes run beside the present ones; null: none. */
  previousBuild: string | null;
  /** Where the history is written to, one event a line; null: nowhere. */
  file: string | null;
}

export interface ChaosOutcome {
  history: History;
  truth: Truth;
  violations: Violation[];
}

const MIGRATED_WITHIN_MS = 30_000;

/** Who may see what, as the stage's configuration has it. */
const VISIBLE: Truth['visible'] = {
  operator: POPULATED,
  reader: POPULATED,
  tracker: POPULATED,
  datameerOnly: ['dm-prod'],
};

/** Puts everything up, has clients call while faults strike, waits until it is calm, and judges what the clients saw. */
export async function playChaos(plan: ChaosPlan): Promise<ChaosOutcome> {
  const scene = await ChaosScene.open(plan);
  const receivers = await Promise.all([Receiver.open(), Receiver.open(), Receiver.open()]);
  try {
    return await play(plan, scene, receivers);
  } finally {
    await Promise.all(receivers.map((receiver) => receiver.close()));
    await scene.close();
  }
}

async function play(plan: ChaosPlan, scene: ChaosScene, [one, other, named]: Receiver[]): Promise<ChaosOutcome> {
  const recorder = new HistoryRecorder(plan.file);
  const [stopping, ending] = [new AbortController(), new AbortController()];
  let streams = 0;
  const context: ChaosContext = {
    ...{ recorder, simulator: scene.simulator, jobs: [], stopping: stopping.signal, ending: ending.signal },
    gateways: () => scene.gateways,
    random: () => randomFrom(plan.seed, (streams += 1)),
  };
  const truthNow = () => readTruth(scene.simulator, POPULATED, VISIBLE);
  const subscriber = new RecordingClient('subscriber', 'operator', context);
  const restricted = new RecordingClient('restricted subscriber', 'datameerOnly', context);
  const subscribed = [recorded('receiver 1', one!, subscriber), recorded('receiver 2', other!, restricted)];
  const told = recorded('receiver of named jobs', named!, subscriber, new Set());
  const recordedReceivers = [...subscribed, told];

  recorder.mark('begin');
  await Promise.all(subscribed.map(subscribe));
  const load = putUnderLoad(context, told, plan.isLeftOut);
  try {
    await Promise.all([strike(plan, scene, recorder, recordedReceivers), pause(plan.lastsMs)]);
    stopping.abort();
    await scene.simulator.clearFaults();
    if (plan.previousBuild !== null) await haveBothBuilds(scene);
    recorder.mark('settling');
    await settle(context, truthNow, recordedReceivers, plan.settledWithinMs);
    recorder.mark('final');
    await readAtLast(context, recordedReceivers);
    if (plan.previousBuild !== null) {
      await upgradeAll(scene);
      // It refuses while it takes a worker of the build before to be there, which is for some seconds after its end.
      await eventually(() => scene.operate('migrate'), MIGRATED_WITHIN_MS);
      await readAtLast(context, recordedReceivers);
    }
  } finally {
    stopping.abort();
    ending.abort();
    await Promise.all([load.done, load.streams]);
  }
  recorder.mark('end');
  const truth = await truthNow();
  const judge = plan.previousBuild === null ? violationsOf : violationsOfMixedBuilds;
  return { history: recorder.events, truth, violations: judge(recorder.events, truth) };
}

/** Has each fault of the schedule begin at its time; resolves when the last one is over. */
async function strike(
  { schedule, faults, seed }: ChaosPlan,
  scene: ChaosScene,
  recorder: HistoryRecorder,
  receivers: Strike['receivers'],
): Promise<void> {
  const byName = new Map(faults.map((fault) => [fault.name, fault]));
  await Promise.all(
    schedule.map(async ({ atMs, forMs, fault, stream }, index) => {
      await pause(atMs);
      let target = '';
      const begun = (what: string) => recorder.fault(index + 1, fault, (target = what), 'begun');
      await byName.get(fault)!.play({ scene, receivers, random: randomFrom(seed, stream), forMs, begun });
      recorder.fault(index + 1, fault, target, 'over');
    }),
  );
}
