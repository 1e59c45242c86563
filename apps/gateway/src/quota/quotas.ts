import type { Caller } from '#libs/access';
import type { IncomingMessage } from 'node:http';
import type { Budget } from './quota.budget.js';
import {
  RateLimitReservation,
  type CountersHealth,
  type Limit,
  type TakeFromCounters,
} from './rate-limit.reservation.js';

/** The result of charging a quota. */
export interface Claim {
  isGranted: boolean;
  /** Whole seconds until the next window, at least one. */
  retryAfter: number;
  /** Response headers (draft-ietf-httpapi-ratelimit-headers). */
  fields: Readonly<Record<string, string>>;
}

/** null: no limit. */
export interface QuotaRules {
  reads: Limit | null;
  writes: Limit | null;
}

/** Beyond so many callers, those of past windows are forgotten. */
const MAX_SHARES = 10_000;

/** Charges requests to the quotas of callers. Keys of the same name are one caller. */
export class Quotas {
  private readonly shares = new Map<string, RateLimitReservation>();
  private readonly claims = new WeakMap<IncomingMessage, Claim>();
  /** By caller: their counters may be on different nodes of a Redis Cluster. */
  private readonly health = new Map<string, CountersHealth>();
  private limits: Readonly<Record<Budget, Limit | null>> = { polls: null, reads: null, writes: null };
  private policies: Readonly<Record<Budget, string>> = { polls: '', reads: '', writes: '' };

  constructor(
    rules: QuotaRules,
    private readonly take: TakeFromCounters,
    /** The clock of all gateways' windows. */
    private readonly now: () => number = Date.now,
  ) {
    this.applyConfig(rules);
  }

  /** Usage of the present window counts, if its length is the same. */
  applyConfig({ reads, writes }: QuotaRules): void {
    this.shares.clear();
    this.limits = { polls: reads, reads, writes };
    this.policies = { polls: policy('polls', reads), reads: policy('reads', reads), writes: policy('writes', writes) };
  }

  limit(budget: Budget): Limit | null {
    return this.limits[budget];
  }

  /** From what this process has reserved. null: no quota, or only `claim` can decide. */
  claimNow(caller: Caller, budget: Budget, now = this.now(), cost = 1): Claim | null {
    const limit = this.limits[budget];
    if (limit === null) return null;
    const share = this.shareOf(caller.name, budget, limit, now);
    const isGranted = share.takeNow(now, cost);
    return isGranted === null ? null : this.outcome(isGranted, budget, share, now);
  }

  /** Whether this process knows that nothing is left; takes nothing. */
  isUsedUp(caller: Caller, budget: Budget, now = this.now()): boolean {
    const limit = this.limits[budget];
    return limit !== null && this.shareOf(caller.name, budget, limit, now).isUsedUp(now);
  }

  /** As `claimNow`, once for each request. null: no quota. */
  async claim(request: IncomingMessage, caller: Caller, budget: Budget, cost = 1): Promise<Claim | null> {
    const earlier = this.claims.get(request);
    if (earlier !== undefined) return earlier;
    const limit = this.limits[budget];
    if (limit === null) return null;
    const share = this.shareOf(caller.name, budget, limit, this.now());
    return this.outcome(await share.takeSoon(this.now, cost), budget, share, this.now());
  }

  /** For a request that is handed over. */
  remember(request: IncomingMessage, claim: Claim): void {
    this.claims.set(request, claim);
  }

  private outcome(isGranted: boolean, budget: Budget, share: RateLimitReservation, now: number): Claim {
    const retryAfter = Math.max(1, Math.ceil((share.endsAt() - now) / 1000));
    const state = `"${budget}";r=${share.remaining()};t=${retryAfter}`;
    return { isGranted, retryAfter, fields: { 'RateLimit-Policy': this.policies[budget], RateLimit: state } };
  }

  private shareOf(caller: string, budget: Budget, limit: Limit, now: number): RateLimitReservation {
    const name = `${budget} ${caller}`;
    const found = this.shares.get(name);
    if (found !== undefined) return found;
    if (this.shares.size >= MAX_SHARES) this.forget(now);
    const health = this.health.get(caller) ?? { restsUntil: 0 };
    this.health.set(caller, health);
    const share = new RateLimitReservation(caller, budget, limit, this.take, health);
    this.shares.set(name, share);
    return share;
  }

  private forget(now: number): void {
    this.health.clear();
    for (const [name, share] of this.shares) if (share.isOver(now)) this.shares.delete(name);
    for (const oldest of this.shares.keys()) {
      if (this.shares.size < MAX_SHARES) break;
      this.shares.delete(oldest);
    }
  }
}

function policy(budget: Budget, limit: Limit | null): string {
  return limit === null ? '' : `"${budget}";q=${limit.count};w=${limit.perMs / 1000}`;
}
