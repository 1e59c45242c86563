import type { LogOnProtocol, Session, UpstreamCall, UpstreamConnection } from '#libs/upstream';
import type { Fetched, UpstreamRef } from '../provider.js';
import type { DatameerKey } from './datameer.key.js';
import { readAnswer } from './datameer.trouble.js';
import type { DatameerRaw } from './datameer.wire.js';

/** HTTP Basic with every call: there is nothing to obtain, to renew or to give back. */
export function basicLogOn({ auth }: UpstreamConnection): LogOnProtocol<string> {
  const credential = Buffer.from(`${auth['user'] ?? ''}:${auth['password'] ?? ''}`, 'utf8').toString('base64');
  return {
    logOn: () => Promise.resolve({ credential, renewAt: null }),
    authorize: (call, granted) => ({ ...call, headers: { ...call.headers, authorization: `Basic ${granted}` } }),
    judge: ({ status }) => (status === 401 ? 'refused' : 'accepted'),
  };
}

/** The one request that tells of a key. Whatever stands in the key stays within its path segment. */
export function statusCall(key: DatameerKey): UpstreamCall {
  const headers = { accept: 'application/json' };
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

export async function fetchStatus(
  session: Session,
  ref: UpstreamRef,
  key: DatameerKey,
  signal: AbortSignal,
): Promise<Fetched<DatameerRaw>> {
  const outcome = await session.call(statusCall(key), signal);
  if ('trouble' in outcome) return { ref, trouble: outcome.trouble, exchange: outcome.exchange };
  const read = readAnswer(outcome.answer);
  if ('trouble' in read) return { ref, trouble: read.trouble, exchange: outcome.exchange };
  return { ref, raw: { form: key.form, body: read.body }, exchange: outcome.exchange };
}
