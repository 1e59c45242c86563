import type { NextFunction, Request, Response } from 'express';

/** Pages hold no script of their own but Swagger UI's files; it sets styles in attributes. */
const PAGE_POLICY = [
  ["default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:"],
  ["connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
]
  .flat()
  .join('; ');

/** What stands on every answer unless its route says otherwise. */
export function defaultHeaders(request: Request, response: Response, next: NextFunction): void {
  response.set({
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  if (isPage(request.path)) response.set({ 'Content-Security-Policy': PAGE_POLICY, 'Cache-Control': 'no-cache' });
  else response.set({ 'Cache-Control': 'no-store', Vary: 'Authorization, X-API-Key' });
  next();
}

const isPage = (path: string): boolean => /^\/(docs|problems)(\/|$)/.test(path);
