import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../processes/ports.mjs';
import { removeKeys } from '../redis/redis.cleanup.mjs';
import { provideRedisProgram, REDIS_ADVICE } from '../redis/redis.program.mjs';
import { redisReady } from '../redis/redis.ready.mjs';
import { startStandIn } from '../redis/redis.stand-in.mjs';

const PREFIX = 'jobgate';

/**
 * A Redis for the demo: the one of REDIS_URL, else a server of its own in `group`, else the stand-in.
 * `prefix` begins every key; in a Redis of somebody else's it is this run's own, and its keys go at `close`.
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
  warn?.(
    `${REDIS_ADVICE}\nGoing on with a stand-in written in JavaScript: for a look only, slow, and nothing survives.`,
  );
  const standIn = await startStandIn().catch((error) => {
    throw new Error(`${REDIS_ADVICE}\n(The stand-in did not start either: ${error.message})`);
  });
  return { ...standIn, origin: 'a stand-in in this process', prefix: PREFIX };
}

async function startServer(group, folder, program, signal) {
  const data = join(folder, 'redis');
  await mkdir(data, { recursive: true });
  const port = await freePort();
  const settings = { port, bind: '127.0.0.1', dir: data, save: '', appendonly: 'no', 'maxmemory-policy': 'noeviction' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  group.startProgram('redis', program, args, { stage: 0 });
  await Promise.race([redisReady(port, { signal }), group.failed]);
  return { url: `redis://127.0.0.1:${port}/0`, origin: program, prefix: PREFIX, close: async () => {} };
}
