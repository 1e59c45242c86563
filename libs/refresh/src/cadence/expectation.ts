import type { DurationSketch } from './duration-sketch.js';
import { UNTESTED_FORECASTS, type ForecastRecords } from './hints.js';
import { quantiles } from './histogram.js';
import { LookPlan, type PlanBounds } from './look-plan.js';
import { outlookOf, type Outlook } from './outlook.js';
import type { Smooth } from './smoothing.js';

/** Bounds are few: those of the connection, by whether somebody watches, by how far its budget stretches them. */
const MOST_PLANS = 16;

/** What is known of how long runs of one kind take, ready for planning. Immutable; solves each plan once. */
export class Expectation {
  readonly outlook: Outlook | null;
  private readonly plans = new Map<string, LookPlan>();
  private range: [number, number] | null = null;

  constructor(
    readonly sketch: DurationSketch,
    /** Whose runs: the name of an operation, or null for all of the connection. */
    readonly operation: string | null = null,
    readonly tested: ForecastRecords = UNTESTED_FORECASTS,
    elsewhere: Smooth | null = null,
  ) {
    this.outlook = outlookOf(sketch, elsewhere);
  }

  /** The plan for these bounds; null when nothing was learned. */
  plan(bounds: PlanBounds): LookPlan | null {
    if (this.outlook === null) return null;
    const name = `${bounds.priceMs} ${bounds.minMs} ${bounds.maxMs}`;
    let plan = this.plans.get(name);
    if (plan) return plan;
    plan = new LookPlan(this.outlook, bounds);
    if (this.plans.size >= MOST_PLANS) this.plans.clear();
    this.plans.set(name, plan);
    return plan;
  }

  /** Durations between which nine of ten of the latest runs lay, milliseconds. */
  get usual(): [number, number] {
    if (this.range) return this.range;
    const { sketch } = this;
    const heeded = sketch.trust[0] >= sketch.trust[1] ? sketch.settled : sketch.recent;
    const [low = 0, high = 0] = quantiles(heeded, [0.05, 0.95]);
    return (this.range = [Math.exp(low), Math.exp(high)]);
  }
}
