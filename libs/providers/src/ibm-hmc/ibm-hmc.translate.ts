import type { Anomaly, JobError, Observation } from '#libs/jobs';
import { malformed } from '#libs/upstream';
import type { Translated } from '../provider.js';
import { isSuccess, STATES, wireStateOf } from './ibm-hmc.states.js';
import { failureResults, jobStatusBody, type JobStatusBody } from './ibm-hmc.wire.js';

/** The JSON of a "Query Job Status" answer to an observation. No clock, no progress: the HMC has neither. */
export function translateJobStatus(raw: unknown): Translated {
  const parsed = jobStatusBody.safeParse(raw);
  if (!parsed.success) return { trouble: malformed('The HMC answered with JSON that is not a job status.') };
  const body = parsed.data;
  const statusCode = body['job-status-code'] ?? null;
  const wireState = wireStateOf(body.status, statusCode);
  if (wireState === null) {
    const anomalies: Anomaly[] = [{ code: 'unmapped-state', value: body.status }];
    return {
      observation: { state: null, upstreamState: body.status, rule: 'status is no documented word', anomalies },
    };
  }
  const seen = { state: STATES[wireState], upstreamState: body.status, rule: `status is ${wireState}` };
  switch (wireState) {
    case 'running':
    case 'cancel-pending':
      return { observation: seen };
    case 'canceled':
      return { observation: { ...seen, ...canceledEnd(body, statusCode) } };
    case 'complete, job-status-code 200–299':
      return { observation: { ...seen, error: null, ...resultOf(body) } };
    case 'complete, any other job-status-code':
      return { observation: { ...seen, error: errorOf(body, statusCode), ...resultOf(body) } };
    case 'complete, no job-status-code': {
      const anomalies: Anomaly[] = [{ code: 'missing-status-code' }];
      return { observation: { ...seen, error: errorOf(body, null), ...resultOf(body), anomalies } };
    }
  }
}

/**
 * A canceled job may have been stopped or have run to its end: only its code says so, and is in the result, unchanged,
 * and as the error where it is none of success.
 */
function canceledEnd(body: JobStatusBody, statusCode: number | null): Partial<Observation> {
  if (statusCode === null) return resultOf(body);
  const { 'job-reason-code': reasonCode, 'job-results': results } = body;
  const result = {
    'job-status-code': statusCode,
    ...(isPresent(reasonCode) ? { 'job-reason-code': reasonCode } : {}),
    ...(isPresent(results) ? { 'job-results': results } : {}),
  };
  return { result, error: isSuccess(statusCode) ? null : errorOf(body, statusCode) };
}

function resultOf(body: JobStatusBody): { result?: unknown } {
  return isPresent(body['job-results']) ? { result: body['job-results'] } : {};
}

function errorOf(body: JobStatusBody, statusCode: number | null): JobError {
  const codes = [statusCode, body['job-reason-code']].filter(isPresent);
  const results = failureResults.safeParse(body['job-results']).data;
  const message = [results?.message, results?.error].find((text) => typeof text === 'string' && text !== '');
  return { code: statusCode === null ? null : codes.join('.'), message: (message as string | undefined) ?? null };
}

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;
