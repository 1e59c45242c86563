import { isMassAbsence, type JobRecord, type Moment, type Presence } from '#libs/jobs';

/** So long after a worker has acquired a connection, denials of each of its jobs have come in again. */
const LEARNING_MS = 60_000;
/** Enough to tell what most jobs are answered; each denial looks through all of them. */
const MOST_JOBS = 5_000;

/** Which jobs of a connection are known upstream, by the answers of this process and what records keep of earlier ones. */
export class PresenceTracker {
  private readonly presences = new Map<string, Presence>();
  private takenOverAt: Moment | null = null;

  /** Another process ran the connection until now. */
  takeOver(at: Moment): void {
    this.takenOverAt = at;
  }

  /** The upstream has answered for the job. */
  well(key: string, at: Moment): void {
    const known = this.presences.get(key);
    if (known?.absentSince === null) known.wellAt = at;
    else this.enter(key, { wellAt: at, absentSince: null });
  }

  /** The upstream denies the job. Whether that is to be doubted, as most others are denied as well. */
  isDenialDoubtful(record: JobRecord, at: Moment): boolean {
    const { absence, key, observation } = record;
    const known = this.presences.get(key);
    const job: Presence = {
      wellAt: known?.wellAt ?? observation.observedAt,
      absentSince: known?.absentSince ?? absence?.firstAt ?? at,
    };
    this.enter(key, job);
    return this.isLearning(job, at) || isMassAbsence(job, this.presences.values(), at);
  }

  /** The denials of the other jobs, which may have begun together with this one, are not known yet. */
  private isLearning({ absentSince }: Presence, at: Moment): boolean {
    const { takenOverAt } = this;
    return takenOverAt !== null && absentSince! < takenOverAt && at - takenOverAt < LEARNING_MS;
  }

  private enter(key: string, presence: Presence): void {
    // Those that were entered first are the ones that have been silent for longest.
    this.presences.delete(key);
    this.presences.set(key, presence);
    if (this.presences.size <= MOST_JOBS) return;
    const [oldest] = this.presences.keys();
    this.presences.delete(oldest!);
  }
}
