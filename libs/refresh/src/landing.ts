import type { Trouble } from '#libs/jobs';
import type { ObserveOutcome } from '#libs/requests';

/** What one look at a job brought. `targetKey`: pointers only, the run that it points to. */
export type Sighting =
  { at: number; trouble: Trouble; outcome: ObserveOutcome } | { at: number; targetKey: string | null };

/** The end of a look that others may wait for; null: given up before there was an answer. */
export class Landing {
  readonly promise: Promise<Sighting | null>;
  private settle!: (sighting: Sighting | null) => void;

  constructor() {
    this.promise = new Promise((resolve) => (this.settle = resolve));
  }

  /** The first call counts. */
  resolve(sighting: Sighting | null): void {
    this.settle(sighting);
  }
}
