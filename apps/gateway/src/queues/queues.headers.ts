/**
 * The page of the board has nothing but its own files, runs one of them in a worker, and asks this gateway. It sets styles by the
 * object model alone, which needs no `unsafe-inline`: https://www.w3.org/TR/CSP3/#directive-style-src
 */
const POLICY = [
  ...["default-src 'none'", "script-src 'self'", "worker-src 'self'", "connect-src 'self'", "img-src 'self' data:"],
  ...["style-src 'self'", "base-uri 'self'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ');

export const BOARD_HEADERS = { 'Content-Security-Policy': POLICY };
/** The names of files change with what is in them. */
export const FILE_HEADERS = { 'Cache-Control': 'private, max-age=3600' };
