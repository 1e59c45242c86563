import { isHtml, malformed, readJson, statusTrouble, type Exchange, type HttpResponse } from '#libs/upstream';
import { resultOfStatus, done, inDoubt, notPerformed, refused, callFailed } from '../operation-result.js';
import type { Operation, OperationResult, Refusal, Started } from '../actions.js';
import { isAllowed, type OperationStep } from '../operation-path.js';
import { otcImsDescriptor } from './otc-ims.descriptor.js';
import { codeOfResponse, envelopeTrouble, errorCodeOf, refusalOf } from './otc-ims.errors.js';
import { startedSchema } from './otc-ims.wire.js';

/** The codes that say more than "the request is faulty". All of the service come with status 400. */
const REASONS: Readonly<Record<string, readonly [Refusal['reason'], string]>> = {
  'IMG.0015': ['conflict', 'The quota of the project is used up.'],
  'IMG.0067': ['forbidden', 'The account may not act in this project.'],
  'IMG.0144': ['not-found', 'The image does not exist.'],
  'IMG.0148': ['conflict', 'The image is being exported.'],
};

/** One call of an operation: 200 with a `job_id`, not 202. */
export const startOperation: Operation<OperationStep, Started> = async (session, step, signal) => {
  const { method, path, body } = step;
  if (!isMethod(method) || !isAllowed(method, path, session.connection)) {
    return refused('forbidden', 'not-allowed', 'The operation is not among the allowedOperations of the connection.');
  }
  // Mandatory even without a body.
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
  const call = { method, target: path, headers, body: body && JSON.stringify(body) };
  const outcome = await session.call(call, signal);
  if ('trouble' in outcome) return callFailed(outcome);
  const { response, exchange } = outcome;
  return response.status >= 200 && response.status < 300 ? jobIn(response, exchange) : refusalIn(response, exchange);
};

function jobIn(response: HttpResponse, exchange: Exchange): OperationResult<Started> {
  const read = response.body.length > 0 ? readJson(response) : { value: {} };
  if ('trouble' in read) return inDoubt(read.trouble, exchange);
  const code = errorCodeOf(read.value);
  if (code !== null) return ofCode(code, exchange) ?? notPerformed(envelopeTrouble(read.value)!, exchange);
  const key = startedSchema.safeParse(read.value).data?.job_id;
  if (key === undefined) {
    return refused('no-job', 'no-job-created', 'The service took the request and made no job of it.', exchange);
  }
  if (otcImsDescriptor.parseKey(key)) return done({ key, kind: 'run', observation: null }, exchange);
  return inDoubt(malformed('The service answered with a job id that is none.', response), exchange);
}

function refusalIn(response: HttpResponse, exchange: Exchange): OperationResult<never> {
  const { status } = response;
  if (isHtml(response)) {
    const page = statusTrouble(response)!;
    return status < 500 ? notPerformed(page, exchange) : inDoubt(page, exchange);
  }
  const code = codeOfResponse(response);
  const byCode = status < 500 && code !== '' ? ofCode(code, exchange) : null;
  if (byCode) return byCode;
  const named = refusalOf(response)!;
  if (named.kind === 'throttled' || named.kind === 'unauthorized' || named.code === 'route-unknown') {
    return notPerformed(named, exchange);
  }
  // "Unknown system error" comes with 400, and says no more than a 500.
  if (named.kind === 'unreachable') return inDoubt(named, exchange);
  const byStatus = resultOfStatus(response, exchange)!;
  const hasCode = 'refused' in byStatus && /^[A-Z]+\.\d+$/.test(code);
  return hasCode ? { ...byStatus, refused: { ...byStatus.refused, code } } : byStatus;
}

function ofCode(code: string, exchange: Exchange): OperationResult<never> | null {
  const known = REASONS[code];
  return known ? refused(known[0], code, known[1], exchange) : null;
}

const isMethod = (method: string): method is 'POST' | 'PUT' | 'DELETE' => /^(POST|PUT|DELETE)$/.test(method);
