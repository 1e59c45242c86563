import type { JobRecord } from '#libs/jobs';

/** A record with the version that a later write must name. */
export interface StoredJob {
  record: JobRecord;
  /** Grows with each write, also with those that bring no news, and is given once only; 0: "not there yet". */
  version: number;
}

export function parseStored(value: string | null): StoredJob | null {
  if (value === null) return null;
  const end = value.indexOf('\n');
  return { version: Number(value.slice(0, end)), record: JSON.parse(value.slice(end + 1)) as JobRecord };
}
