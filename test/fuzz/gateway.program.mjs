// A gateway as it is shipped, that says on SIGUSR2 how long its event loop stood still.
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

const EVERY_MS = 20;
const PAUSE_MS = 100;
const delays = monitorEventLoopDelay({ resolution: 10 });
let last = { at: performance.now(), cpu: process.cpuUsage() };
/** Of all pauses the one in which the process itself worked longest: what others took of the processor is no fault. */
let longestWork = 0;

setInterval(() => {
  const now = performance.now();
  if (now - last.at > PAUSE_MS) {
    const { user, system } = process.cpuUsage(last.cpu);
    longestWork = Math.max(longestWork, Math.min(now - last.at, (user + system) / 1000));
  }
  last = { at: now, cpu: process.cpuUsage() };
}, EVERY_MS).unref();

process.on('SIGUSR2', () => {
  const figures = { longest: delays.max / 1e6, p99: delays.percentile(99) / 1e6, longestWork };
  process.stdout.write(`${JSON.stringify({ message: 'event loop', ...figures })}\n`);
});

await import(process.argv[2]);
// Starting up is not serving.
delays.enable();
last = { at: performance.now(), cpu: process.cpuUsage() };
longestWork = 0;
