import type { Random } from './random.js';
import { BODY_FAULTS, type FaultScript } from './fault.script.js';

interface ActiveFault {
  readonly script: FaultScript;
  readonly endsAt: number;
  left: number;
}

/** The faults of one upstream, and the calls that they hit. */
export class FaultInjector {
  private active: ActiveFault[] = [];

  constructor(
    private readonly now: () => number,
    private readonly random: Random,
  ) {}

  add(script: FaultScript): void {
    const endsAt = script.durationMs === undefined ? Number.POSITIVE_INFINITY : this.now() + script.durationMs;
    this.active.push({ script, endsAt, left: script.count ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.active = [];
  }

  list(): FaultScript[] {
    this.removeExpired();
    return this.active.map((fault) => fault.script);
  }

  /** The faults that hit this call, each of them used once. */
  faultsFor(route: string, isLogon: boolean): FaultScript[] {
    if (this.active.length === 0) return [];
    return this.use(({ kind, route: only }) => {
      if (kind === 'refuse-connections') return false;
      if (only !== undefined) return route.includes(only);
      return !(isLogon && BODY_FAULTS.has(kind));
    });
  }

  /** Whether a new connection is to be dropped. */
  refusesConnection(): boolean {
    return this.active.length > 0 && this.use(({ kind }) => kind === 'refuse-connections').length > 0;
  }

  private use(applies: (script: FaultScript) => boolean): FaultScript[] {
    this.removeExpired();
    const hits = this.active.filter(
      ({ script }) => applies(script) && (script.probability === undefined || this.random.next() < script.probability),
    );
    for (const hit of hits) hit.left -= 1;
    return hits.map(({ script }) => script);
  }

  private removeExpired(): void {
    const now = this.now();
    this.active = this.active.filter((fault) => fault.left > 0 && now < fault.endsAt);
  }
}
