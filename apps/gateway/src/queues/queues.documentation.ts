import { answerOf, operation } from '../documentation/openapi.operation.js';
import { Problems } from '../documentation/openapi.problems.js';

export const DocumentsQueues = operation(
  { operationId: 'readQueues', security: [{ bearer: [] }, { apiKey: [] }, { basic: [] }] },
  answerOf(200, 'The page.', { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>…' } }),
  Problems('missing-scope', 'cross-site-refused'),
);
