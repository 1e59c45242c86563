import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../root.mjs';

const COLUMNS = 100;
const CLI = join(ROOT, 'dist/apps/cli/src/main.js');
/** What a terminal gets before lines are written over: so many lines up. */
const UP = /\x1b\[\d+A/; // eslint-disable-line no-control-regex
const CLEAR = /\x1b\[2K|\r/g; // eslint-disable-line no-control-regex

/** What `jobgate watch` of two jobs shows on a terminal at the moment in which the first of them has ended. */
export async function watched(demo) {
  const query = 'connection=otc-prod,analyzer&state=running&limit=200';
  const enough = (jobs) => jobs.filter(({ progress }) => (progress?.percent ?? 0) > 30).length >= 2;
  const jobs = await demo.untilJobs(query, enough);
  const byProgress = jobs.sort((one, other) => (other.progress?.percent ?? 0) - (one.progress?.percent ?? 0));
  const [first, second] = [byProgress[0].id, byProgress[1].id];
  const command = [process.execPath, CLI, 'watch', first, second];
  return frameOf(command, demo.environment, (frame) => /\b(succeeded|failed|canceled)\b/.test(frame));
}

/** The first frame that is wanted of those that a command shows on a terminal of its own: util-linux has one to lend. */
async function frameOf(command, env, isWanted) {
  const line = `stty cols ${COLUMNS}; exec ${command.join(' ')}`;
  const args = ['--quiet', '--flush', '--command', line, '/dev/null'];
  const child = spawn('script', args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let output = '';
  for await (const chunk of child.stdout) {
    output += chunk;
    // The last one may have come in part only.
    const frames = output.replaceAll(CLEAR, '').split(UP).slice(0, -1);
    const wanted = frames.find(isWanted);
    if (wanted === undefined) continue;
    child.kill('SIGTERM');
    await ended;
    return wanted.trimEnd();
  }
  throw new Error(`The command ended before it showed what was wanted:\n${output}`);
}
