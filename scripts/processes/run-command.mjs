import { spawn } from 'node:child_process';

/**
 * Runs a command to its end without showing it.
 * @returns {Promise<{ok: boolean, code: number | null, output: string, durationMs: number}>} never rejects: a command
 * that cannot be started, or was stopped by `signal` or `timeoutMs`, is not ok and says so in its output
 */
export function runCommand(command, args, { cwd, env, signal, timeoutMs } = {}) {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const chunks = [];
    const finish = (code, lastWords = '') => {
      const output = Buffer.concat(chunks).toString('utf8') + lastWords;
      resolve({ ok: code === 0, code, output, durationMs: Date.now() - startedAt });
    };
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { cwd, env, signal, timeout: timeoutMs, stdio });
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => finish(null, `\n${error.message}\n`));
    child.on('close', (code, killedBy) => finish(code, killedBy ? `\nEnded by ${killedBy}.\n` : ''));
  });
}
