import { isHtml, malformed, readJson, type Exchange, type HttpResponse, type UpstreamCall } from '#libs/upstream';
import { resultOfStatus, done, inDoubt, notPerformed, refused, callFailed } from '../operation-result.js';
import type { Operation, OperationResult, CancelEffect, Refusal, Started } from '../actions.js';
import { isAllowed, type OperationStep } from '../operation-path.js';
import type { UpstreamRef } from '../provider.js';
import { targetHeaders, type HmcSession } from './ibm-hmc.client.js';
import { jobPath, keyFromUrl, parseKey } from './ibm-hmc.key.js';
import { jobTrouble, reasonOf } from './ibm-hmc.errors.js';
import { startBody } from './ibm-hmc.wire.js';

/** Error codes of a cancel that are no refusal. */
const CANCEL_EFFECTS: Readonly<Record<string, CancelEffect>> = { '409.41': 'ended', '409.42': 'pending' };

/** By status and reason; others by status alone. */
const REFUSALS: Readonly<Record<string, readonly [Refusal['reason'], string]>> = {
  '400.2': ['invalid', 'The HMC wants the target name of the job: set options.targetName.'],
  '404.4': ['unsupported', 'The operation behind this job does not support cancellation.'],
  '409.1': ['conflict', 'The object is not in a state in which the operation can be performed.'],
  '409.2': ['conflict', 'The object is busy with another operation.'],
  '409.40': ['conflict', 'The job has not ended yet: its record cannot be deleted.'],
};

/** Without a body: the HMC rejects an unexpected one. */
export const cancelJob: Operation<UpstreamRef, CancelEffect, HmcSession> = async (session, { key }, signal) => {
  if (!parseKey(key)) return noJob();
  const target = `${jobPath(key)}/operations/cancel`;
  const sent = await send(session, { method: 'POST', target }, signal);
  if ('acted' in sent) return sent.acted;
  const { response, exchange } = sent;
  const effect = CANCEL_EFFECTS[codeOf(response)];
  return effect ? done(effect, exchange) : (objectionIn(response, exchange) ?? done('acknowledged', exchange));
};

export const deleteJob: Operation<UpstreamRef, null, HmcSession> = async (session, { key }, signal) => {
  if (!parseKey(key)) return noJob();
  const sent = await send(session, { method: 'DELETE', target: jobPath(key) }, signal);
  if ('acted' in sent) return sent.acted;
  return objectionIn(sent.response, sent.exchange) ?? done(null, sent.exchange);
};

/** One POST to an operation. Only a `job-uri` makes it a job; a `Location` names what is being created. */
export const startOperation: Operation<OperationStep, Started, HmcSession> = async (session, step, signal) => {
  const { method, path, body } = step;
  if (method !== 'POST' || !isAllowed(method, path, session.connection)) {
    return refused('forbidden', 'not-allowed', 'The operation is not among the allowedOperations of the connection.');
  }
  const headers = body && { 'content-type': 'application/json' };
  const call: UpstreamCall = { method, target: path, headers, body: body && JSON.stringify(body) };
  const sent = await send(session, call, signal);
  if ('acted' in sent) return sent.acted;
  const { response, exchange } = sent;
  const objected = objectionIn(response, exchange);
  if (objected) return objected;
  const read = response.body.length > 0 ? readJson(response) : { value: {} };
  const jobUri = 'value' in read ? startBody.safeParse(read.value).data?.['job-uri'] : undefined;
  if (jobUri === undefined) {
    return refused('no-job', 'no-job-created', 'The HMC took the operation and made no job of it.', exchange);
  }
  const key = keyFromUrl(jobUri, session.connection);
  if (key !== null) return done({ key, kind: 'run', observation: null }, exchange);
  return inDoubt(malformed('The HMC named a job by an address that is none of its own.', response), exchange);
};

type Sent = { response: HttpResponse; exchange: Exchange } | { acted: OperationResult<never> };

async function send(session: HmcSession, call: UpstreamCall, signal: AbortSignal): Promise<Sent> {
  const headers = { ...targetHeaders(session.connection), ...call.headers };
  const outcome = await session.call({ ...call, headers }, signal);
  return 'trouble' in outcome ? { acted: callFailed(outcome) } : outcome;
}

/** Why a call was not accepted; null: it was. Any 2xx counts: IBM's own clients disagree. */
function objectionIn(response: HttpResponse, exchange: Exchange): OperationResult<never> | null {
  const { status } = response;
  if (status >= 200 && status < 300) {
    const read = response.body.length > 0 ? readJson(response) : { value: null };
    return 'trouble' in read ? inDoubt(read.trouble, exchange) : null;
  }
  if (isHtml(response)) {
    const page = jobTrouble(response)!;
    const isOutside = status < 500 || page.code === 'web-services-disabled';
    return isOutside ? notPerformed(page, exchange) : inDoubt(page, exchange);
  }
  const code = codeOf(response);
  const known = REFUSALS[code];
  if (known) return refused(known[0], code, known[1], exchange);
  // Somebody in front of the HMC may answer so as well.
  if (status === 404 && reasonOf(response) === null) return notPerformed(jobTrouble(response)!, exchange);
  const byStatus = resultOfStatus(response, exchange);
  if (byStatus === null || !('refused' in byStatus) || reasonOf(response) === null) return byStatus;
  return { ...byStatus, refused: { ...byStatus.refused, code } };
}

const codeOf = (response: HttpResponse): string => `${response.status}.${reasonOf(response) ?? ''}`;

const noJob = (): OperationResult<never> => refused('invalid', 'invalid-key', 'This is not the id of an HMC job.');
