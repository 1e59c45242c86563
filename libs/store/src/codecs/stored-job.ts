import type { JobAddress, JobOutline, JobRecord } from '#libs/jobs';
import { encodePollFields, type PollFields } from './poll-fields.codec.js';
import { decodeRecord, encodeRecord, type EncodedRecord } from './record.codec.js';
import { UnreadableRecord } from './unreadable-record.js';

/** A record with the version that a later write must name. */
export interface StoredJob {
  record: JobRecord;
  /** Grows with each write, also with those that bring no news, and is given once only; 0: "not there yet". */
  version: number;
  /** Fingerprint of the stored last response. Absent: no response, or no fingerprint. */
  fingerprint?: string;
  /**
   * The mapper that derived this record from that response, without a write since: it would derive the same again.
   * Absent: unknown.
   */
  reader?: string;
}

/** A decoded job, with the encoded part that most polls leave as it is. */
class ReadJob implements StoredJob {
  readonly #body: string;

  constructor(
    readonly version: number,
    readonly record: JobRecord,
    readonly fingerprint: string | undefined,
    readonly reader: string | undefined,
    body: string,
  ) {
    this.#body = body;
  }

  static bodyOf(job: StoredJob): string | undefined {
    return #body in job ? job.#body : undefined;
  }
}

const FORM = 'c';
const HEAD = /^(\d+)([a-z])([\w-]*)(?:\.([\w-]+))?$/;

/** The value of a record in Redis is its version in digits and this. */
export function encodeStoredJob(record: JobRecord, fingerprint?: string, reader?: string): string {
  return written(encodeRecord(record), fingerprint, reader);
}

/** The same for a record that differs from `base` only in its poll fields. */
export function encodePolledJob(base: StoredJob, pollFields: PollFields): string {
  const { fingerprint, reader, record } = base;
  const body = ReadJob.bodyOf(base) ?? encodeRecord(record).body;
  return written({ pollFields: encodePollFields(pollFields, record.trackedAt), body }, fingerprint, reader);
}

/** Throws `UnreadableRecord` on an unknown form. */
export function parseStored(address: JobAddress, value: string | null): StoredJob | null {
  const stored = readStored(address, value);
  if (stored instanceof UnreadableRecord) throw stored;
  return stored;
}

/** The same with an unreadable record as a result. */
export function readStored(address: JobAddress, value: string | null): StoredJob | UnreadableRecord | null {
  return value === null ? null : readWhole(address, value);
}

/** Decodes what scripts/outlines.ts returns: the record without result and children, or all of it. */
export function readOutline(address: JobAddress, value: string | null): JobOutline | UnreadableRecord | null {
  if (value === null) return null;
  const stored = readWhole(address, value.endsWith('\n') ? `${value}}` : value);
  return stored instanceof UnreadableRecord ? stored : stored.record;
}

function readWhole(address: JobAddress, value: string): StoredJob | UnreadableRecord {
  const headEnd = value.indexOf('\n');
  const head = HEAD.exec(value.slice(0, headEnd));
  if (head?.[2] !== FORM) return new UnreadableRecord(address);
  const passingEnd = value.indexOf('\n', headEnd + 1);
  const text = { pollFields: value.slice(headEnd + 1, passingEnd), body: value.slice(passingEnd + 1) };
  try {
    return new ReadJob(Number(head[1]), decodeRecord(address, text), head[3] || undefined, head[4], text.body);
  } catch {
    return new UnreadableRecord(address);
  }
}

function written({ pollFields, body }: EncodedRecord, fingerprint = '', reader?: string): string {
  return `${FORM}${fingerprint}${reader === undefined ? '' : `.${reader}`}\n${pollFields}\n${body}`;
}
