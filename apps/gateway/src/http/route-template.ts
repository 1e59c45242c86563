import type { Request } from 'express';

/** Files that no route of the framework serves. */
const FOLDER = /^\/docs(?=\/|$)/;

/** Which route answers, as the API document writes it: `/jobs/{id}`. Never what a caller wrote there. */
export function routeOf(request: Request): string {
  const path: unknown = (request.route as { path?: unknown } | undefined)?.path;
  if (typeof path === 'string') return path.replaceAll(/:(\w+)/g, '{$1}');
  return FOLDER.exec(request.originalUrl)?.[0] ?? 'other';
}
