import { trouble } from '#libs/jobs';
import type { Session, UpstreamCall } from '#libs/upstream';
import { done, notPerformed, refused, queryFailed } from '../operation-result.js';
import type { OperationResult, ListedJob, ListPart } from '../actions.js';
import type { UpstreamRef } from '../provider.js';
import { ACCEPT, ACTIVE_JOBS, servingProbe } from './datameer.client.js';
import { readKey } from './datameer.key.js';
import { meaningForRun } from './datameer.states.js';
import { isPageForMissing, missingTrouble, readResponse } from './datameer.errors.js';
import { listedRunsWire, type ListedRunWire } from './datameer.wire.js';

/** The active jobs. Nothing but their state is documented: an element may lack the number. */
export function listActive(session: Session, signal: AbortSignal): Promise<OperationResult<ListedJob[]>> {
  return listOf(session, ACTIVE_JOBS, signal);
}

/** The history of a configuration, newest first; files have none, as v1 counts configurations. */
export function historyOf(
  session: Session,
  ref: UpstreamRef,
  { offset, limit }: ListPart,
  signal: AbortSignal,
): Promise<OperationResult<ListedJob[]>> {
  const key = readKey(ref.key);
  if (key?.form !== 'job-status') {
    const message = 'The upstream keeps a history of configurations only: ask with the key config-….';
    return Promise.resolve(refused('unsupported', 'no-history', message));
  }
  const target = `/rest/job-configuration/job-history/${encodeURIComponent(key.configurationId)}`;
  const part = `?start=${Math.trunc(offset)}&length=${Math.trunc(limit)}`;
  return listOf(session, { method: 'GET', target: target + part, headers: ACCEPT }, signal);
}

async function listOf(
  session: Session,
  call: UpstreamCall,
  signal: AbortSignal,
): Promise<OperationResult<ListedJob[]>> {
  const outcome = await session.call(call, signal);
  if ('trouble' in outcome) return queryFailed(outcome);
  const { response, exchange } = outcome;
  const read = readResponse(response);
  if ('body' in read) {
    const listed = listedRunsWire.safeParse(read.body);
    if (listed.success) return done(listed.data.map(listedJob), exchange);
    const message = 'The upstream answered with something else than a list of jobs.';
    return notPerformed(
      trouble('malformed', 'unexpected-shape', message, { upstreamStatus: response.status }),
      exchange,
    );
  }
  const isMissing = isPageForMissing(read.trouble) && (await servingProbe(session, signal)());
  const named = isMissing ? missingTrouble('job-status') : read.trouble;
  if (named.kind === 'not-found') return refused('not-found', named.code, named.message, exchange);
  if (response.status === 403) return refused('forbidden', named.code, named.message, exchange);
  return notPerformed(named, exchange);
}

function listedJob({ id, jobStatus }: ListedRunWire): ListedJob {
  const rawStatus = jobStatus ?? null;
  return {
    key: id ?? null,
    kind: 'run',
    state: rawStatus === null ? null : (meaningForRun(rawStatus)?.state ?? null),
    upstreamState: rawStatus,
    name: null,
    startedAt: null,
    endedAt: null,
  };
}
