import { SubscriptionRepository } from '#libs/webhooks';
import type { Check } from './finding.js';

/** Checks that long-lived data is sealed by the first key, so that the others can be removed. */
export const checkEncryption: Check = async ({ configuration, store }) => {
  if (configuration.redis.encryptionKeys.length === 0) return [];
  const { all, outdated } = await new SubscriptionRepository(store).sealing();
  const how = store.values.isEncrypting ? 'sealed by the first key' : 'plain, as the first key is none';
  const detail = `${all - outdated} of ${all} webhook subscriptions are ${how}`;
  return outdated === 0
    ? [{ verdict: 'ok', subject: 'encryption', detail }]
    : [
        {
          verdict: 'warning',
          subject: 'encryption',
          detail: `${detail}: run jobgate migrate before another key is removed`,
        },
      ];
};
