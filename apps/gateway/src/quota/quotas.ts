import type { Caller } from '#libs/access';
import type { IncomingMessage } from 'node:http';
import type { Budget } from './quota.budget.js';
import {
  RateLimitReservation,
  type CountersHealth,
  type Limit,
  type TakeFromCounters,
} from './rate-limit.reservation.js';

/** What became of a request's claim on its caller's quota. */
export interface Claim {
  isGranted: boolean;
  /** Whole seconds until there is a new quota, at least one. */
  retryAfter: number;
  /** Of the answer (draft-ietf-httpapi-ratelimit-headers). */
  fields: Readonly<Record<string, string>>;
}

/** null: as much as they like. */
export interface QuotaRules {
  reads: Limit | null;
  writes: Limit | null;
}

/** Beyond so many callers at a time those go whose window is over. */
const MOST_SHARES = 10_000;

/** Counts what callers do against what they may. Keys of the same name are one caller. */
export class Quotas {
  private readonly shares = new Map<string, RateLimitReservation>();
  private readonly claims = new WeakMap<IncomingMessage, Claim>();
  /** By caller: in a Redis Cluster what each has taken may lie on another node. */
  private readonly health = new Map<string, CountersHealth>();
  private limits: Readonly<Record<Budget, Limit | null>> = { polls: null, reads: null, writes: null };
  private policies: Readonly<Record<Budget, string>> = { polls: '', reads: '', writes: '' };

  constructor(
    rules: QuotaRules,
    private readonly take: TakeFromCounters,
    /** The time by which all gateways cut their windows. */
    private readonly now: () => number = Date.now,
  ) {
    this.applyConfig(rules);
  }

  /** From now on these hold. What was done in the present window counts, as far as the window's length is the same. */
  applyConfig({ reads, writes }: QuotaRules): void {
    this.shares.clear();
    this.limits = { polls: reads, reads, writes };
    this.policies = { polls: policy('polls', reads), reads: policy('reads', reads), writes: policy('writes', writes) };
  }

  limit(budget: Budget): Limit | null {
    return this.limits[budget];
  }

  /** What a request costs, from what this process holds. null: no quota is set, or only `claim` can say. */
  claimNow(caller: Caller, budget: Budget, now = this.now(), cost = 1): Claim | null {
    const limit = this.limits[budget];
    if (limit === null) return null;
    const share = this.shareOf(caller.name, budget, limit, now);
    const isGranted = share.takeNow(now, cost);
    return isGranted === null ? null : this.outcome(isGranted, budget, share, now);
  }

  /** Whether it is known in this process that a caller has nothing left; takes nothing. */
  isUsedUp(caller: Caller, budget: Budget, now = this.now()): boolean {
    const limit = this.limits[budget];
    return limit !== null && this.shareOf(caller.name, budget, limit, now).isUsedUp(now);
  }

  /** As `claimNow`, for a request, once however often it is asked. null: no quota is set. */
  async claim(request: IncomingMessage, caller: Caller, budget: Budget, cost = 1): Promise<Claim | null> {
    const earlier = this.claims.get(request);
    if (earlier !== undefined) return earlier;
    const limit = this.limits[budget];
    if (limit === null) return null;
    const share = this.shareOf(caller.name, budget, limit, this.now());
    return this.outcome(await share.takeSoon(this.now, cost), budget, share, this.now());
  }

  /** For a request that is handed on. */
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
    if (this.shares.size >= MOST_SHARES) this.forget(now);
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
      if (this.shares.size < MOST_SHARES) break;
      this.shares.delete(oldest);
    }
  }
}

function policy(budget: Budget, limit: Limit | null): string {
  return limit === null ? '' : `"${budget}";q=${limit.count};w=${limit.perMs / 1000}`;
}
