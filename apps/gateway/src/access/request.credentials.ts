import type { Credentials } from '#libs/access';
import type { IncomingMessage, IncomingHttpHeaders } from 'node:http';
import { ProblemException } from '../problems/problem.exception.js';

/** The credentials of a request. `takesBasic`: a key may also be the password of HTTP Basic. */
export function credentialsOf({ method = '', headers }: IncomingMessage, takesBasic: boolean): Credentials {
  const { authorization } = headers;
  const apiKey = singleValue(headers['x-api-key']);
  const key = takesBasic && authorization !== undefined ? keyInBasic(authorization) : null;
  if (key === null) return { authorization, apiKey };
  if (isFromElsewhere(method, headers)) {
    const challenge = { 'WWW-Authenticate': 'Bearer realm="jobgate"' };
    throw new ProblemException('cross-site-refused', undefined, { headers: challenge });
  }
  return { authorization: `Bearer ${key}`, apiKey };
}

function singleValue(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

const BASIC = /^basic +([A-Za-z0-9+/]*={0,2})$/i;
/** `none`: a typed address or a bookmark. */
const OWN_SITES = new Set([undefined, 'same-origin', 'none']);

/** The password, which is a key or a token, whatever the user is called (RFC 7617). null: these are no such credentials. */
function keyInBasic(authorization: string): string | null {
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
function isFromElsewhere(method: string, headers: IncomingHttpHeaders): boolean {
  if (OWN_SITES.has(headers['sec-fetch-site'] as string | undefined)) return false;
  const isFollowed = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return !(isFollowed && method === 'GET');
}
