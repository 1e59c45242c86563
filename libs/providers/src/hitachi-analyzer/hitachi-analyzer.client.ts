import { trouble, type Trouble } from '#libs/jobs';
import type { Exchange, Session, UpstreamCall } from '#libs/upstream';
import { optionsSchema } from './hitachi-analyzer.descriptor.js';
import { readStatusAnswer } from './hitachi-analyzer.errors.js';
import { isAnsweredAtOnce, parseRequestKey, type RequestAddress } from './hitachi-analyzer.key.js';
import type { HitachiAnalyzerRaw } from './hitachi-analyzer.wire.js';

export type StatusOutcome =
  { raw: HitachiAnalyzerRaw; exchange: Exchange } | { trouble: Trouble; exchange: Exchange | null };

/** Asks for the status of one request. Sends no `x-waitTime`: the call must not become a queued request itself. */
export async function getStatus(session: Session, key: string, signal: AbortSignal): Promise<StatusOutcome> {
  const address = parseRequestKey(key);
  if (!address) {
    return {
      trouble: trouble('malformed', 'invalid-key', 'The key names no request of this upstream.'),
      exchange: null,
    };
  }
  if (isAnsweredAtOnce(address)) {
    const message = 'The request was answered at once: the upstream never gave it an id.';
    return { trouble: trouble('not-found', 'answered-at-once', message), exchange: null };
  }
  const { path } = optionsSchema.parse(session.connection.options);
  const outcome = await session.call(callOnRequest(path, 'getStatus', address), signal);
  if ('trouble' in outcome) return outcome;
  return { ...readStatusAnswer(outcome.answer), exchange: outcome.exchange };
}

/** One request of the upstream, and what to do with it. */
export function callOnRequest(path: string, action: string, { dataset, requestId }: RequestAddress): UpstreamCall {
  const query = `action=${action}&dataset=${encodeURIComponent(dataset)}&requestId=${encodeURIComponent(requestId)}`;
  return { method: 'GET', target: `${path}?${query}`, headers: { accept: 'application/json' } };
}
