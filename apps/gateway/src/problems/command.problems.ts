import type { ProblemKind } from './problem.kind.js';

/** Problems of operations on the upstream: cancel, delete, start, and lists of upstream jobs. */
export const COMMAND_PROBLEMS = {
  'cancel-unsupported': {
    status: 409,
    title: 'The job cannot be canceled',
    explanation: 'The upstream cannot cancel jobs of this kind. `upstreamCode` is its own error code.',
    remedy:
      'Check `capabilities.cancel` of the job and of the connection first. If it is false, use the upstream’s own tools to end the job.',
  },
  'cancel-rejected': {
    status: 409,
    title: 'The upstream rejected the cancel',
    explanation:
      'The upstream rejected the cancel, or the pointer to be canceled has no current run. The job has not changed, and its `cancellation` shows the same.',
    remedy:
      '`detail` and `upstreamCode` contain the reason. If the job cannot be canceled in its current state, retry when the state has changed.',
  },
  'job-not-ended': {
    status: 409,
    title: 'The job has not ended',
    explanation: 'Upstream data can be deleted only for a job that has ended, and whose end the gateway has observed.',
    remedy: 'Wait for the end, or cancel the job first. To delete only the gateway’s own data: `DELETE /jobs/{id}`.',
  },
  'delete-unsupported': {
    status: 409,
    title: 'The upstream cannot delete the job’s data',
    explanation: 'The upstream cannot delete the job’s data, or the job is a pointer, which has none.',
    remedy:
      'Check `capabilities.delete` of the job and of the connection first. To delete only the gateway’s own data: `DELETE /jobs/{id}`.',
  },
  'delete-rejected': {
    status: 409,
    title: 'The upstream rejected the deletion',
    explanation: 'The upstream understood the request to delete the job’s data and rejected it.',
    remedy: '`detail` and `upstreamCode` contain the reason.',
  },
  'start-unsupported': {
    status: 409,
    title: 'Jobs cannot be started on this connection',
    explanation: 'The connection’s provider cannot start jobs.',
    remedy:
      'Check `capabilities.start` of the connection first. Start the job with the upstream’s own tools and track it with `POST /jobs`.',
  },
  'start-rejected': {
    status: 409,
    title: 'The upstream rejected the start',
    explanation: 'The upstream understood the request to start a job and rejected it. Nothing was started.',
    remedy:
      '`detail` and `upstreamCode` contain the reason. Correct the body, or wait until the upstream is free, and send it with a new `Idempotency-Key`.',
  },
  'list-unsupported': {
    status: 404,
    title: 'The upstream cannot list its jobs',
    explanation: 'The upstream has no list of its jobs.',
    remedy: 'Check `capabilities.list` of the connection first. `GET /jobs` lists the tracked jobs.',
  },
  'runs-unsupported': {
    status: 404,
    title: 'There is no list of runs',
    explanation:
      'The upstream does not list the earlier runs of its pointers (`capabilities.runs` of the connection), or the key is not that of a pointer.',
    remedy: '`GET /jobs` lists the runs that were observed while the pointer was tracked, each under its own id.',
  },
  'request-in-progress': {
    status: 409,
    title: 'The same request is in progress',
    explanation: 'Another request with this `Idempotency-Key` is still in progress.',
    remedy: 'Retry after `Retry-After` to get its response.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The idempotency key was used for another request',
    explanation: 'This `Idempotency-Key` was used before with another address or body.',
    remedy: 'Use a new key for each operation, and the same key only to retry it.',
  },
  'operation-not-allowed': {
    status: 422,
    title: 'The connection does not allow this operation',
    explanation: 'The body is valid, but the configuration of the connection does not allow its operation.',
    remedy: 'Operators can add it to `options.allowedOperations` of the connection.',
  },
  'no-job-created': {
    status: 502,
    title: 'The upstream created no job',
    explanation: 'The upstream accepted the request, and may have executed it, but returned no job to track.',
    remedy: 'Check the result in the upstream. Do not simply retry: the operation may be executed twice.',
  },
} as const satisfies Record<string, ProblemKind>;
