import { formatJobId, isTerminal, JOB_STATES, parseJobId } from '#libs/jobs';
import type { CommandDeduplicationStore } from '../commands/command-deduplication-store.js';
import type { RedisClient } from '../redis/redis-client.js';
import { isStoreFailure } from '../redis/store-failure.js';
import type { StoreKeys } from '../keys/store-keys.js';
import type { TrackedJobEntry } from './tracked-job-entry.js';

/** `undecided`: may still appear. `runs`: the id of the started job. */
export type EntryStatus = 'counts' | 'over' | 'undecided' | { runs: string };

/** A missing job may still be in the queue of a worker; */
const JOB_GRACE_MS = 120_000;
/** a start, as long as a gateway with the greatest patience waits for a worker to begin it. */
const START_GRACE_MS = 20 * 60_000;

const IN_FLIGHT = JOB_STATES.filter((state) => !isTerminal(state));
/** No connection and no id has one. */
const SEPARATOR = ' ';

/** How a start is entered whose run is not known yet. */
export const startEntryName = (connection: string, command: string): string => `${connection}${SEPARATOR}${command}`;

/** A job or a start that is looked up under all names of its connection. */
interface Wanted {
  entry: TrackedJobEntry;
  /** Of a job its key, of a start its command. */
  key: string;
}

/** Determines which entries are still in flight. */
export class TrackedJobReview {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
    private readonly commands: CommandDeduplicationStore,
    private readonly now: () => number,
  ) {}

  async statusesOf(
    entries: readonly TrackedJobEntry[],
    presentName: (connection: string) => string,
  ): Promise<Map<TrackedJobEntry, EntryStatus>> {
    const fates = new Map<TrackedJobEntry, EntryStatus>();
    const jobs = new Map<string, Wanted[]>();
    const starts = new Map<string, Wanted[]>();
    for (const entry of entries) {
      const [connection, command] = entry.name.split(SEPARATOR) as [string, string | undefined];
      const address = command === undefined ? parseJobId(entry.name) : { connection, key: command };
      if (address === null) fates.set(entry, 'over');
      else addTo(command === undefined ? jobs : starts, address.connection, { entry, key: address.key });
    }
    await Promise.all([
      ...[...jobs].map(([connection, wanted]) =>
        this.reviewConnection(fates, connection, wanted, presentName, this.reviewJobs),
      ),
      ...[...starts].map(([connection, wanted]) =>
        this.reviewConnection(fates, connection, wanted, presentName, this.reviewStarts),
      ),
    ]);
    return fates;
  }

  /** The former name first, because moved jobs are written under the new one before they are removed. */
  private async reviewConnection(
    fates: Map<TrackedJobEntry, EntryStatus>,
    connection: string,
    wanted: readonly Wanted[],
    presentName: (connection: string) => string,
    review: (connection: string, wanted: readonly Wanted[]) => Promise<(EntryStatus | null)[]>,
  ): Promise<void> {
    try {
      let missing = wanted;
      for (const name of await this.namesOf(connection, presentName)) {
        const found = await review(name, missing);
        for (const [index, fate] of found.entries()) if (fate !== null) fates.set(missing[index]!.entry, fate);
        missing = missing.filter((_, index) => found[index] === null);
        if (missing.length === 0) break;
      }
    } catch (error) {
      if (!isStoreFailure(error)) throw error;
      for (const { entry } of wanted) if (!fates.has(entry)) fates.set(entry, 'undecided');
    }
    const now = this.now();
    for (const { entry } of wanted) {
      const awaitedForMs = review === this.reviewJobs ? JOB_GRACE_MS : START_GRACE_MS;
      if (!fates.has(entry)) fates.set(entry, now - entry.since < awaitedForMs ? 'undecided' : 'over');
    }
  }

  private async namesOf(connection: string, presentName: (connection: string) => string): Promise<string[]> {
    const configured = presentName(connection);
    const present = configured === connection ? await this.redis.get(this.keys.moved(connection)) : configured;
    return present === null ? [connection] : [connection, present];
  }

  /** null: no such job. A lost job that was never seen counts until it is removed. */
  private readonly reviewJobs = async (
    connection: string,
    wanted: readonly Wanted[],
  ): Promise<(EntryStatus | null)[]> => {
    const keys = wanted.map(({ key }) => key);
    const { areInFlight, areLost } = await this.indexedStates(connection, keys);
    return Promise.all(
      keys.map(async (key, index): Promise<EntryStatus | null> => {
        if (areInFlight[index]) return 'counts';
        if (areLost[index]) return (await this.wasSeen(connection, key)) ? 'over' : 'counts';
        return (await this.redis.exists(this.keys.job(connection, key))) === 1 ? 'over' : null;
      }),
    );
  };

  /** In one transaction, because jobs move between the indexes. */
  private async indexedStates(
    connection: string,
    keys: readonly string[],
  ): Promise<{ areInFlight: boolean[]; areLost: boolean[] }> {
    const states = [...IN_FLIGHT, 'lost' as const];
    const asking = this.redis.multi();
    for (const state of states) asking.zmscore(this.keys.byState(connection, state), ...keys);
    const replies = (await asking.exec()) ?? [];
    const scores = states.map((_, index) => {
      const [error, found] = replies[index] ?? [new Error('Connection is closed.'), null];
      if (error) throw error;
      return found as (string | null)[];
    });
    const lost = scores.pop()!;
    return {
      areInFlight: keys.map((_, index) => scores.some((found) => found[index] !== null)),
      areLost: lost.map((score) => score !== null),
    };
  }

  /** Whether it has ever been in a state but the one that it began in, before it was lost. */
  private async wasSeen(connection: string, key: string): Promise<boolean> {
    return (await this.redis.llen(this.keys.history(connection, key))) > 1;
  }

  /** null: not begun. */
  private readonly reviewStarts = (connection: string, wanted: readonly Wanted[]): Promise<(EntryStatus | null)[]> =>
    Promise.all(
      wanted.map(async ({ key: command }): Promise<EntryStatus | null> => {
        const record = await this.commands.read(connection, command);
        if (record === null) return null;
        if (record.status === 'begun') return 'counts';
        const run = record.status === 'done' ? startedRunOf(record.outcome) : null;
        return run === null ? 'over' : { runs: formatJobId({ connection, key: run }) };
      }),
    );
}

/** The key of the run that a start was done by; null: it was not done. */
function startedRunOf(outcome: unknown): string | null {
  const { done } = (outcome ?? {}) as { done?: { key?: unknown } | null };
  return typeof done?.key === 'string' ? done.key : null;
}

function addTo(groups: Map<string, Wanted[]>, connection: string, wanted: Wanted): void {
  const known = groups.get(connection);
  if (known) known.push(wanted);
  else groups.set(connection, [wanted]);
}
