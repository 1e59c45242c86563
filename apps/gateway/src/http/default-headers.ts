import type { NextFunction, Request, Response } from 'express';

/** Pages have no scripts but Swagger UI's files, which set style attributes. */
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

/** The default headers, in this order. */
export function answerHeaders(path: string): Readonly<Record<string, string>> {
  return isPage(path) ? ON_PAGES : ON_DATA;
}

export function defaultHeaders(request: Request, response: Response, next: NextFunction): void {
  response.set(answerHeaders(request.path));
  next();
}

const isPage = (path: string): boolean => /^\/(docs|problems)(\/|$)/.test(path);
