import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const LEASH = new URL('./process.leash.mjs', import.meta.url).href;
const KEEPER = fileURLToPath(new URL('./process.keeper.mjs', import.meta.url));
const LINES_KEPT = 25;

/** How long the stages of `stop` may take together stays below the 8 seconds that a person at Ctrl-C is promised. */
const GRACE_MS = 3500;

/**
 * Child processes that live and end together. The last one started is of the first to be stopped: stages are stopped in
 * reverse order, the members of one stage at once.
 */
export class ProcessGroup {
  #children = [];
  #stopping = false;
  #show;
  #fail;

  /** Rejects when a child ends that nobody stopped; the message holds its last lines. Never resolves. */
  failed = new Promise((_resolve, reject) => (this.#fail = reject));

  /** @param {(name: string, line: string) => void} show receives each line that a child writes */
  constructor(show = () => {}) {
    this.#show = show;
    this.failed.catch(() => {});
  }

  /**
   * Starts a Node script. Children of a lower stage are stopped later. `flags` are for Node itself.
   * @returns {{lines: import('node:events').EventEmitter}} emits `line` for each line of the standard output
   */
  startNode(name, script, args, { env, stage = 1, flags = [] } = {}) {
    return this.#start(name, [...flags, '--import', LEASH, script, ...args], env, stage);
  }

  /** Starts any other program. */
  startProgram(name, program, args, { env, stage = 1 } = {}) {
    return this.#start(name, ['--import', LEASH, KEEPER, program, ...args], env, stage);
  }

  /** Ends every child, forcibly after a grace time. May be called twice. */
  async stop() {
    this.#stopping = true;
    const stages = [...new Set(this.#children.map(({ stage }) => stage))].sort((left, right) => right - left);
    for (const stage of stages) {
      await Promise.all(this.#children.filter((child) => child.stage === stage).map(endChild));
    }
  }

  /** Ends every child at once. */
  kill() {
    this.#stopping = true;
    for (const child of this.#children) killGroup(child.process, 'SIGKILL');
  }

  #start(name, args, env, stage) {
    const child = spawn(process.execPath, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const lastLines = [];
    const keep = (line) => {
      lastLines.push(line);
      if (lastLines.length > LINES_KEPT) lastLines.shift();
      this.#show(name, line);
    };
    const lines = createInterface({ input: child.stdout }).on('line', keep);
    createInterface({ input: child.stderr }).on('line', keep);
    const ended = new Promise((resolve) => child.once('close', resolve).once('error', resolve));
    child.once('close', (code, killedBy) => {
      if (this.#stopping) return;
      const how = killedBy ? `was ended by ${killedBy}` : `ended with code ${code}`;
      this.#fail(new Error([`${name} ${how}. Its last lines:`, ...lastLines].join('\n  ')));
    });
    this.#children.push({ process: child, stage, ended });
    return { lines };
  }
}

async function endChild({ process: child, ended }) {
  if (child.exitCode !== null || child.signalCode !== null) return ended;
  child.kill('SIGTERM');
  const impatience = setTimeout(() => killGroup(child, 'SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(impatience);
}

/** A keeper and its program share the child's own process group, so both go. */
function killGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already, or the system knows no process groups.
    child.kill(signal);
  }
}
