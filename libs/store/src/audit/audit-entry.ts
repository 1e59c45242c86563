import { pairsOf } from '../redis/replies.js';
import { timeOf } from '../events/stream-reader.js';

/** One call that was to change something, and its answer; or several that were refused alike. */
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
  /** The first 8 hex digits of the SHA-256 of the key or token; absent: null, it is not known. */
  fingerprint?: string | null;
  /** From where it came; absent: null, it is not known. */
  address?: string | null;
  /** What the lines of the log call the request; absent: null. */
  requestId?: string | null;
  /** How many calls it stands for; absent: 1. */
  count?: number;
}

export interface AuditFilter {
  callers?: readonly string[];
  connections?: readonly string[];
  actions?: readonly string[];
  since?: number;
  /** Only what was answered with 4xx, or only what was not. */
  refused?: boolean;
  /** Which connections the reader may see, `*` being all of them. Entries of no connection are asked for with null. */
  canSee: (connection: string | null) => boolean;
}

/** Its place in the log goes with it. */
export type StoredAuditEntry = Required<AuditEntry> & { id: string };

/** Names and values in turn; what is null is left out. */
export function fieldsOf(entry: AuditEntry): string[] {
  return Object.entries(entry).flatMap(([name, value]: [string, unknown]) =>
    value === null || value === undefined ? [] : [name, Array.isArray(value) ? value.join(' ') : String(value)],
  );
}

/** `time`: the id of the entry in its stream. */
export function entryOf(id: string, time: string, fields: readonly string[]): StoredAuditEntry {
  const facts = new Map(pairsOf(fields));
  const text = (name: string) => facts.get(name) ?? null;
  return {
    id,
    at: numberIn(facts.get('at')) ?? timeOf(time),
    caller: facts.get('caller') ?? '',
    action: facts.get('action') ?? '',
    connection: text('connection'),
    job: text('job'),
    webhook: text('webhook'),
    connections: facts.get('connections')?.split(' ').filter(Boolean) ?? null,
    status: numberIn(facts.get('status')),
    outcome: text('outcome'),
    fingerprint: text('fingerprint'),
    address: text('address'),
    requestId: text('requestId'),
    count: numberIn(facts.get('count')) ?? 1,
  };
}

export function matches(entry: StoredAuditEntry, filter: AuditFilter): boolean {
  const { callers, connections, actions, refused, canSee: sees } = filter;
  const about = entry.connections?.length ? entry.connections : [entry.connection];
  return (
    about.every(sees) &&
    (callers?.includes(entry.caller) ?? true) &&
    (actions?.includes(entry.action) ?? true) &&
    (refused === undefined || refused === isRefused(entry)) &&
    (connections === undefined || about.some((name) => name !== null && connections.includes(name)))
  );
}

const isRefused = ({ status }: AuditEntry): boolean => status !== null && status >= 400 && status < 500;

/** null: there is none, or what stands there is none. */
function numberIn(text: string | undefined): number | null {
  const number = text === undefined ? NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}
