import { isIP } from 'node:net';
import type { Purpose, TargetRules } from './target-rules.js';

export const MAX_TARGET_LENGTH = 2_048;

const CLOSED = 'Must lead to a public address: the network of this one, or the port, is closed to webhooks here.';
const CLOSED_WITHOUT_TLS =
  'Must begin with https:// (http:// is for networks and ports that are open to webhooks here).';

/** Why nothing is sent to a URL; `form`: it is no URL to send to at all. */
export type TargetRefusal = { why: 'form' | 'refused'; detail: string };

/**
 * Whether webhooks may go to a URL, by the URL alone: names are resolved when something is sent. null: they
 * may. The URL standard has written an address in other digits (`0x7f.1`, `2130706433`) as four numbers by then.
 */
export function refusalOfTarget(target: string, rules: TargetRules): TargetRefusal | null {
  if (target.length > MAX_TARGET_LENGTH || !URL.canParse(target)) {
    return { why: 'form', detail: `Must be an absolute URL of at most ${MAX_TARGET_LENGTH} characters.` };
  }
  const url = new URL(target);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { why: 'form', detail: 'Must be an https URL.' };
  if (url.username !== '' || url.password !== '') {
    return { why: 'form', detail: 'Must hold no user name and no password: deliveries are signed instead.' };
  }
  return isClosed(url, rules)
    ? { why: 'refused', detail: url.protocol === 'http:' ? CLOSED_WITHOUT_TLS : CLOSED }
    : null;
}

/** The target of a connection for this URL. */
export function purposeOf({ protocol, port }: URL): Purpose {
  const isEncrypted = protocol === 'https:';
  return { isEncrypted, port: port === '' ? (isEncrypted ? 443 : 80) : Number(port) };
}

/** The host without the brackets of IPv6 and the dot of the root. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function isClosed(url: URL, rules: TargetRules): boolean {
  const [host, purpose] = [hostOf(url), purposeOf(url)];
  if (isIP(host) !== 0) return !rules.isOpen(host, purpose);
  return (!purpose.isEncrypted || isPrivateName(host)) && !rules.opensInside(purpose.port);
}

function isPrivateName(host: string): boolean {
  // RFC 6761 §6.3, RFC 6762 §3, RFC 8375, and the top level that ICANN keeps for private use.
  return /(^|\.)(localhost|local|internal|home\.arpa)$/.test(host) || !host.includes('.');
}
