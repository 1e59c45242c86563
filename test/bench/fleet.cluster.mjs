import { valueAtMost } from './bench.bars.mjs';
import { FleetScene } from './fleet.scene.mjs';
import { trackFleet } from './fleet.work.mjs';
import { openBenchCluster } from './redis.cluster.mjs';
import { setTimeout as pause } from 'node:timers/promises';

const MASTERS = 3;
const LARGEST_DEVIATION = 0.2;
const WARM_ROUNDS = 1.5;

/** How evenly the same work is spread over the masters of a Redis Cluster: commands and processor time of each. */
export async function measureCluster({ stage, options, upstream, report }) {
  const { connections, jobsEach, intervalMs, seconds } = options;
  const cluster = await openBenchCluster(stage, MASTERS);
  const { url: redisUrl, location } = cluster;
  const scene = new FleetScene(stage, { connections, redisUrl, location, refreshMs: intervalMs }, upstream);
  try {
    await scene.start();
    await trackFleet(scene, jobsEach, intervalMs);
    await pause(intervalMs * WARM_ROUNDS);
    const figures = () => Promise.all(cluster.clients.map((client) => scene.redisFigures(client)));
    const before = await figures();
    await pause(seconds * 1000);
    const after = await figures();
    const title = `${connections} connections of ${jobsEach} jobs, ${MASTERS} masters`;
    for (const [what, key] of [
      ['commands', 'commands'],
      ['processor time', 'clock'],
    ]) {
      const each = after.map((figure, index) => figure[key] - before[index][key]);
      const mean = each.reduce((sum, value) => sum + value, 0) / MASTERS;
      const shares = each.map((value) => value / mean);
      const worst = Math.max(...shares.map((share) => Math.abs(share - 1)));
      report.figure(
        `${title}: largest deviation from the mean, ${what}`,
        'of the mean',
        [worst],
        valueAtMost(LARGEST_DEVIATION),
      );
      report.figure(`${title}: shares of the mean, ${what}`, '', shares);
    }
    report.figure(`${title}: commands a second, all masters`, '/s', [
      after.reduce((sum, { commands }, index) => sum + commands - before[index].commands, 0) / seconds,
    ]);
  } finally {
    await scene.stop();
    await cluster.close();
  }
}
