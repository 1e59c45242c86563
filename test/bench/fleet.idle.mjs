import { setTimeout as pause } from 'node:timers/promises';
import { valueAtMost } from './bench.bars.mjs';
import { FleetScene } from './fleet.scene.mjs';

const MEGABYTE = 1e6;
const SETTLE_MS = 10_000;
/** What connections may cost that have no job. */
const BARS = {
  'Redis clients': valueAtMost(60),
  'Redis commands': valueAtMost(1_000),
  'Redis, share of a core': valueAtMost(0.05),
  'worker, share of a core': valueAtMost(0.05),
  'worker, resident memory': valueAtMost(350),
};

/** What many connections without any job cost: one gateway and one worker. */
export async function measureIdle({ stage, options, upstream, report, reference }) {
  const ours = await figuresOf(stage, options, upstream, undefined);
  const other = reference === undefined ? null : await figuresOf(stage, options, upstream, reference);
  for (const [name, { value, unit }] of Object.entries(ours)) {
    const metric = `${options.connections} idle connections: ${name}`;
    if (other === null) report.figure(metric, unit, [value], BARS[name]);
    else report.ratio(metric, unit, [value], 'the other build', [other[name].value], BARS[name]);
  }
}

async function figuresOf(stage, { connections, seconds }, upstream, build) {
  const scene = new FleetScene(stage, { connections, build }, upstream);
  try {
    await scene.start();
    await pause(SETTLE_MS);
    const [redisBefore, clockBefore, startedAt] = [await scene.redisFigures(), scene.worker.clock(), performance.now()];
    await pause(seconds * 1000);
    const [redis, clock] = [await scene.redisFigures(), scene.worker.clock()];
    const elapsed = (performance.now() - startedAt) / 1000;
    return {
      // One of them is the benchmark's own.
      'Redis clients': { value: redis.clients - 1, unit: 'clients' },
      'Redis commands': { value: (redis.commands - redisBefore.commands) / elapsed, unit: '/s' },
      'Redis, share of a core': { value: (redis.clock - redisBefore.clock) / 1e6 / elapsed, unit: 'cores' },
      'worker, share of a core': { value: (clock - clockBefore) / 1e6 / elapsed, unit: 'cores' },
      'worker, resident memory': { value: scene.residentBytes(scene.worker.pid()) / MEGABYTE, unit: 'MB' },
    };
  } finally {
    await scene.stop();
  }
}
