import { CONNECTION_NAME, parseJobId, type Moment } from '#libs/jobs';
import type { AuditEntry, Store } from '#libs/store';
import { SUBSCRIPTION_ID } from '#libs/webhooks';
import type { NextFunction, Response } from 'express';
import type { Logger } from 'pino';
import type { AuthenticatedRequest } from '../access/caller.decorator.js';
import { actionOf } from './audit.actions.js';
import { auditedWebhookOf } from './audited-webhook.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Under this name the filter of problems leaves word of what it answered. */
export const PROBLEM_CODE = 'problemCode';

/**
 * Writes down who asked for what, and how it was answered, before the answer is sent; refusals too. Callers that were not
 * let in are nobody, and would fill the log: they are left out.
 */
export class AuditRecorder {
  constructor(
    private readonly store: Store,
    private readonly logger: Logger,
  ) {}

  /** A handler in front of all routes. */
  readonly handle = (request: AuthenticatedRequest, response: Response, next: NextFunction): void => {
    if (!READING.has(request.method)) this.writeBeforeEnd(request, response);
    next();
  };

  private writeBeforeEnd(request: AuthenticatedRequest, response: Response): void {
    const end = response.end.bind(response) as (...parts: unknown[]) => Response;
    response.end = ((...parts: unknown[]) => {
      response.end = end as Response['end'];
      void this.write(request, response).finally(() => end(...parts));
      return response;
    }) as Response['end'];
  }

  private async write(request: AuthenticatedRequest, response: Response): Promise<void> {
    try {
      const entry = entryOf(request, response, this.store.clock.now());
      if (entry !== null) await this.store.audit.append(entry);
    } catch (error) {
      // What was done cannot be taken back: the answer goes out nevertheless.
      this.logger.error({ error, method: request.method }, 'a call could not be written to the audit');
    }
  }
}

function entryOf(request: AuthenticatedRequest, response: Response, at: Moment): AuditEntry | null {
  const route = (request.route as { path?: unknown } | undefined)?.path;
  const action = typeof route === 'string' ? actionOf(request.method, route) : null;
  if (action === null || request.caller === undefined) return null;
  const job = jobOf(request, response);
  const webhook = auditedWebhookOf(response);
  return {
    at,
    caller: request.caller.name,
    action,
    connection: (job === null ? null : parseJobId(job)?.connection) ?? connectionOf(request),
    job,
    webhook: webhook?.id ?? webhookNamed(request),
    connections: webhook?.connections ?? null,
    status: response.statusCode,
    outcome: (response.locals[PROBLEM_CODE] as string | undefined) ?? null,
  };
}

/** Only ids that are such: anything else that a caller wrote there is a body, and stays out. */
function jobOf({ params, body }: AuthenticatedRequest, response: Response): string | null {
  const location = response.getHeader('Location');
  const made = typeof location === 'string' ? location.replace(/^\/jobs\//, '') : null;
  const named = (body as { id?: unknown } | undefined)?.id;
  const id = made ?? params['id'] ?? named;
  return typeof id === 'string' && parseJobId(id) !== null ? id : null;
}

/** Also of one that is not there, or not for the caller. */
function webhookNamed({ params }: AuthenticatedRequest): string | null {
  const id = params['id'];
  return typeof id === 'string' && SUBSCRIPTION_ID.test(id) ? id : null;
}

function connectionOf({ params, body }: AuthenticatedRequest): string | null {
  const name: unknown = params['name'] ?? (body as { connection?: unknown } | undefined)?.connection;
  return typeof name === 'string' && CONNECTION_NAME.test(name) ? name : null;
}
