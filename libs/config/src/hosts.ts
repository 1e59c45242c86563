import { isIPv6 } from 'node:net';

const NAME = /^(?!.*\.\.)[a-z0-9_-]([a-z0-9._-]{0,252}[a-z0-9_-])?$/;

/** A host as a request names it, in one spelling: lower case, IPv6 in brackets, no dot at its end. `port` is null without one. */
export interface Host {
  name: string;
  port: number | null;
}

/** Reads `name`, `name:port`, `[address]` and `[address]:port`. null: it is none of these. */
export function parseHost(text: string): Host | null {
  const [, written, port] = /^(\[[^\]%]*\]|[^:[\]]*)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (written === undefined || (port !== undefined && Number(port) > 65_535)) return null;
  const name = written.toLowerCase().replace(/(?<=.)\.$/, '');
  const isHost = name.startsWith('[') ? isIPv6(name.slice(1, -1)) : NAME.test(name);
  return isHost ? { name: plain(name), port: port === undefined ? null : Number(port) } : null;
}

/** An IPv6 address has many spellings; URLs have one. */
const plain = (name: string): string => (name.startsWith('[') ? new URL(`http://${name}`).hostname : name);
