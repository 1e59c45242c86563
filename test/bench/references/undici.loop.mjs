// The least that a refresh can be: ask, read, parse; with a Redis, one SET per answer. Writes a line of JSON.
// node undici.loop.mjs <JSON file: targets {origin, paths}[], concurrency, seconds, redisUrl>
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Agent, request } from 'undici';
import { processorTime, warmUp } from '../process.clock.mjs';

const { targets, concurrency, seconds, redisUrl } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const redis = redisUrl === null ? null : new Redis(redisUrl, { enableAutoPipelining: true });
const dispatcher = new Agent({ connections: concurrency, pipelining: 1 });
let answers = 0;
let isOver = false;

const loops = targets.flatMap((target) => Array.from({ length: concurrency }, (_, index) => loop(target, index)));
await warmUp(clock);
const from = stand();
await pause(seconds * 1000);
const until = stand();
isOver = true;
await Promise.all(loops);
const perSecond = (until.answers - from.answers) / (until.at - from.at);
const processor = from.processor === null ? null : (until.processor - from.processor) / (until.answers - from.answers);
console.log(JSON.stringify({ perSecond: perSecond * 1000, processor }));
await dispatcher.close();
redis?.disconnect();

async function loop({ origin, paths }, first) {
  for (let index = first; !isOver; index = (index + concurrency) % paths.length) {
    const path = paths[index];
    const { body } = await request(origin + path, { dispatcher, headers: { accept: 'application/json' } });
    const text = await body.text();
    JSON.parse(text);
    if (redis) await redis.set(path, text);
    answers += 1;
  }
}

function stand() {
  return { answers, at: performance.now(), processor: clock() };
}

function clock() {
  return processorTime(process.pid);
}
