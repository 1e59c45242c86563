import { isTerminal } from '#libs/jobs';
import {
  basicLogOn,
  isLogOnPage,
  type LogOnProtocol,
  type Session,
  type UpstreamCall,
  type UpstreamConnection,
} from '#libs/upstream';
import { fetchOne } from '../fetch-one.js';
import type { Fetched, UpstreamRef } from '../provider.js';
import type { DatameerKey } from './datameer.key.js';
import { meaningForRun } from './datameer.states.js';
import { isPageForMissing, missingTrouble, readResponse } from './datameer.errors.js';
import { jobDetailsWire, type DatameerRaw } from './datameer.wire.js';

export const datameerLogOn = ({ url, auth }: UpstreamConnection): LogOnProtocol<string> =>
  basicLogOn(url, auth['user'] ?? '', auth['password'] ?? '', (response) =>
    response.status === 401 || isLogOnPage(response) ? 'refused' : 'accepted',
  );

export const ACCEPT = { accept: 'application/json' };
export const ACTIVE_JOBS: UpstreamCall = { method: 'GET', target: '/rest/jobs/list-running', headers: ACCEPT };

export function statusCall(key: DatameerKey): UpstreamCall {
  const headers = ACCEPT;
  const segment = encodeURIComponent;
  switch (key.form) {
    case 'job-details':
      return { method: 'GET', target: `/rest/job-execution/job-details/${segment(key.executionId)}`, headers };
    case 'job-status':
      return { method: 'GET', target: `/rest/job-configuration/job-status/${segment(key.configurationId)}`, headers };
    case 'file-status':
      return { method: 'GET', target: `/api/job-execution/${segment(key.file)}/status`, headers };
  }
}

export function fetchStatus(
  session: Session,
  ref: UpstreamRef,
  key: DatameerKey,
  signal: AbortSignal,
  isServing: () => Promise<boolean>,
): Promise<Fetched<DatameerRaw>> {
  return fetchOne(session, ref, statusCall(key), signal, (response) => {
    const read = readResponse(response);
    if ('body' in read) return { raw: { form: key.form, body: read.body } };
    if (!isPageForMissing(read.trouble)) return read;
    return isServing().then((isUp) => (isUp ? { trouble: missingTrouble(key.form) } : read));
  });
}

/**
 * Whether the upstream serves its list of active jobs, requested once on demand. Distinguishes Datameer's page for a missing
 * job from the same page of a proxy.
 */
export function servingProbe(session: Session, signal: AbortSignal): () => Promise<boolean> {
  const probe = async (): Promise<boolean> => {
    const outcome = await session.call(ACTIVE_JOBS, signal);
    if ('trouble' in outcome) return false;
    const read = readResponse(outcome.response);
    return 'body' in read && Array.isArray(read.body);
  };
  let result: Promise<boolean> | null = null;
  return () => (result ??= probe());
}

/** null: not known. */
export async function hasEnded(session: Session, executionId: string, signal: AbortSignal): Promise<boolean | null> {
  const outcome = await session.call(statusCall({ form: 'job-details', executionId }), signal);
  if ('trouble' in outcome) return null;
  const read = readResponse(outcome.response);
  const details = 'body' in read ? jobDetailsWire.safeParse(read.body).data : undefined;
  const meaning = details && meaningForRun(details.jobStatus);
  return meaning ? isTerminal(meaning.state) : null;
}
