import { isHtml, malformed, readJson, type Exchange, type HttpResponse, type UpstreamCall } from '#libs/upstream';
import { resultOfStatus, done, inDoubt, notPerformed, refused, callFailed } from '../operation-result.js';
import type { OperationResult, CancelEffect, Refusal, Started } from '../actions.js';
import { isAllowed, type OperationStep } from '../operation-path.js';
import type { UpstreamRef } from '../provider.js';
import { targetHeaders, type HmcSession } from './ibm-hmc.client.js';
import { jobPath, keyFromUrl, parseKey } from './ibm-hmc.key.js';
import { jobTrouble, reasonOf } from './ibm-hmc.errors.js';
import { startBody } from './ibm-hmc.wire.js';

/** What a cancel met that is no refusal: the job has ended, or is being canceled already. */
const CANCEL_EFFECTS: Readonly<Record<string, CancelEffect>> = { '409.41': 'ended', '409.42': 'pending' };

/** By status and reason; anything else by its status alone. */
const REFUSALS: Readonly<Record<string, readonly [Refusal['reason'], string]>> = {
  '400.2': ['invalid', 'The HMC wants the target name of the job: set options.targetName.'],
  '404.4': ['unsupported', 'The operation behind this job does not support cancellation.'],
  '409.1': ['conflict', 'The object is not in a state in which the operation can be performed.'],
  '409.2': ['conflict', 'The object is busy with another operation.'],
  '409.40': ['conflict', 'The job has not ended yet: its record cannot be deleted.'],
};

/** Without a body: the HMC refuses one that it does not expect. Takes no effect by itself: the job will tell. */
export async function cancelJob(
  session: HmcSession,
  { key }: UpstreamRef,
  signal: AbortSignal,
): Promise<OperationResult<CancelEffect>> {
  if (!parseKey(key)) return noJob();
  const target = `${jobPath(key)}/operations/cancel`;
  const asked = await ask(session, { method: 'POST', target }, signal);
  if ('acted' in asked) return asked.acted;
  const { response, exchange } = asked;
  const effect = CANCEL_EFFECTS[codeOf(response)];
  return effect ? done(effect, exchange) : (objectionIn(response, exchange) ?? done('acknowledged', exchange));
}

/** Deletes the record of an ended job, which the HMC would forget by itself some hours later. */
export async function deleteJob(
  session: HmcSession,
  { key }: UpstreamRef,
  signal: AbortSignal,
): Promise<OperationResult<null>> {
  if (!parseKey(key)) return noJob();
  const asked = await ask(session, { method: 'DELETE', target: jobPath(key) }, signal);
  if ('acted' in asked) return asked.acted;
  return objectionIn(asked.response, asked.exchange) ?? done(null, asked.exchange);
}

/** One POST to an operation. Only a `job-uri` makes it a job; a `Location` names what is being created. */
export async function startOperation(
  session: HmcSession,
  step: OperationStep,
  signal: AbortSignal,
): Promise<OperationResult<Started>> {
  const { method, path, body } = step;
  if (method !== 'POST' || !isAllowed(method, path, session.connection)) {
    return refused('forbidden', 'not-allowed', 'The operation is not among the allowedOperations of the connection.');
  }
  const headers = body && { 'content-type': 'application/json' };
  const call: UpstreamCall = { method, target: path, headers, body: body && JSON.stringify(body) };
  const asked = await ask(session, call, signal);
  if ('acted' in asked) return asked.acted;
  const { response, exchange } = asked;
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
}

type Asked = { response: HttpResponse; exchange: Exchange } | { acted: OperationResult<never> };

async function ask(session: HmcSession, call: UpstreamCall, signal: AbortSignal): Promise<Asked> {
  const headers = { ...targetHeaders(session.connection), ...call.headers };
  const outcome = await session.call({ ...call, headers }, signal);
  return 'trouble' in outcome ? { acted: callFailed(outcome) } : outcome;
}

/** What an answer has against a call; null where it was taken: with any 2xx, as clients of IBM's own disagree. */
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
