import type { Request } from 'express';

/** Where others bring their own files and routes; all of it counts as one. */
const FOLDER = /^\/(docs|queues)(?=[/?]|$)/;

/** Which route answers, as the API document writes it: `/jobs/{id}`. Never what a caller wrote there. */
export function routeOf(request: Request): string {
  const folder = FOLDER.exec(request.originalUrl)?.[0];
  if (folder !== undefined) return folder;
  const path: unknown = (request.route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' ? path.replaceAll(/:(\w+)/g, '{$1}') : 'other';
}
