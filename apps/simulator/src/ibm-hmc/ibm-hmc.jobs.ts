import type { VisibleJob } from '../job.store.js';
import type { IbmHmcSettings } from './ibm-hmc.settings.js';

const UNKNOWN_STATUS = 'suspended-by-console';

/** The body of Query Job Status: fields in alphabetical order, absent ones left out, never null. */
export function jobStatus(visible: VisibleJob, settings: IbmHmcSettings, unknownStatus: boolean): object {
  const { job, snapshot } = visible;
  const status = unknownStatus ? UNKNOWN_STATUS : job.script.rawStatus;
  if (status !== undefined) return { status };
  if (snapshot.phase === 'canceling') return { status: 'cancel-pending' };
  if (!snapshot.ended) return { status: 'running' };
  const { statusCode, reasonCode, results } = outcomeOf(visible, settings);
  return {
    ...(reasonCode === null ? {} : { 'job-reason-code': reasonCode }),
    ...(results === undefined ? {} : { 'job-results': results }),
    ...(statusCode === null ? {} : { 'job-status-code': statusCode }),
    status: snapshot.phase === 'canceled' ? 'canceled' : 'complete',
  };
}

interface Outcome {
  statusCode: number | null;
  reasonCode: number | null;
  results: unknown;
}

function outcomeOf({ job, snapshot }: VisibleJob, settings: IbmHmcSettings): Outcome {
  const { script } = job;
  const failed = snapshot.phase === 'failed';
  const [errorStatus, errorReason] = (script.error?.code ?? '').split('.').map((part) => Number.parseInt(part, 10));
  const natural = failed
    ? errorStatus || 500
    : snapshot.phase === 'canceled'
      ? settings.canceledStatusCode
      : script.result === undefined
        ? 204
        : 200;
  const statusCode = script.statusCode === undefined ? natural : script.statusCode;
  const isGood = statusCode !== null && statusCode >= 200 && statusCode < 300;
  const reasonOnSuccess = settings.reasonOnSuccess ? 0 : null;
  const naturalReason = isGood || statusCode === null ? reasonOnSuccess : errorReason || 0;
  return {
    statusCode,
    reasonCode: script.reasonCode === undefined ? naturalReason : script.reasonCode,
    results: script.result ?? (failed && script.error ? { message: script.error.message } : undefined),
  };
}
