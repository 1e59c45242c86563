import type { ConnectionShape } from '../descriptor.js';

export type DatameerKey =
  /** v1: one execution. */
  | { form: 'job-details'; executionId: string }
  /** v1: the latest run of a job configuration. */
  | { form: 'job-status'; configurationId: string }
  /** v2: the latest run of a file, by file id, UUID or path. */
  | { form: 'file-status'; file: string };

/** A positive Java long in its one spelling. */
const NUMBER = /^[1-9]\d{0,18}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PREFIXED = /^(config|file|uuid|path)-(.+)$/s;

export function readKey(key: string): DatameerKey | null {
  if (NUMBER.test(key)) return { form: 'job-details', executionId: key };
  const [, prefix, rest = ''] = PREFIXED.exec(key) ?? [];
  switch (prefix) {
    case 'config':
      return NUMBER.test(rest) ? { form: 'job-status', configurationId: rest } : null;
    case 'file':
      return NUMBER.test(rest) ? { form: 'file-status', file: rest } : null;
    case 'uuid':
      return UUID.test(rest) ? { form: 'file-status', file: rest } : null;
    case 'path':
      return isPath(rest) ? { form: 'file-status', file: rest } : null;
    default:
      return null;
  }
}

export const isRunKey = (text: string): boolean => NUMBER.test(text);

/** A path in the form of a file id or UUID would name a different file. No `..` reaches the upstream, encoded or not. */
function isPath(text: string): boolean {
  if (/^\d+$/.test(text) || UUID.test(text)) return false;
  if (!text.isWellFormed() || /\p{Cc}/u.test(text)) return false;
  const steps = text.split(/[/\\]/).filter((step) => step !== '');
  return steps.length > 0 && steps.every((step) => step !== '.' && step !== '..');
}

/** From an absolute URL, a path, or a `Location` value. */
export function keyFromUrl(url: string, connection: ConnectionShape): string | null {
  const base = parseUrl(connection.url);
  const named = base && parseUrl(url, base);
  if (!base || !named || named.host !== base.host) return null;
  const prefix = base.pathname.replace(/\/+$/, '');
  const path = named.pathname.startsWith(`${prefix}/`) ? named.pathname.slice(prefix.length) : named.pathname;
  const key = keyOfPath(path, named.searchParams);
  return key !== null && readKey(key) !== null ? key : null;
}

function keyOfPath(path: string, query: URLSearchParams): string | null {
  const details = /^\/rest\/job-execution\/job-details\/(\d+)\/?$/.exec(path);
  if (details) return details[1]!;
  const configuration = /^\/rest\/job-configuration\/(?:job-status|job-history|volume-report)\/(\d+)\/?$/.exec(path);
  if (configuration) return `config-${configuration[1]!}`;
  if (/^\/rest\/job-execution\/?$/.test(path)) return `config-${query.get('configuration') ?? ''}`;
  const status = /^\/api\/job-execution\/(.+)\/status\/?$/.exec(path);
  return status ? keyOfFile(status[1]!) : null;
}

function keyOfFile(encoded: string): string | null {
  try {
    const file = decodeURIComponent(encoded);
    if (NUMBER.test(file)) return `file-${file}`;
    return UUID.test(file) ? `uuid-${file}` : `path-${file}`;
  } catch {
    return null;
  }
}

function parseUrl(url: string, base?: URL): URL | null {
  const parsed = URL.canParse(url, base?.href) ? new URL(url, base) : null;
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed : null;
}
