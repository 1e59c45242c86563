export interface RedisNode {
  host: string;
  port: number;
}

interface RedisLogin {
  tls: boolean;
  /** PEM text of the authorities that are trusted instead of the system's. */
  ca?: string;
  username: string | null;
  /** Secret. */
  password: string | null;
}

/** What the sentinels want, which are no servers. `password` is secret. */
export interface SentinelLogOn {
  user: string | null;
  password: string | null;
  tls: boolean;
}

/** Where Redis is, as its URL says. Username and password are those of the servers, not of the sentinels. */
export type RedisServer =
  | (RedisLogin & RedisNode & { kind: 'single'; database: number })
  | (RedisLogin & {
      kind: 'sentinel';
      sentinels: RedisNode[];
      masterName: string;
      database: number;
      logOn?: SentinelLogOn;
    })
  | (RedisLogin & { kind: 'cluster'; nodes: RedisNode[] });

const REDIS_PORT = 6379;
const SENTINEL_PORT = 26379;
const FORM =
  'must have one of the forms redis://host:port/0, rediss://host:port/0, redis+sentinel://host,host/master-name, redis+cluster://host,host';

/**
 * Reads a Redis URL. Several hosts are separated by commas, which no URL class reads. The fault's message
 * repeats nothing of the URL, which may hold a password.
 */
export function parseRedisUrl(url: string): { server: RedisServer } | { fault: string } {
  const parts = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/([^/?#]*)((?:\/[^/?#]*)*)$/.exec(url);
  if (!parts) return { fault: /[?#]/.test(url) ? 'must have no query and no fragment' : FORM };
  const [, scheme, kind, authority = '', path = ''] = parts;
  const at = authority.lastIndexOf('@');
  const login = parseLogin(authority.slice(0, Math.max(at, 0)), scheme === 'rediss');
  if (!login) return { fault: 'has a user name or password with a broken percent-encoding' };
  const nodes = parseNodes(authority.slice(at + 1), kind === 'sentinel' ? SENTINEL_PORT : REDIS_PORT);
  if (!nodes) return { fault: 'must name hosts as host, host:port or [IPv6]:port' };
  const segments = path.split('/').filter((segment) => segment !== '');
  if (kind === 'sentinel') return sentinel(login, nodes, segments);
  if (kind === 'cluster') return cluster(login, nodes, segments);
  return single(login, nodes, segments);
}

type Parsed = ReturnType<typeof parseRedisUrl>;

function single(login: RedisLogin, nodes: RedisNode[], [database = '0', ...rest]: string[]): Parsed {
  if (nodes.length > 1) return { fault: 'must name one host; several are redis+sentinel:// or redis+cluster://' };
  if (rest.length > 0 || !isDatabase(database)) return { fault: 'must end in the number of a database, such as /0' };
  return { server: { kind: 'single', ...login, ...nodes[0]!, database: Number(database) } };
}

function sentinel(login: RedisLogin, sentinels: RedisNode[], segments: string[]): Parsed {
  const [masterName, database = '0', ...rest] = segments;
  if (masterName === undefined) return { fault: 'must end in the name of the master: redis+sentinel://host,host/name' };
  if (rest.length > 0 || !isDatabase(database)) return { fault: 'may have after the master only a number, such as /0' };
  return { server: { kind: 'sentinel', ...login, sentinels, masterName, database: Number(database) } };
}

function cluster(login: RedisLogin, nodes: RedisNode[], segments: string[]): Parsed {
  const namesOther = segments.length > 1 || (segments[0] ?? '0') !== '0';
  return namesOther
    ? { fault: 'must name no database: a cluster has only number 0' }
    : { server: { kind: 'cluster', ...login, nodes } };
}

const isDatabase = (text: string): boolean => /^\d{1,5}$/.test(text);

function parseLogin(text: string, tls: boolean): RedisLogin | null {
  const colon = text.indexOf(':');
  try {
    const username = decodeURIComponent(colon < 0 ? text : text.slice(0, colon));
    const password = colon < 0 ? '' : decodeURIComponent(text.slice(colon + 1));
    return { tls, username: username || null, password: password || null };
  } catch {
    return null;
  }
}

function parseNodes(text: string, defaultPort: number): RedisNode[] | null {
  const nodes = text.split(',').map((node) => {
    const [, v6, name, port = String(defaultPort)] =
      /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?$/.exec(node) ?? [];
    return { host: v6 ?? name ?? '', port: Number(port) };
  });
  return nodes.every(({ host, port }) => host !== '' && port >= 1 && port <= 65_535) ? nodes : null;
}
