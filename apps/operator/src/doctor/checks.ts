import { SubscriptionRepository } from '#libs/webhooks';
import { checkContent } from './content.check.js';
import type { Check } from './finding.js';
import { checkServers } from './server.check.js';
import { checkPollCycles } from './poll-cycle.check.js';
import { checkUpstreams } from './upstream.check.js';

/** Checks that long-lived data is sealed by the first key, so that the others can be removed. */
const checkEncryption: Check = async ({ configuration, store }) => {
  if (configuration.redis.encryptionKeys.length === 0) return [];
  const { all, outdated } = await new SubscriptionRepository(store).sealing();
  const how = store.values.isEncrypting ? 'sealed by the first key' : 'plain, as the first key is none';
  const detail = `${all - outdated} of ${all} webhook subscriptions are ${how}`;
  if (outdated === 0) return [{ verdict: 'ok', subject: 'encryption', detail }];
  const advice = 'run jobgate migrate before another key is removed';
  return [{ verdict: 'warning', subject: 'encryption', detail: `${detail}: ${advice}` }];
};

/** From here on timestamps of this machine are misleading. */
const FAR_OFF_MS = 2_000;

/** Compares the clock of this machine with that of Redis, which all processes share. */
const checkClock: Check = async ({ store }) => {
  const askedAt = Date.now();
  const [seconds, microseconds] = await store.redis.time();
  const halfWay = (askedAt + Date.now()) / 2;
  const offset = Math.round(halfWay - (Number(seconds) * 1_000 + Number(microseconds) / 1_000));
  const detail = `this machine is ${Math.abs(offset)} ms ${offset < 0 ? 'behind' : 'ahead of'} Redis`;
  return [{ verdict: Math.abs(offset) > FAR_OFF_MS ? 'warning' : 'ok', subject: 'clock', detail }];
};

/** Finds out which commands the user of Redis lacks. */
const checkRights: Check = async ({ store }) => {
  const refused = await store.inspection.refusedCommands();
  const detail =
    refused.length === 0
      ? 'the user may run what is needed'
      : `the user may not run ${refused.join(', ')}: give it the rights of docs/redis.md, "The user"`;
  return [{ verdict: refused.length === 0 ? 'ok' : 'fault', subject: 'rights', detail }];
};

/** In the order of the output. */
export const CHECKS: readonly Check[] = [
  checkServers,
  checkRights,
  checkClock,
  checkContent,
  checkEncryption,
  checkPollCycles,
  checkUpstreams,
];
