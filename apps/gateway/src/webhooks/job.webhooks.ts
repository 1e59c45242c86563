import type { JobAddress } from '#libs/jobs';
import type { Store } from '#libs/store';
import type { Subscription, SubscriptionRepository } from '#libs/webhooks';
import { COLLECTION } from '../http/preconditions.js';
import { ProblemException } from '../problems/problem.exception.js';
import type { Change } from '../idempotency/change.decorator.js';
import { NO_NOTE, type WebhookSubscriptions } from './webhook.subscriptions.js';

/** The subscription that a request named, by id or by URL. */
export interface NamedWebhook {
  id: string;
  /** Of a new subscription; null: it was shown when it was created. */
  secret: string | null;
}

/** The member `webhook` of tracked jobs. */
export class JobWebhooks {
  constructor(
    private readonly store: Store,
    private readonly repository: SubscriptionRepository,
    private readonly subscriptions: WebhookSubscriptions,
  ) {}

  /**
   * The subscription that a caller means: by its id; or by a URL, which is that of the caller's own one, or gets one that
   * receives events of the jobs that name it alone. Conditions of the request hold before anything is done.
   */
  async resolve(webhook: string, change: Change): Promise<NamedWebhook> {
    const { caller, conditions } = change;
    const subscriptions = [...(await this.repository.all()).values()];
    const isMeant = ({ id, url }: Subscription) => id === webhook || url === webhook;
    const own = subscriptions.filter((one) => one.owner === caller.name && one.disabled === null && isMeant(one));
    const [found] = own.sort((one, other) => one.createdAt - other.createdAt);
    if (found) conditions.check(COLLECTION);
    if (found && (await this.subscriptions.noteNamed(found))) return { id: found.id, secret: null };
    if (webhook.startsWith('wh_')) {
      const errors = [{ pointer: '/webhook', detail: 'The caller has no enabled subscription of this id.' }];
      throw new ProblemException('invalid-request', 'There is no such subscription.', { errors });
    }
    this.subscriptions.checkTarget(webhook, '/webhook');
    const { id, secrets } = await this.subscriptions.subscribe(
      { url: webhook },
      { ...change, noteWebhook: NO_NOTE },
      'named',
    );
    return { id, secret: secrets[0]!.value };
  }

  /** Events of the job are delivered to it from now on, tracked or not. */
  async name(job: JobAddress, webhook: NamedWebhook): Promise<void> {
    await this.store.jobSubscriptions.add(job, webhook.id);
  }
}
