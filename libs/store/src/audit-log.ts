import { timeOf } from './event-feed.js';
import type { RedisClient } from './redis-client.js';
import type { StoreKeys } from './store-keys.js';

/** Redis trims whole blocks of the stream: somewhat more may stand there. */
const LONGEST_LOG = 100_000;
const READ_AT_ONCE = 500;
/** A page is cut short rather than have one caller read the whole log in one request. */
const MOST_READ = 10_000;

/** One call that was to change something, and its answer. */
export interface AuditEntry {
  /** Epoch milliseconds. */
  at: number;
  /** Name of the caller; of the gateway's own doing, the caller for whom it is done. */
  caller: string;
  action: string;
  connection: string | null;
  /** Id of the job. */
  job: string | null;
  /** Id of the subscription; absent: null. */
  webhook?: string | null;
  /** What the subscription tells of, `*` for all; absent: null, it is about none. */
  connections?: string[] | null;
  /** HTTP status of the answer; null: not an answer to a call. */
  status: number | null;
  /** Code of the problem, or a word for what came of it. */
  outcome: string | null;
}

export interface AuditFilter {
  callers?: readonly string[];
  connections?: readonly string[];
  actions?: readonly string[];
  since?: number;
  /** Which connections the reader may see, `*` being all of them. Entries of no connection are asked for with null. */
  sees: (connection: string | null) => boolean;
}

/** Its place in the log goes with it. */
export type PlacedEntry = Required<AuditEntry> & { id: string };

/** Who asked for what, in the order in which it was answered; the oldest entries go when it is full. */
export class AuditLog {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: StoreKeys,
  ) {}

  async append({ at, ...entry }: AuditEntry): Promise<void> {
    const facts = Object.entries({ at, ...entry }).flatMap(([name, value]) =>
      value === null ? [] : [name, Array.isArray(value) ? value.join(' ') : String(value)],
    );
    await this.redis.xadd(this.keys.audit(), 'MAXLEN', '~', LONGEST_LOG, '*', ...facts);
  }

  /** Latest first, from after the place `before` on. `next`: where to go on; null: there is nothing more. */
  async read(
    filter: AuditFilter,
    limit: number,
    before: string | null,
  ): Promise<{ entries: PlacedEntry[]; next: string | null }> {
    const entries: PlacedEntry[] = [];
    const earliest = filter.since === undefined ? '-' : `${filter.since}-0`;
    let from = before === null ? '+' : `(${before}`;
    for (let seen = 0; seen < MOST_READ;) {
      const batch = await this.redis.xrevrange(this.keys.audit(), from, earliest, 'COUNT', READ_AT_ONCE);
      for (const [id, fields] of batch) {
        const entry = entryOf(id, fields);
        if (!matches(entry, filter)) continue;
        // One more than wanted shows that there is a next page.
        if (entries.length === limit) return { entries, next: entries.at(-1)!.id };
        entries.push(entry);
      }
      if (batch.length < READ_AT_ONCE) return { entries, next: null };
      seen += batch.length;
      from = `(${batch.at(-1)![0]}`;
    }
    return { entries, next: from.slice(1) };
  }
}

function entryOf(id: string, fields: readonly string[]): PlacedEntry {
  const facts = new Map<string, string>();
  for (let index = 0; index + 1 < fields.length; index += 2) facts.set(fields[index]!, fields[index + 1]!);
  return {
    id,
    at: numberIn(facts.get('at')) ?? timeOf(id),
    caller: facts.get('caller') ?? '',
    action: facts.get('action') ?? '',
    connection: facts.get('connection') ?? null,
    job: facts.get('job') ?? null,
    webhook: facts.get('webhook') ?? null,
    connections: facts.get('connections')?.split(' ').filter(Boolean) ?? null,
    status: numberIn(facts.get('status')),
    outcome: facts.get('outcome') ?? null,
  };
}

/** null: there is none, or what stands there is none. */
function numberIn(text: string | undefined): number | null {
  const number = text === undefined ? NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}

function matches(entry: PlacedEntry, { callers, connections, actions, sees }: AuditFilter): boolean {
  const about = entry.connections?.length ? entry.connections : [entry.connection];
  return (
    about.every(sees) &&
    (callers?.includes(entry.caller) ?? true) &&
    (actions?.includes(entry.action) ?? true) &&
    (connections === undefined || about.some((name) => name !== null && connections.includes(name)))
  );
}
