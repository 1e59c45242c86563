import type { JobKind, Trouble } from '#libs/jobs';
import type { ObserveOutcome } from '#libs/requests';
import type { Subject } from './committer.js';

/** What one look at a job brought. `targetKey`: pointers only, the run that it points to. */
export type Sighting =
  { at: number; trouble: Trouble; outcome: ObserveOutcome } | { at: number; targetKey: string | null };

/** One look under way, which others may join. */
export class Flight {
  /** Those for whom it is asked. */
  readonly subjects: Subject[] = [];
  private sighting: Sighting | null | undefined;
  private landing: { promise: Promise<Sighting | null>; resolve: (sighting: Sighting | null) => void } | null = null;

  constructor(
    readonly asked: string,
    readonly kind: JobKind,
  ) {}

  /** What came of it, for those who joined; null: given up before there was an answer. */
  get landed(): Promise<Sighting | null> {
    if (this.sighting !== undefined) return Promise.resolve(this.sighting);
    if (this.landing === null) {
      let resolve!: (sighting: Sighting | null) => void;
      this.landing = { promise: new Promise((settle) => (resolve = settle)), resolve };
    }
    return this.landing.promise;
  }

  /** The first call counts. */
  land(sighting: Sighting | null): void {
    if (this.sighting !== undefined) return;
    this.sighting = sighting;
    this.landing?.resolve(sighting);
  }
}
