import type { NextFunction, Request, Response } from 'express';

/** Pages hold no script of their own but Swagger UI's files; it sets styles in attributes. */
const PAGE_POLICY = [
  ["default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:"],
  ["connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
]
  .flat()
  .join('; ');

const ON_ALL = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
const ON_PAGES = { ...ON_ALL, 'Content-Security-Policy': PAGE_POLICY, 'Cache-Control': 'no-cache' };
const ON_DATA = { ...ON_ALL, 'Cache-Control': 'no-store', Vary: 'Authorization, X-API-Key' };

/** The media type of JSON, as the framework writes it. */
export const JSON_TYPE = 'application/json; charset=utf-8';

/** What stands on every answer, in this order, unless its route says otherwise. */
export function answerHeaders(path: string): Readonly<Record<string, string>> {
  return isPage(path) ? ON_PAGES : ON_DATA;
}

export function defaultHeaders(request: Request, response: Response, next: NextFunction): void {
  response.set(answerHeaders(request.path));
  next();
}

const isPage = (path: string): boolean => /^\/(docs|problems)(\/|$)/.test(path);
