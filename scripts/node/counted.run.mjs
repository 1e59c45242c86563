import { spawn } from 'node:child_process';

/** Preloaded: the run is asked to end when this process is gone. */
const LEASH = new URL('../processes/process.leash.mjs', import.meta.url).href;
const COUNT = /^(\d+) passed, (\d+) failed$/;
const KEPT = 1_000;

/**
 * What a run of scripts/test.mjs counted, by the last line that it wrote. One that ended badly without a count, counted nothing, or ended badly
 * though nothing had failed, counts as one failure.
 * @param {string} text @param {number | null} code
 * @returns {{passed: number, failed: number}}
 */
export function countOf(text, code) {
  const [, passed = '0', failed = '0'] = COUNT.exec(text.trimEnd().split('\n').at(-1)) ?? [];
  const isLost = failed === '0' && (code !== 0 || passed === '0');
  return { passed: Number(passed), failed: isLost ? 1 : Number(failed) };
}

/**
 * Runs a script with the given `node`, shows what it writes as it comes, and resolves with what it counted; never rejects. When `signal`
 * aborts it is asked to end, and waited for.
 * @param {string} node path of the program
 * @param {string[]} args the script first
 * @param {{env: NodeJS.ProcessEnv, signal: AbortSignal, show?: (chunk: Buffer) => void}} options
 * @returns {Promise<{passed: number, failed: number}>}
 */
export function runCounted(node, args, { env, signal, show = (chunk) => process.stdout.write(chunk) }) {
  const child = spawn(node, ['--import', LEASH, ...args], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const end = () => child.kill('SIGTERM');
  signal.addEventListener('abort', end);
  let tail = '';
  child.stdout.on('data', (chunk) => {
    show(chunk);
    tail = (tail + chunk).slice(-KEPT);
  });
  return new Promise((resolve) => {
    child.on('error', (error) => console.error(error.message));
    child.on('close', (code) => {
      signal.removeEventListener('abort', end);
      resolve(countOf(tail, code));
    });
  });
}
