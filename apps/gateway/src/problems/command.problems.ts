import type { ProblemKind } from './problem.kind.js';

/** What comes of acts upstream: cancel, delete, start, and what is listed there. */
export const COMMAND_PROBLEMS = {
  'cancel-unsupported': {
    status: 409,
    title: 'The job cannot be canceled',
    explanation: 'The upstream cannot cancel jobs, or not this kind. `upstreamCode` is what the upstream called it.',
    remedy:
      'See `capabilities.cancel` of the job and of the connection before asking. Where it says no, only the upstream’s own tools can end the job.',
  },
  'cancel-rejected': {
    status: 409,
    title: 'The upstream refused to cancel the job',
    explanation:
      'The upstream understood the wish and did not take it, or the pointer that was to be canceled points to no run. The job is as it was, and its `cancellation` tells the same.',
    remedy:
      '`detail` and `upstreamCode` say why. If the job is in a state in which it cannot be canceled, ask again when that has changed.',
  },
  'job-not-ended': {
    status: 409,
    title: 'The job has no end that was seen',
    explanation: 'Only what an upstream keeps of a job that ended, and whose end is known here, can be deleted there.',
    remedy: 'Wait for the end, or cancel the job first. To forget the job here alone: `DELETE /jobs/{id}`.',
  },
  'delete-unsupported': {
    status: 409,
    title: 'The upstream cannot delete what it keeps of the job',
    explanation: 'The upstream cannot delete what it keeps of the job; a pointer has nothing to be deleted.',
    remedy:
      'See `capabilities.delete` of the job and of the connection. To forget the job here alone: `DELETE /jobs/{id}`.',
  },
  'delete-rejected': {
    status: 409,
    title: 'The upstream refused to delete what it keeps of the job',
    explanation: 'The upstream understood the wish to delete and did not follow it.',
    remedy: '`detail` and `upstreamCode` say why.',
  },
  'start-unsupported': {
    status: 409,
    title: 'Jobs cannot be started on this connection',
    explanation: 'The connection’s provider cannot start jobs.',
    remedy:
      'See `capabilities.start` of the connection. Start the job with the upstream’s own tools and track it with `POST /jobs`.',
  },
  'start-rejected': {
    status: 409,
    title: 'The upstream refused to start the job',
    explanation: 'The upstream understood the request and did not follow it. Nothing was started.',
    remedy:
      '`detail` and `upstreamCode` say why. Correct the body, or wait until the upstream is free, and send it with a new `Idempotency-Key`.',
  },
  'list-unsupported': {
    status: 404,
    title: 'The upstream has no list of its jobs',
    explanation: 'The upstream has no list of its jobs.',
    remedy: 'See `capabilities.list` of the connection. The jobs that are tracked are found at `GET /jobs`.',
  },
  'runs-unsupported': {
    status: 404,
    title: 'There is no list of runs',
    explanation:
      'The upstream does not tell the earlier runs of its pointers (`capabilities.runs` of the connection), or the key is not that of a pointer.',
    remedy:
      'The runs that were seen through a pointer while it was tracked are found at `GET /jobs`, each under its own id.',
  },
  'request-in-progress': {
    status: 409,
    title: 'The same request is being answered',
    explanation: 'Another request with this `Idempotency-Key` has not been answered yet.',
    remedy: 'Repeat it after `Retry-After`: you will get its answer.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The key belongs to another request',
    explanation: 'This `Idempotency-Key` came with another address or body before.',
    remedy: 'Take a new one for each thing that you want done, and the same one only to repeat it.',
  },
  'operation-not-allowed': {
    status: 422,
    title: 'The connection does not allow this operation',
    explanation:
      'The body is well formed, but its operation is not among those that the configuration of the connection allows.',
    remedy: 'Whoever keeps the configuration can add it to `options.allowedOperations` of the connection.',
  },
  'no-job-created': {
    status: 502,
    title: 'The upstream made no job of it',
    explanation: 'The upstream took the request, and may have acted, but named no job that could be followed.',
    remedy: 'Look in the upstream what came of it. Do not simply repeat the request: it may act twice.',
  },
} as const satisfies Record<string, ProblemKind>;
