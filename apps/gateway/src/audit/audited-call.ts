import { CONNECTION_NAME, parseJobId } from '#libs/jobs';
import type { AuditEntry, AuditKind } from '#libs/store';
import { SUBSCRIPTION_ID } from '#libs/webhooks';
import type { Response } from 'express';
import type { AuthenticatedRequest } from '../access/access.decorators.js';
import { actionOf, isOnUpstream } from './audit.actions.js';
import { auditedWebhookOf } from './audited-webhook.js';

/** The key of `response.locals` under which the problem filter leaves the code. */
export const PROBLEM_CODE = 'problemCode';

/** Refusals by an upstream: the command was sent. */
const OF_UPSTREAMS = new Set(['cancel-rejected', 'delete-rejected', 'start-rejected']);

export type AuditedCall = Omit<AuditEntry, 'at' | 'address' | 'requestId'>;

/** null: not an audited call, or not authenticated. */
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

/** 4xx: not done; 5xx: it may have been done. */
export function kindOf({ action, status, outcome }: AuditedCall): AuditKind {
  const isRefused = status !== null && status >= 400 && status < 500 && !OF_UPSTREAMS.has(outcome ?? '');
  if (isRefused) return 'refused';
  return isOnUpstream(action) ? 'upstream' : 'kept';
}

/** Valid ids alone: anything else is a body, and is not recorded. */
function jobOf({ params, body }: AuthenticatedRequest, response: Response): string | null {
  const location = response.getHeader('Location');
  const made = typeof location === 'string' ? location.replace(/^\/jobs\//, '') : null;
  const named = (body as { id?: unknown } | undefined)?.id;
  const id = made ?? params['id'] ?? named;
  return typeof id === 'string' && parseJobId(id) !== null ? id : null;
}

/** Also of one that does not exist, or is hidden from the caller. */
function webhookNamed({ params }: AuthenticatedRequest): string | null {
  const id = params['id'];
  return typeof id === 'string' && SUBSCRIPTION_ID.test(id) ? id : null;
}

function connectionOf({ params, body }: AuthenticatedRequest): string | null {
  const name: unknown = params['name'] ?? (body as { connection?: unknown } | undefined)?.connection;
  return typeof name === 'string' && CONNECTION_NAME.test(name) ? name : null;
}
