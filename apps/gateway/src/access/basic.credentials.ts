import type { IncomingHttpHeaders } from 'node:http';

const BASIC = /^basic +([A-Za-z0-9+/]*={0,2})$/i;
/** `none`: a typed address or a bookmark. */
const OWN_SITES = new Set([undefined, 'same-origin', 'none']);

/** The password, which is a key or a token, whatever the user is called (RFC 7617). null: these are no such credentials. */
export function keyInBasic(authorization: string): string | null {
  const encoded = BASIC.exec(authorization.trim())?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? null : text.slice(colon + 1);
}

/**
 * Whether the page of another site makes the browser ask. A browser sends Basic credentials by itself, so only a link that
 * somebody follows is heeded: https://www.w3.org/TR/fetch-metadata/
 */
export function isFromElsewhere(method: string, headers: IncomingHttpHeaders): boolean {
  if (OWN_SITES.has(headers['sec-fetch-site'] as string | undefined)) return false;
  const isFollowed = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return !(isFollowed && method === 'GET');
}
