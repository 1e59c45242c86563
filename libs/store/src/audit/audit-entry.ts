import { pairsOf } from '../redis/replies.js';
import { timeOf } from '../events/stream-reader.js';

/** One call that was to change something, with its outcome; or several equal rejections. */
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
  /** The connections of the subscription, `*` for all; absent: null, no subscription. */
  connections?: string[] | null;
  /** HTTP status of the response; null: no call. */
  status: number | null;
  /** Code of the problem, or a short code of the outcome. */
  outcome: string | null;
  /** The first 8 hex digits of the SHA-256 of the key or token; absent: null, it is not known. */
  fingerprint?: string | null;
  /** From where it came; absent: null, it is not known. */
  address?: string | null;
  /** The request id in the log; absent: null. */
  requestId?: string | null;
  /** Number of calls; absent: 1. */
  count?: number;
}

export interface AuditFilter {
  callers?: readonly string[];
  connections?: readonly string[];
  actions?: readonly string[];
  since?: number;
  /** true: 4xx alone; false: all others. */
  refused?: boolean;
  /** Which connections the reader may see, `*` being all of them. Entries of no connection are asked for with null. */
  canSee: (connection: string | null) => boolean;
}

export type StoredAuditEntry = Required<AuditEntry> & { id: string };

/** Names and values in turn, without nulls. */
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

/** null: absent, or not a number. */
function numberIn(text: string | undefined): number | null {
  const number = text === undefined ? NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}
