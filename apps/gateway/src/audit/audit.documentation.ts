import { answer, operation, query } from '../documentation/openapi.operation.js';
import { Problems } from '../documentation/openapi.problems.js';
import { AUDIT_ACTIONS } from './audit.actions.js';
import { AuditPageDto } from './audit.dto.js';

const EXAMPLE: AuditPageDto = {
  entries: [
    {
      id: '1795334652000-0',
      at: '2026-11-21T08:04:12.000Z',
      caller: 'night-shift',
      action: 'cancel',
      connection: 'dm-prod',
      job: 'dm-prod~9',
      webhook: null,
      connections: null,
      status: 409,
      outcome: 'cancel-rejected',
      fingerprint: '2c26b46b',
      address: '203.0.113.9',
      requestId: '1f0b3c0e-6f4e-4c0f-9a55-0d8a3f9f4c11',
      count: 1,
    },
  ],
  nextCursor: null,
};

const several = (name: string, description: string, example: string) =>
  query(name, `${description} Separate several values with commas.`, { type: 'string', examples: [example] });

export const DocumentsAudit = operation(
  'readAudit',
  several('caller', 'Only requests of these callers.', 'night-shift'),
  several('connection', 'Only entries about these connections.', 'dm-prod'),
  several('action', `Only these actions: ${AUDIT_ACTIONS.join(', ')}.`, 'cancel,start'),
  query('since', 'Only entries from this time on (RFC 3339).', { type: 'string', format: 'date-time' }),
  query('refused', 'Only requests that returned 4xx, or, with `false`, only the others.', { type: 'boolean' }),
  query('limit', 'Entries per page; more than 200 counts as 200.', { type: 'integer', minimum: 1, default: 50 }),
  query('cursor', '`nextCursor` of the previous page.'),
  answer(
    200,
    'One page, latest first. A page with fewer entries than `limit` can still have a `nextCursor`.',
    AuditPageDto,
    EXAMPLE,
  ),
  Problems('invalid-request', 'invalid-cursor'),
);
