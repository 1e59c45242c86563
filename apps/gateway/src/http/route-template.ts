import type { Request } from 'express';

/** Routes of libraries: each counts as one. */
const FOLDER = /^\/(docs|queues)(?=[/?]|$)/;

/** The route as in the API document, `/jobs/{id}`: never a value of a caller. */
export function routeOf(request: Request): string {
  const folder = FOLDER.exec(request.originalUrl)?.[0];
  if (folder !== undefined) return folder;
  const path: unknown = (request.route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' ? path.replaceAll(/:(\w+)/g, '{$1}') : 'other';
}
