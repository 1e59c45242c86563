import { CONNECTION_NAME, parseJobId } from '#libs/jobs';
import type { AuditEntry, AuditKind } from '#libs/store';
import { SUBSCRIPTION_ID } from '#libs/webhooks';
import type { Response } from 'express';
import type { AuthenticatedRequest } from '../access/access.decorators.js';
import { actionOf, isOnUpstream } from './audit.actions.js';
import { auditedWebhookOf } from './audited-webhook.js';

/** Under this name the filter of problems leaves word of what it answered. */
export const PROBLEM_CODE = 'problemCode';

/** Answers of an upstream that was asked: these were acts. */
const OF_UPSTREAMS = new Set(['cancel-rejected', 'delete-rejected', 'start-rejected']);

/** A call that was to change something, and how it was answered. */
export type AuditedCall = Omit<AuditEntry, 'at' | 'address' | 'requestId'>;

/** null: the call is none that is written down, or its caller was not let in. */
export function auditedCallOf(request: AuthenticatedRequest, response: Response): AuditedCall | null {
  const route = (request.route as { path?: unknown } | undefined)?.path;
  const action = typeof route === 'string' ? actionOf(request.method, route) : null;
  if (action === null || request.caller === undefined) return null;
  const job = jobOf(request, response);
  const webhook = auditedWebhookOf(response);
  return {
    caller: request.caller.name,
    action,
    connection: (job === null ? null : parseJobId(job)?.connection) ?? connectionOf(request),
    job,
    webhook: webhook?.id ?? webhookNamed(request),
    connections: webhook?.connections ?? null,
    status: response.statusCode,
    outcome: (response.locals[PROBLEM_CODE] as string | undefined) ?? null,
    fingerprint: request.caller.fingerprint,
  };
}

/** Whatever was answered with 4xx was not done; what was answered with 5xx may have been. */
export function kindOf({ action, status, outcome }: AuditedCall): AuditKind {
  const isRefused = status !== null && status >= 400 && status < 500 && !OF_UPSTREAMS.has(outcome ?? '');
  if (isRefused) return 'refused';
  return isOnUpstream(action) ? 'upstream' : 'kept';
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
