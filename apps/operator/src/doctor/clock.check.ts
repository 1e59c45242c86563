import type { Check } from './finding.js';

/** From here on timestamps of this machine are misleading. */
const FAR_OFF_MS = 2_000;

/** Compares the clock of this machine with that of Redis, which all processes share. */
export const checkClock: Check = async ({ store }) => {
  const askedAt = Date.now();
  const [seconds, microseconds] = await store.redis.time();
  const halfWay = (askedAt + Date.now()) / 2;
  const offset = Math.round(halfWay - (Number(seconds) * 1_000 + Number(microseconds) / 1_000));
  const detail = `this machine is ${Math.abs(offset)} ms ${offset < 0 ? 'behind' : 'ahead of'} Redis`;
  return [{ verdict: Math.abs(offset) > FAR_OFF_MS ? 'warning' : 'ok', subject: 'clock', detail }];
};
