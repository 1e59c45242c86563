import { ALL_CONNECTIONS, type Caller } from '#libs/access';
import {
  newSecret,
  NO_FILTER,
  refusalOfTarget,
  rotated,
  TargetRules,
  type Selection,
  type Subscription,
  type SubscriptionRepository,
  type TargetSettings,
} from '#libs/webhooks';
import type { NoteWebhook } from '../audit/audited-webhook.js';
import { COLLECTION, type Changeable } from '../http/preconditions.js';
import type { JobAddresses } from '../jobs/job.addresses.js';
import { ProblemException } from '../problems/problem.exception.js';
import type { ChangeSubscriptionDto, SubscribeDto } from './subscribe.dto.js';
import type { WebhookAccess } from './webhook.access.js';
import type { Change } from '../idempotency/change.decorator.js';
import { changedFilter, unseenConnections } from './webhook.filter.js';

/** For each caller. */
export const MAX_WEBHOOKS = 1_000;

/** Below the time for which a named subscription is kept: it cannot end while a job is being tracked. */
const NAMED_SAID_EVERY_MS = 3_600_000;
export const NO_NOTE: NoteWebhook = () => undefined;

/** Creates, changes and deletes subscriptions. `note` is called with each one. */
export class WebhookSubscriptions {
  constructor(
    private readonly repository: SubscriptionRepository,
    private readonly addresses: JobAddresses,
    private readonly access: WebhookAccess,
    private rules: TargetRules,
    /** The clock of workers. */
    readonly now: () => number,
  ) {}

  /** For new and changed subscriptions; workers check each delivery. */
  applyConfig(settings: TargetSettings): void {
    this.rules = new TargetRules(settings);
  }

  /** Newest first. */
  async list(caller: Caller): Promise<Subscription[]> {
    const visible = [...(await this.repository.all()).values()].filter((one) => this.access.isVisible(one, caller));
    return visible.sort((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? -1 : 1));
  }

  async find(id: string, caller: Caller, note = NO_NOTE): Promise<Subscription> {
    const subscription = await this.repository.find(id);
    if (subscription === null) throw new ProblemException('webhook-not-found');
    this.checkVisible(subscription, caller);
    note(id, this.access.connectionsOf(subscription));
    return subscription;
  }

  /** Conditions are about the list. */
  async subscribe(body: SubscribeDto, change: Change, selection: Selection = 'matching'): Promise<Subscription> {
    const { caller, conditions, noteWebhook } = change;
    this.checkTarget(body.url, '/url');
    this.checkConnections(body.connection, caller);
    const own = [...(await this.repository.all()).values()].filter(({ owner }) => owner === caller.name);
    if (own.length >= MAX_WEBHOOKS) throw new ProblemException('too-many-webhooks');
    conditions.check(COLLECTION);
    const now = this.now();
    const made = await this.repository.add({
      owner: caller.name,
      grant: { connections: this.seenBy(caller), at: now },
      url: body.url,
      description: body.description ?? null,
      selection,
      filter: changedFilter(NO_FILTER, body),
      secrets: [newSecret()],
      disabled: null,
      ...(selection === 'named' ? { namedAt: now } : {}),
      createdAt: now,
      changedAt: now,
    });
    noteWebhook(made.id, this.access.connectionsOf(made));
    return made;
  }

  async change(id: string, body: ChangeSubscriptionDto, change: Change): Promise<Subscription> {
    const { caller, noteWebhook } = change;
    const found = await this.find(id, caller, noteWebhook);
    if (!isDisablingAlone(body)) this.checkMayChange(found, caller);
    if (body.url != null) this.checkTarget(body.url, '/url');
    this.checkConnections(body.connection, caller);
    const changed = await this.rewrite(id, change, (present) => ({
      ...present,
      url: body.url ?? present.url,
      description: body.description === undefined ? present.description : body.description,
      filter: changedFilter(present.filter, body),
      disabled: body.enabled == null ? present.disabled : body.enabled ? null : (present.disabled ?? 'asked'),
    }));
    noteWebhook(id, this.access.connectionsOf(changed));
    return changed;
  }

  /** The previous secret is valid for a day. */
  async rotate(id: string, change: Change): Promise<Subscription> {
    const { caller, noteWebhook } = change;
    this.checkMayChange(await this.find(id, caller, noteWebhook), caller);
    return this.rewrite(id, change, (present) => ({
      ...present,
      secrets: rotated(present.secrets, this.now()),
    }));
  }

  async remove(id: string, { caller, conditions, noteWebhook }: Change): Promise<void> {
    await this.find(id, caller, noteWebhook);
    const isRemoved = await this.repository.remove(id, (present) => {
      this.checkVisible(present, caller);
      conditions.check(changeableOf(present));
    });
    if (!isRemoved) throw new ProblemException('webhook-not-found');
  }

  /** Keeps a subscription that is about to be named for a job. False: it has just ended. */
  async noteNamed({ id, selection, namedAt = 0 }: Subscription): Promise<boolean> {
    const at = this.now();
    if (selection === 'matching' || at - namedAt < NAMED_SAID_EVERY_MS) return true;
    return (await this.repository.change(id, (present) => ({ ...present, namedAt: at }))) !== null;
  }

  /** Throws for targets that are not allowed. */
  checkTarget(url: string, pointer: string): void {
    const refusal = refusalOfTarget(url, this.rules);
    if (refusal === null) return;
    const code = refusal.why === 'refused' ? 'webhook-target-refused' : 'invalid-request';
    const errors = [{ pointer, detail: refusal.detail }];
    throw new ProblemException(code, 'Webhooks cannot be sent to this URL.', { errors });
  }

  private checkConnections(names: readonly string[] | null | undefined, caller: Caller): void {
    const errors = unseenConnections(names ?? [], this.addresses, caller);
    if (errors.length > 0) throw new ProblemException('invalid-request', 'There is no such connection.', { errors });
  }

  private checkVisible(subscription: Subscription, caller: Caller): void {
    if (!this.access.isVisible(subscription, caller)) throw new ProblemException('webhook-not-found');
  }

  private checkMayChange(subscription: Subscription, caller: Caller): void {
    if (!this.access.mayChange(subscription, caller)) throw new ProblemException('not-the-owner');
  }

  /**
   * A caller changes only what they see, into what they see, despite concurrent writes. An owner who
   * makes requests again may still see what they see now.
   */
  private async rewrite(
    id: string,
    { caller, conditions }: Change,
    rewritten: (present: Subscription) => Subscription,
  ) {
    const changedAt = this.now();
    const changed = await this.repository.change(id, (present) => {
      this.checkVisible(present, caller);
      conditions.check(changeableOf(present));
      const isOwner = present.owner === caller.name;
      const grant = isOwner ? { connections: this.seenBy(caller), at: changedAt } : present.grant;
      const next = { ...rewritten(present), grant, changedAt };
      this.checkVisible(next, caller);
      return next;
    });
    if (changed === null) throw new ProblemException('webhook-not-found');
    return changed;
  }

  /** The connections of a subscription of the caller; `*`: all. */
  seenBy(caller: Caller): string[] {
    return caller.seesAll ? [ALL_CONNECTIONS] : this.addresses.visible(caller).map(({ name }) => name);
  }
}

const isDisablingAlone = (body: ChangeSubscriptionDto): boolean =>
  Object.entries(body).every(([member, value]) => value === undefined || (member === 'enabled' && value === false));

/** Subscriptions have no tag. */
export const changeableOf = ({ changedAt }: Subscription): Changeable => ({ etag: null, changedAt });
