import { dirname, join } from 'node:path';
import { ROOT } from '../root.mjs';
import { runCounted } from './counted.run.mjs';
import { LINES } from './node.lines.mjs';
import { environmentWith, provideNode } from './node.program.mjs';
import { RUNS } from './node.runs.mjs';

const FAILURE = { passed: 0, failed: 1 };

/**
 * What continuous integration checks: everything on the line of the image, then the tests of the oldest one. A line that cannot be fetched
 * counts as a failure.
 * @param {{signal: AbortSignal}} options
 * @returns {Promise<{passed: number, failed: number}>} of both; rejects when `signal` has stopped it
 */
export async function testOnTwoLines({ signal }) {
  const counts = [];
  for (const { line, args } of RUNS) {
    counts.push(await testOn(line, args, signal));
    signal.throwIfAborted();
  }
  const sum = (member) => counts.reduce((total, count) => total + count[member], 0);
  RUNS.forEach(({ line }, index) => {
    console.log(`Node.js ${LINES[line].version}: ${counts[index].passed} passed, ${counts[index].failed} failed`);
  });
  return { passed: sum('passed'), failed: sum('failed') };
}

async function testOn(line, args, signal) {
  const folder = await folderOf(line, signal).catch((error) => console.error(error.message));
  if (!folder) return FAILURE;
  const script = [join(ROOT, 'scripts/test.mjs'), ...args];
  return runCounted(join(folder, 'node'), script, { env: environmentWith(folder), signal });
}

/** The folder of the `node` that the line has by its exact release: the one that runs this, if it is that. */
async function folderOf(line, signal) {
  if (process.versions.node === LINES[line].version) return dirname(process.execPath);
  return provideNode(line, { signal, announce: console.log });
}
