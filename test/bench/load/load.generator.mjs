import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findOnPath, provideProgram } from '../../../scripts/programs/program.provider.mjs';
import { OTHER_CORE, pinned } from '../core.pinning.mjs';

const run = promisify(execFile);
const WRK_REPORT = fileURLToPath(new URL('./wrk.report.lua', import.meta.url));
const SOCKET_LOAD = fileURLToPath(new URL('./socket.load.mjs', import.meta.url));

const WRK = {
  title: 'wrk',
  find: () => findOnPath('wrk'),
  packages: { 'apt-get': ['--no-install-recommends wrk'] },
};

/**
 * The one that is wanted; else wrk, installed where that needs no question; else the sockets of this folder, which keep
 * less of a server busy.
 * @param {string} wanted `wrk`, `sockets`, or `best`
 */
export async function provideGenerator(wanted) {
  if (wanted !== 'best') return wanted;
  if ((await provideProgram(WRK, { announce: console.log })) !== null) return 'wrk';
  console.log(
    'No wrk here, and none could be installed (apt-get install wrk): the load comes from sockets of Node.js.',
  );
  return 'sockets';
}

/**
 * Asks for one URL as fast as it is answered, over keep-alive connections with one request each; with `turn`, for
 * `turn.count` paths one after the other, from number `turn.first` on: `turn.before`, eight hex digits, `turn.behind`.
 * @param {{generator: string, url: string, turn?: {count: number, before: string, behind: string, first?: number}, headers: Record<string, string>, connections: number, seconds: number}} load
 * @returns {Promise<{requests: number, requestsPerSecond: number, p50: number, p99: number, errors: number}>} latencies in milliseconds;
 * an error is a status from 400 on, or no answer
 */
export async function generateLoad({ generator, ...load }) {
  const [program, args] = generator === 'wrk' ? wrk(load) : [process.execPath, [SOCKET_LOAD, JSON.stringify(load)]];
  const { stdout } = await run(...pinned(OTHER_CORE, program, args));
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

function wrk({ url, turn, headers, connections, seconds }) {
  const fields = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const size = ['-t1', `-c${connections}`, `-d${Math.max(1, Math.round(seconds))}s`];
  const turns = turn ? ['--', String(turn.count), turn.before, turn.behind, String(turn.first ?? 0)] : [];
  return ['wrk', [...size, '-s', WRK_REPORT, ...fields, url, ...turns]];
}
