import type { Anomaly, JobState, Observation, Progress } from '#libs/jobs';
import { malformed } from '#libs/upstream';
import type { Translated, UpstreamRef } from '../provider.js';
import { errorTrouble } from './hitachi-analyzer.errors.js';
import { parseRequestKey } from './hitachi-analyzer.key.js';
import { RULES, STATES, wireStateOf } from './hitachi-analyzer.states.js';
import {
  count,
  flagText,
  isInexact,
  statusResponse,
  type HitachiAnalyzerRaw,
  type StatusResponse,
} from './hitachi-analyzer.wire.js';

/** The upstream reports no times of requests. */
export function translateStatus(raw: HitachiAnalyzerRaw, ref: UpstreamRef): Translated {
  const response = statusResponse.safeParse(raw.body);
  if (!response.success) {
    const named = errorTrouble(raw.body, { upstreamStatus: raw.httpStatus });
    return { trouble: named ?? malformed('The answer of the upstream has no status in it.') };
  }
  const rawStatus = wireStatus(response.data.status);
  if (rawStatus === 'completed=missing')
    return { trouble: malformed('The status of the upstream says nothing of an end.') };
  const known = wireStateOf(rawStatus);
  const state = known && STATES[known];
  return {
    observation: {
      state,
      upstreamState: rawStatus,
      rule: known ? RULES[known] : 'flags that no mapping knows',
      ...idOf(ref),
      ...progressOf(response.data.status),
      ...resultOf(response.data, state),
      ...(state === 'failed' ? { error: { code: 'hasErrors', message: null } } : {}),
      ...anomaliesOf(raw, response.data.status, rawStatus, state),
    },
  };
}

/** The flags as one status. Where the HTTP status contradicts the body, the body is right. */
function wireStatus(status: StatusResponse['status']): string {
  const aborted = flagText(status.aborted);
  if (aborted !== 'false' && aborted !== 'missing') return `aborted=${aborted}`;
  const completed = flagText(status.completed);
  return completed === 'true' ? `completed=true hasErrors=${flagText(status.hasErrors)}` : `completed=${completed}`;
}

function idOf({ key }: UpstreamRef): Pick<Observation, 'upstreamId'> {
  const address = parseRequestKey(key);
  return address ? { upstreamId: address.requestId } : {};
}

function progressOf(status: StatusResponse['status']): { progress?: Progress } {
  const done = count(status.processed);
  const total = count(status.total);
  if (done === null && total === null) return {};
  const percent = done === null || total === null || total === 0 ? null : Math.min(100, (done / total) * 100);
  return { progress: { percent, done, total, unit: null, estimatedEndAt: null } };
}

/** Unchanged. Before the end, an empty list means that no part has arrived yet. */
function resultOf({ result }: StatusResponse, state: JobState | null): Pick<Observation, 'result'> {
  if (result === undefined) return {};
  const isEmpty = result === null || (Array.isArray(result) && result.length === 0);
  const hasEnded = state !== null && state !== 'running';
  return isEmpty && !hasEnded ? {} : { result };
}

const MAX_FIGURE_LENGTH = 64;

function anomaliesOf(
  raw: HitachiAnalyzerRaw,
  status: StatusResponse['status'],
  rawStatus: string,
  state: JobState | null,
): { anomalies?: Anomaly[] } {
  const anomalies: Anomaly[] = [];
  if (state === null) anomalies.push({ code: 'unmapped-state', value: rawStatus });
  if (raw.httpStatus === 206 && flagText(status.completed) === 'true') {
    anomalies.push({ code: 'completed-in-partial-answer', value: '206' });
  }
  for (const figure of [status.processed, status.total].filter(isInexact)) {
    anomalies.push({ code: 'number-not-exact', value: String(figure).trim().slice(0, MAX_FIGURE_LENGTH) });
  }
  return anomalies.length > 0 ? { anomalies } : {};
}
