import { isTerminal, type Observation } from '#libs/jobs';
import {
  isHtml,
  malformed,
  readJson,
  retryAfterMs,
  statusTrouble,
  type Exchange,
  type HttpResponse,
} from '#libs/upstream';
import { resultOfStatus, done, inDoubt, notPerformed, refused, callFailed } from '../operation-result.js';
import type { Operation, OperationResult, CancelEffect, Started } from '../actions.js';
import type { UpstreamRef } from '../provider.js';
import { callOnRequest } from './hitachi-analyzer.client.js';
import { optionsSchema } from './hitachi-analyzer.descriptor.js';
import { errorTrouble, vendorCode } from './hitachi-analyzer.errors.js';
import {
  formatRequestKey,
  isSynchronousAddress,
  isRequestAddress,
  makeSynchronousAddress,
  parseRequestKey,
} from './hitachi-analyzer.key.js';
import type { RequestStep } from './hitachi-analyzer.start.js';
import { translateStatus } from './hitachi-analyzer.translate.js';
import { abortResponse, flagText, plainResult, requestIdIn, statusResponse } from './hitachi-analyzer.wire.js';

const SECOND_MS = 1_000;

/** `abortRequest` is a GET that changes state. */
export const abortRequest: Operation<UpstreamRef, CancelEffect> = async (session, { key }, signal) => {
  const address = parseRequestKey(key);
  if (!address) return refused('invalid', 'invalid-key', 'The key names no request of this upstream.');
  if (isSynchronousAddress(address)) return done('ended', null);
  const { path } = optionsSchema.parse(session.connection.options);
  const outcome = await session.call(callOnRequest(path, 'abortRequest', address), signal);
  if ('trouble' in outcome) return callFailed(outcome);
  const { response, exchange } = outcome;
  const read = bodyOf(response, exchange);
  if ('acted' in read) {
    const isAborted = 'trouble' in read.acted && read.acted.trouble.code === 'already-aborted';
    return isAborted ? done('ended', exchange) : read.acted;
  }
  const rawStatus = flagText(abortResponse.safeParse(read.body).data?.aborted);
  if (rawStatus === 'true') return done('acknowledged', exchange);
  if (rawStatus === 'false') return done('ineffective', exchange);
  return inDoubt(malformed('The upstream does not say whether it stopped the request.', response), exchange);
};

/** A request that ends within `waitTime` is answered at once, without an id. */
export const startRequest: Operation<RequestStep, Started> = async (session, step, signal) => {
  const { dataset, path } = optionsSchema.parse(session.connection.options);
  const { timeoutMs } = session.connection.limits;
  // A wait as long as the time-out would leave the call without an answer, and its request without a name.
  const waitSeconds = Math.min(step.waitTime, Math.max(0, Math.floor(timeoutMs / SECOND_MS) - 1));
  const target = `${path}?action=${step.action}&dataset=${encodeURIComponent(dataset)}`;
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    'x-waitTime': String(waitSeconds),
  };
  const outcome = await session.call({ method: 'POST', target, headers, body: JSON.stringify(step.body) }, signal);
  if ('trouble' in outcome) return callFailed(outcome);
  const { response, exchange } = outcome;
  const read = bodyOf(response, exchange);
  if ('acted' in read) return read.acted;
  const requestId = requestIdIn(read.body);
  if (requestId !== null) {
    const address = { dataset, requestId };
    if (isRequestAddress(address)) {
      return done({ key: formatRequestKey(address), kind: 'run', observation: null }, exchange);
    }
    return inDoubt(malformed('The upstream named the request in a way that is none.', response), exchange);
  }
  const key = formatRequestKey(makeSynchronousAddress(dataset));
  const observation = endIn(response, read.body, { key, kind: 'run' });
  if (observation) {
    return done({ key, kind: 'run', observation: { ...observation, operation: step.action } }, exchange);
  }
  if (statusResponse.safeParse(read.body).success || plainResult.safeParse(read.body).success) {
    const message = 'The upstream took the request and gave it no id under which it could be followed.';
    return refused('no-job', 'no-request-id', message, exchange);
  }
  return inDoubt(malformed('The upstream answered the request in no known form.', response), exchange);
};

/** The end of the request, if the response has it. */
function endIn({ status }: HttpResponse, body: unknown, ref: UpstreamRef): Observation | null {
  if (statusResponse.safeParse(body).success) {
    const translated = translateStatus({ httpStatus: status, body }, ref);
    if (!('observation' in translated)) return null;
    // The id in the key is ours.
    const { upstreamId: _ours, ...observation } = translated.observation;
    return observation.state !== null && isTerminal(observation.state) ? observation : null;
  }
  const plain = plainResult.safeParse(body);
  if (!plain.success || status !== 200) return null;
  const { result } = plain.data;
  return { state: 'succeeded', upstreamState: null, rule: 'answered at once, with a result and no status', result };
}

type Body = { body: unknown } | { acted: OperationResult<never> };

/** Codes and texts take precedence over the HTTP status. */
function bodyOf(response: HttpResponse, exchange: Exchange): Body {
  const { status } = response;
  const isTaken = status >= 200 && status < 300;
  const json = readJson(response);
  if ('trouble' in json && isTaken) return { acted: inDoubt(json.trouble, exchange) };
  if ('value' in json) {
    const named = errorTrouble(json.value, { upstreamStatus: status, retryAfterMs: retryAfterMs(response) });
    const code = vendorCode(json.value);
    if (named) {
      if (named.kind === 'not-found')
        return { acted: refused('not-found', code ?? named.code, named.message, exchange) };
      if (named.code === 'parameter-missing') {
        return { acted: refused('invalid', code ?? named.code, named.message, exchange) };
      }
      return { acted: named.kind === 'unreachable' ? inDoubt(named, exchange) : notPerformed(named, exchange) };
    }
    if (isTaken && code === null) return { body: json.value };
    if (isTaken) return { acted: refused('invalid', code!, 'The upstream answered with an error.', exchange) };
  }
  return { acted: byStatus(response, exchange, 'value' in json ? vendorCode(json.value) : null) };
}

function byStatus(response: HttpResponse, exchange: Exchange, code: string | null): OperationResult<never> {
  const named = statusTrouble(response)!;
  // A wrong path gives a 404 as well, which says nothing of a request.
  if (response.status === 404 && !isHtml(response)) {
    return notPerformed(
      malformed('The upstream answered with status 404 without saying what is missing.', response),
      exchange,
    );
  }
  const acted = resultOfStatus(response, exchange) ?? notPerformed(named, exchange);
  return 'refused' in acted && code !== null ? { ...acted, refused: { ...acted.refused, code } } : acted;
}
