import { setTimeout as pause } from 'node:timers/promises';
import { ratioAtLeast, ratioAtMost } from './bench.bars.mjs';
import { canPin } from './core.pinning.mjs';
import { trackJobs } from './poll-rate.seed.mjs';

const ALWAYS_DUE_MS = 100;
const LEAST_GAIN = 1.7;
const SAMPLE_EVERY_MS = 25;
const LONGEST_WAIT_MS = 30_000;
/** For how long a worker that dies may still hold a lease. */
const LEASE_MS = 6_000;
const MOST_JOBS = 10_000;

/**
 * One worker with all connections, then two that share them, then the death of one. Redis and the upstreams need a core
 * as well, and there may be two in all; so what is compared are the polls in a second of a worker's processor time: what
 * each would do with a core to itself, as long as Redis and the upstreams keep up.
 */
export async function measureWorkers(scene, report) {
  const { options, store } = scene;
  const jobs = scene.jobs.slice(-MOST_JOBS);
  await trackJobs(store, jobs, Date.now(), 0);
  const one = await scene.startWorker(ALWAYS_DUE_MS);
  await settled(scene, 1);
  await scene.allSeen(jobs);
  const alone = await pollsPerSecond(scene, [one], options.seconds);
  const other = await scene.startWorker(ALWAYS_DUE_MS, { beside: true });
  await settled(scene, 2);
  await scene.allSeen(jobs);
  const together = await pollsPerSecond(scene, [one, other], options.seconds);
  if (canPin && alone !== null) {
    report.ratio(
      'polls of two workers, in a second of the processor for each',
      '/s',
      [together],
      'one worker with all connections',
      [alone],
      ratioAtLeast(LEAST_GAIN),
    );
  }
  await measureTakeover(scene, one, report);
  await other.stop();
  await scene.clear();
}

/** Waits until the workers have shared all connections. */
async function settled(scene, workers) {
  const until = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    const owners = [...(await scene.owners()).values()];
    if (new Set(owners).size === workers && !owners.includes(null)) break;
    if (performance.now() > until) throw new Error(`The connections are not shared by ${workers} workers.`);
    await pause(SAMPLE_EVERY_MS);
  }
}

/** Each worker's polls in a second of its own processor time, together. */
async function pollsPerSecond(scene, workers, seconds) {
  const owners = await scene.owners();
  const clocks = () => workers.map(({ clock }) => clock());
  const [clocksBefore, before] = [clocks(), await scene.answers()];
  await pause(seconds * 1000);
  const [clocksAfter, after] = [clocks(), await scene.answers()];
  if (clocksBefore.includes(null)) return null;
  return workers.reduce((sum, { name: worker }, index) => {
    const isIts = (name) => owners.get(name) === worker;
    const polls = [...after].reduce((all, [name, count]) => all + (isIts(name) ? count - before.get(name) : 0), 0);
    return sum + polls / ((clocksAfter[index] - clocksBefore[index]) / 1e6);
  }, 0);
}

/** Kills a worker; how long it takes until each of its connections gets answers again. */
async function measureTakeover(scene, victim, report) {
  const before = await scene.owners();
  const killedAt = performance.now();
  process.kill(victim.pid(), 'SIGKILL');
  await pause(SAMPLE_EVERY_MS);
  const silent = await scene.answers();
  const times = new Map();
  while (times.size < before.size && performance.now() - killedAt < LONGEST_WAIT_MS) {
    await pause(SAMPLE_EVERY_MS);
    const [answers, owners] = [await scene.answers(), await scene.owners()];
    for (const [name, count] of answers) {
      if (times.has(name) || count === silent.get(name)) continue;
      const isTakenOver = owners.get(name) !== before.get(name);
      times.set(name, isTakenOver ? performance.now() - killedAt : 0);
    }
  }
  const slowest = times.size < before.size ? LONGEST_WAIT_MS : Math.max(...times.values());
  await victim.stop();
  report.ratio(
    'a killed worker’s connections are polled again after',
    'ms',
    [slowest],
    'lease of a connection',
    [LEASE_MS],
    ratioAtMost(1),
  );
}
