import type { Random } from './random.js';
import { BODY_TROUBLES, type TroubleScript } from './trouble.script.js';

interface ActiveTrouble {
  readonly script: TroubleScript;
  readonly endsAt: number;
  left: number;
}

/** The troubles of one upstream, and whom they hit. */
export class TroubleBook {
  private active: ActiveTrouble[] = [];

  constructor(
    private readonly now: () => number,
    private readonly random: Random,
  ) {}

  add(script: TroubleScript): void {
    const endsAt = script.durationMs === undefined ? Number.POSITIVE_INFINITY : this.now() + script.durationMs;
    this.active.push({ script, endsAt, left: script.count ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.active = [];
  }

  list(): TroubleScript[] {
    this.dropEnded();
    return this.active.map((trouble) => trouble.script);
  }

  /** The troubles that hit this call, each of them used once. */
  strike(route: string, isLogon: boolean): TroubleScript[] {
    if (this.active.length === 0) return [];
    return this.use(({ kind, route: only }) => {
      if (kind === 'refuse-connections') return false;
      if (only !== undefined) return route.includes(only);
      return !(isLogon && BODY_TROUBLES.has(kind));
    });
  }

  /** Whether a new connection is to be dropped. */
  strikeConnection(): boolean {
    return this.active.length > 0 && this.use(({ kind }) => kind === 'refuse-connections').length > 0;
  }

  private use(applies: (script: TroubleScript) => boolean): TroubleScript[] {
    this.dropEnded();
    const hits = this.active.filter(
      ({ script }) => applies(script) && (script.probability === undefined || this.random.next() < script.probability),
    );
    for (const hit of hits) hit.left -= 1;
    return hits.map(({ script }) => script);
  }

  private dropEnded(): void {
    const now = this.now();
    this.active = this.active.filter((trouble) => trouble.left > 0 && now < trouble.endsAt);
  }
}
