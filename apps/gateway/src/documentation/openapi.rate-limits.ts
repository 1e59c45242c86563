import type { OpenAPIObject } from '@nestjs/swagger';
import { headers } from './openapi.headers.js';

interface Operation {
  security?: object[];
  responses?: Record<string, { headers?: object }>;
}

/** Statuses of refusals that come before anybody counts. */
const UNCOUNTED = new Set(['401', '413', '415']);

/** Says of every answer to a known caller that it may carry the fields of a quota. */
export function withRateLimits(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path) as Operation[]) {
      if (operation.security?.length === 0) continue;
      for (const [status, response] of Object.entries(operation.responses ?? {})) {
        if (UNCOUNTED.has(status)) continue;
        response.headers = { ...response.headers, ...headers('RateLimit-Policy', 'RateLimit') };
      }
    }
  }
  return document;
}
