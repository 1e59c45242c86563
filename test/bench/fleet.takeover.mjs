import { setTimeout as pause } from 'node:timers/promises';
import { valueAtMost } from './bench.bars.mjs';
import { FleetScene } from './fleet.scene.mjs';

const LATEST_MS = 10_000;
const POLL_EVERY_MS = 100;

/** How soon another worker has every connection of one that is killed. */
export async function measureTakeover({ stage, options, upstream, report }) {
  const { connections } = options;
  const scene = new FleetScene(stage, { connections }, upstream);
  try {
    await scene.start();
    await scene.startWorker({ beside: true });
    const owners = () => Promise.all(scene.names.map((name) => scene.store.leases.owner(name)));
    const workers = async () => new Set((await owners()).filter((owner) => owner !== null)).size;
    while ((await workers()) < 2) await pause(POLL_EVERY_MS);
    process.kill(scene.worker.pid(), 'SIGKILL');
    const killedAt = performance.now();
    let held = [];
    do {
      await pause(POLL_EVERY_MS);
      held = await owners();
    } while (held.includes(null) || new Set(held).size > 1);
    const elapsed = performance.now() - killedAt;
    report.figure(
      `a killed worker: ${connections} connections are another one's after`,
      'ms',
      [elapsed],
      valueAtMost(LATEST_MS),
    );
  } finally {
    await scene.stop();
  }
}
