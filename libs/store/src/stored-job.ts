import type { JobAddress, JobRecord } from '#libs/jobs';
import { recordFrom, recordText } from './record-text.js';

/** A record with the version that a later write must name. */
export interface StoredJob {
  record: JobRecord;
  /** Grows with each write, also with those that bring no news, and is given once only; 0: "not there yet". */
  version: number;
  /** Of the last answer that is kept: the same one is not written again. Absent: none is kept, or it has none. */
  fingerprint?: string;
}

/** The form of what follows; another one gets another letter. */
const FORM = 'a';

/** The value of a record in Redis is its version in digits and this. */
export function storedText(record: JobRecord, fingerprint: string | undefined): string {
  return `${FORM}${fingerprint ?? ''}\n${recordText(record)}`;
}

/** The only reader of what `storedText` writes. Throws on a form that it does not know. */
export function parseStored(address: JobAddress, value: string | null): StoredJob | null {
  if (value === null) return null;
  const end = value.indexOf('\n');
  const head = /^(\d+)([a-z])(.*)$/.exec(value.slice(0, end));
  if (head?.[2] !== FORM) throw new Error('A record in Redis was written by another version of Jobgate.');
  const stored: StoredJob = { version: Number(head[1]), record: recordFrom(address, value.slice(end + 1)) };
  if (head[3]) stored.fingerprint = head[3];
  return stored;
}
