import { on } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../processes/ports.mjs';
import { provideRedisProgram, REDIS_ADVICE } from '../programs/programs.mjs';
import { removeKeys } from './redis.cleanup.mjs';

const PREFIX = 'jobgate';
const START_TIMEOUT_MS = 15_000;

/**
 * A Redis for the demo: REDIS_URL, else a server of its own in `group`, else an emulation in JavaScript.
 * `prefix` begins every key; with REDIS_URL it is unique, and its keys are removed by `close`.
 * @returns {Promise<{url: string, origin: string, prefix: string, close(): Promise<void>}>}
 */
export async function provideRedis(group, folder, { signal, announce, warn } = {}) {
  const given = process.env.REDIS_URL;
  if (given) {
    const prefix = `${PREFIX}-demo-${Date.now().toString(36)}`;
    return { url: given, origin: 'REDIS_URL', prefix, close: () => removeKeys(given, prefix) };
  }
  const program = await provideRedisProgram({ signal, announce });
  if (program) return startServer(group, folder, program, signal);
  warn?.(`${REDIS_ADVICE}\nContinuing with an emulation in JavaScript: slow, in memory only, for a demo.`);
  return startEmulation().catch((error) => {
    throw new Error(`${REDIS_ADVICE}\n(The emulation failed to start: ${error.message})`);
  });
}

async function startEmulation() {
  const { createRedisMock } = await import('js-redis-server');
  const server = await createRedisMock();
  const { host, port } = server.addresses()[0];
  const url = `redis://${host}:${port}/0`;
  return { url, origin: 'emulated in this process', prefix: PREFIX, close: () => server.close() };
}

async function startServer(group, folder, program, signal) {
  const data = join(folder, 'redis');
  await mkdir(data, { recursive: true });
  const port = await freePort();
  const settings = { port, bind: '127.0.0.1', dir: data, save: '', appendonly: 'no', 'maxmemory-policy': 'noeviction' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const { lines } = group.startProgram('redis', program, args, { stage: 0 });
  await Promise.race([redisReady(lines, signal), group.failed]);
  return { url: `redis://127.0.0.1:${port}/0`, origin: program, prefix: PREFIX, close: async () => {} };
}

/** Resolves when the server that writes these lines accepts connections; rejects after 15 s. */
export async function redisReady(lines, signal) {
  const timeout = AbortSignal.timeout(START_TIMEOUT_MS);
  for await (const [line] of on(lines, 'line', { signal: signal ? AbortSignal.any([signal, timeout]) : timeout })) {
    if (line.includes('Ready to accept connections')) return;
  }
}
