import { isIP } from 'node:net';
import { isPublicAddress } from './address-space.js';

export const LONGEST_TARGET = 2_048;

/** Why nothing is sent to a URL; `form`: it is no URL to send to at all. */
export type TargetRefusal = { why: 'form' | 'refused'; detail: string };

/**
 * Whether webhooks may go to a URL, as far as the URL itself tells: names are looked up when something is sent. null: they
 * may. The URL standard has written an address in other digits (`0x7f.1`, `2130706433`) as four numbers by then.
 */
export function refusalOfTarget(target: string, allowPrivateTargets: boolean): TargetRefusal | null {
  if (target.length > LONGEST_TARGET || !URL.canParse(target)) {
    return { why: 'form', detail: `Must be an absolute URL of at most ${LONGEST_TARGET} characters.` };
  }
  const url = new URL(target);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { why: 'form', detail: 'Must be an https URL.' };
  if (url.username !== '' || url.password !== '') {
    return { why: 'form', detail: 'Must hold no user name and no password: deliveries are signed instead.' };
  }
  if (allowPrivateTargets) return null;
  if (url.protocol === 'http:') {
    return { why: 'refused', detail: 'Must begin with https:// (http:// is for targets in private networks).' };
  }
  return isPrivateHost(hostOf(url))
    ? { why: 'refused', detail: 'Must lead to a public address; private networks are closed to webhooks here.' }
    : null;
}

/** The host without the brackets of IPv6 and the dot of the root. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function isPrivateHost(host: string): boolean {
  if (isIP(host) !== 0) return !isPublicAddress(host);
  // RFC 6761 §6.3, RFC 6762 §3, RFC 8375, and the top level that ICANN keeps for private use.
  return /(^|\.)(localhost|local|internal|home\.arpa)$/.test(host) || !host.includes('.');
}
