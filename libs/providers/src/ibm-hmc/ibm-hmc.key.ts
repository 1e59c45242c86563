import type { ConnectionShape, ParsedKey } from '../descriptor.js';

/** A job id is one segment of a URI path, opaque: the `pchar` of RFC 3986 §3.3 without percent-encoding. */
const JOB_ID = /^[A-Za-z0-9._~!$&'()*+,;=:@-]{1,255}$/;
const JOB_PATH = /^\/api\/jobs\/([^/]+)\/?$/;

/** A `job-id`; `.` and `..` would leave their segment. */
export function parseKey(key: string): ParsedKey | null {
  if (!JOB_ID.test(key) || key === '.' || key === '..') return null;
  return { kind: 'run', seenThrough: null };
}

export const jobPath = (key: string): string => `/api/jobs/${encodeURIComponent(key)}`;

/** From a `job-uri` (`/api/jobs/{job-id}`), or from the whole URL of a job on this very HMC. */
export function keyFromUrl(url: string, connection: ConnectionShape): string | null {
  const isPath = url.startsWith('/');
  if (!isPath && !/^https?:\/\//i.test(url)) return null;
  if (!URL.canParse(connection.url) || !URL.canParse(url, connection.url)) return null;
  const base = new URL(connection.url);
  const named = new URL(url, base);
  if (named.origin !== base.origin || named.username || named.password) return null;
  const basePath = base.pathname.replace(/\/$/, '');
  const isBelowBase = named.pathname.startsWith(`${basePath}/`);
  // A job-uri is written from the HMC's own root, even behind a proxy with a path.
  if (!isBelowBase && !isPath) return null;
  const segment = JOB_PATH.exec(isBelowBase ? named.pathname.slice(basePath.length) : named.pathname)?.[1];
  const key = segment === undefined ? null : decodeSegment(segment);
  return key !== null && parseKey(key) ? key : null;
}

function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
