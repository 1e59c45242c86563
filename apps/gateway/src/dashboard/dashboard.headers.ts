/**
 * Nothing but its own files, and calls to this gateway. It sets styles by the object model alone, which needs no
 * `unsafe-inline`: https://www.w3.org/TR/CSP3/#directive-style-src
 */
const POLICY = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"],
].join('; ');

export const PAGE_HEADERS = { 'Cache-Control': 'no-cache', 'Content-Security-Policy': POLICY };
export const KEPT_FOR_EVER = { 'Cache-Control': 'public, max-age=31536000, immutable' };
