import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/processes/ports.mjs';
import { NODE_FLAGS } from '../../scripts/processes/node.flags.mjs';
import { ProcessGroup } from '../../scripts/processes/process.group.mjs';
import { stopSignal } from '../../scripts/processes/stop-signal.mjs';
import { provideRedisProgram, REDIS_ADVICE } from '../../scripts/programs/programs.mjs';
import { redisReady } from '../../scripts/steps/redis.step.mjs';
import { ROOT } from '../../scripts/root.mjs';
import { OTHER_CORE, pinned, TESTED_CORE } from './core.pinning.mjs';
import { processorTime } from './process.clock.mjs';

const NOTE = new URL('./process.note.mjs', import.meta.url).href;

/** What a process under test must not inherit. */
const SETTINGS = ['JOBGATE_CONFIG', 'REDIS_URL', 'PORT', 'HOST', 'NODE_OPTIONS'];

/**
 * A folder, a Redis of its own and the processes of one benchmark. Whatever is measured runs on one core, everything
 * around it (Redis, load, upstreams, the benchmark itself) on the other one.
 */
export class BenchStage {
  #group = new ProcessGroup();
  #groups = new Set([this.#group]);
  #launched = 0;
  #signal;

  /**
   * Runs `play` with a stage and leaves nothing behind, whatever happens.
   * @param {{profile?: string}} options `profile`: a folder for the CPU profiles of what is measured
   */
  static async with(options, play) {
    const stage = new BenchStage();
    const stopped = stopSignal(() => stage.#killAll());
    try {
      await stage.#prepare(options, stopped);
      await Promise.race([play(stage), once(stopped, 'abort'), stage.#group.failed]);
    } catch (error) {
      console.error(error);
      process.exitCode = 1;
    } finally {
      await stage.#end();
    }
    // Whatever was interrupted in the middle still waits for something that will not come.
    if (stopped.aborted) process.exit(130);
  }

  async #prepare({ profile }, signal) {
    this.profile = profile;
    this.folder = await mkdtemp(join(tmpdir(), 'jobgate-bench-'));
    this.#signal = signal;
    const port = await this.startRedis('redis', []);
    this.redisUrl = `redis://127.0.0.1:${port}/0`;
  }

  /**
   * Starts a Redis server without persistence on the other core; it ends with the stage.
   * @returns {Promise<number>} its port
   */
  async startRedis(name, settings) {
    const program = await provideRedisProgram({ signal: this.#signal, announce: console.log });
    if (!program) throw new Error(REDIS_ADVICE);
    const port = await freePort();
    const folder = join(this.folder, name);
    await mkdir(folder);
    const place = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder];
    const command = pinned(OTHER_CORE, program, [...place, '--save', '', '--appendonly', 'no', ...settings]);
    const { lines } = this.#group.startProgram(name, ...command, { env: process.env, stage: 0 });
    await Promise.race([redisReady(lines, this.#signal), this.#group.failed]);
    return port;
  }

  /** Writes a file into the stage's folder and returns its path. */
  async file(name, text) {
    const path = join(this.folder, name);
    await writeFile(path, text);
    return path;
  }

  /**
   * Starts a Node script on the tested core (`beside`: on the other one) and waits for the first line that it writes.
   * @returns {Promise<{line: string, pid(): number, clock(): number | null, stop(): Promise<void>}>} `clock`: its processor time so
   * far, microseconds
   */
  async start(name, script, args, { beside = false } = {}) {
    const { group, lines, pid, clock, stop } = this.#launch(
      name,
      fileURLToPath(new URL(script, import.meta.url)),
      args,
      beside,
      {},
    );
    const [line] = await Promise.race([once(lines, 'line'), group.failed]);
    return { line, pid, clock, stop };
  }

  /**
   * Starts a gateway or worker as it is shipped, on the tested core (`beside`: on the other one), and waits until `isReady`
   * says so.
   * @param {{beside?: boolean, build?: string}} options `build`: folder of another build of this project
   * @returns {Promise<{pid(): number, clock(): number | null, stop(): Promise<void>}>}
   */
  async startApp(app, configurationFile, isReady, { beside = false, build = ROOT } = {}) {
    const main = join(build, 'dist/apps', app, 'src/main.js');
    const env = { JOBGATE_CONFIG: configurationFile };
    const { group, pid, clock, stop } = this.#launch(app, main, [], beside, env, NODE_FLAGS[app]);
    await Promise.race([until(isReady), group.failed]);
    return { pid, clock, stop };
  }

  /**
   * Starts another program on the tested core and waits until `isReady` says so. It writes its process id into the file
   * `pidFile` of the stage's folder.
   * @returns {Promise<{clock(): number | null, stop(): Promise<void>}>}
   */
  async startServer(name, program, args, pidFile, isReady) {
    const group = new ProcessGroup();
    this.#groups.add(group);
    group.startProgram(name, ...pinned(TESTED_CORE, program, args), { env: cleanEnvironment() });
    await Promise.race([until(isReady), group.failed]);
    const clock = () => processorTime(readFileSync(join(this.folder, pidFile), 'utf8').trim());
    const stop = async () => {
      await group.stop();
      this.#groups.delete(group);
    };
    return { clock, stop };
  }

  #launch(name, script, args, beside, env, nodeFlags = []) {
    const group = new ProcessGroup();
    this.#groups.add(group);
    const note = join(this.folder, `process.${(this.#launched += 1)}`);
    const flags = [...nodeFlags, '--import', NOTE];
    if (this.profile && !beside) flags.push('--cpu-prof', '--cpu-prof-dir', this.profile);
    const command = pinned(beside ? OTHER_CORE : TESTED_CORE, process.execPath, [...flags, script, ...args]);
    const { lines } = group.startProgram(name, ...command, {
      env: { ...cleanEnvironment(), ...env, BENCH_NOTE: note },
    });
    const pid = () => Number(readFileSync(note, 'utf8'));
    const clock = () => processorTime(pid());
    const stop = async () => {
      await group.stop();
      this.#groups.delete(group);
    };
    return { group, lines, pid, clock, stop };
  }

  async #end() {
    await Promise.all([...this.#groups].filter((group) => group !== this.#group).map((group) => group.stop()));
    await this.#group.stop();
    if (this.folder) await rm(this.folder, { recursive: true, force: true });
  }

  #killAll() {
    for (const group of this.#groups) group.kill();
    process.exit(130);
  }
}

function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTINGS.includes(name)));
}

const READY_WITHIN_MS = 20_000;
const ASK_EVERY_MS = 50;

async function until(isReady) {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady())) {
    if (Date.now() > deadline) throw new Error(`Not ready within ${READY_WITHIN_MS / 1000} s.`);
    await pause(ASK_EVERY_MS);
  }
}
