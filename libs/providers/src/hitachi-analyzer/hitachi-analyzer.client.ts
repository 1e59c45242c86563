import { trouble } from '#libs/jobs';
import type { Session, UpstreamCall } from '#libs/upstream';
import { fetchOne } from '../fetch-one.js';
import type { Fetched, UpstreamRef } from '../provider.js';
import { readStatusResponse } from './hitachi-analyzer.errors.js';
import { isSynchronousAddress, parseRequestKey, type RequestAddress } from './hitachi-analyzer.key.js';
import type { HitachiAnalyzerRaw } from './hitachi-analyzer.wire.js';

const NOT_A_KEY = trouble('malformed', 'invalid-key', 'The key names no request of this upstream.');
const COMPLETED_SYNCHRONOUSLY = trouble(
  'not-found',
  'answered-at-once',
  'The request was answered at once: the upstream never gave it an id.',
);

/** Sends no `x-waitTime`: the call must not become a queued request itself. */
export function getStatus(
  session: Session,
  ref: UpstreamRef,
  signal: AbortSignal,
): Promise<Fetched<HitachiAnalyzerRaw>> {
  const address = parseRequestKey(ref.key);
  if (!address) return Promise.resolve({ ref, trouble: NOT_A_KEY, exchange: null });
  if (isSynchronousAddress(address)) return Promise.resolve({ ref, trouble: COMPLETED_SYNCHRONOUSLY, exchange: null });
  const call = callOnRequest(String(session.connection.options['path']), 'getStatus', address);
  return fetchOne(session, ref, call, signal, readStatusResponse);
}

export function callOnRequest(path: string, action: string, { dataset, requestId }: RequestAddress): UpstreamCall {
  const query = `action=${action}&dataset=${encodeURIComponent(dataset)}&requestId=${encodeURIComponent(requestId)}`;
  return { method: 'GET', target: `${path}?${query}`, headers: { accept: 'application/json' } };
}
