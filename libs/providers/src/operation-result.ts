import type { Trouble } from '#libs/jobs';
import { statusTrouble, type Exchange, type HttpResponse, type FailedCall } from '#libs/upstream';
import type { OperationResult, Refusal } from './actions.js';

export function done<Done>(what: Done, exchange: Exchange | null): OperationResult<Done> {
  return { done: what, exchange };
}

/** `message` is a text of ours: what an upstream writes may echo anything, the credential of the call included. */
export function refused(
  reason: Refusal['reason'],
  code: string,
  message: string,
  exchange: Exchange | null = null,
): OperationResult<never> {
  return { refused: { reason, code, message }, exchange };
}

export function inDoubt(trouble: Trouble, exchange: Exchange | null): OperationResult<never> {
  return { trouble, mayHaveExecuted: true, exchange };
}

/** The upstream was not asked, or said something that rules out that it acted. */
export function notPerformed(trouble: Trouble, exchange: Exchange | null): OperationResult<never> {
  return { trouble, mayHaveExecuted: false, exchange };
}

/** For questions that change nothing: a list, a history, a poll before an action. */
export const queryFailed = ({
  trouble,
  exchange,
}: {
  trouble: Trouble;
  exchange: Exchange | null;
}): OperationResult<never> => notPerformed(trouble, exchange);

export const callFailed = ({ trouble, exchange, mayHaveExecuted }: FailedCall): OperationResult<never> => ({
  trouble,
  mayHaveExecuted,
  exchange,
});

/** What an answer means by its status, where the upstream's own rules say nothing; null for 2xx. */
export function resultOfStatus(response: HttpResponse, exchange: Exchange): OperationResult<never> | null {
  const byStatus = statusTrouble(response);
  if (byStatus === null) return null;
  const { status } = response;
  // Whatever failed inside may have failed after the deed.
  if (status >= 500) return inDoubt(byStatus, exchange);
  // A web page is as likely the word of a proxy, which says nothing of the job.
  const isFromUpstream = byStatus.code !== 'html-answer' && status >= 400;
  const refusal = isFromUpstream ? REFUSALS[status] : undefined;
  return refusal ? refused(...refusal, exchange) : notPerformed(byStatus, exchange);
}

const REFUSALS: Readonly<Record<number, readonly [Refusal['reason'], string, string]>> = {
  400: ['invalid', 'bad-request', 'The upstream takes the request for faulty.'],
  403: ['forbidden', 'forbidden', 'The credential of this connection may not do that upstream.'],
  404: ['not-found', 'not-found', 'The upstream knows no such job or target.'],
  405: ['unsupported', 'method-not-allowed', 'The upstream does not offer that.'],
  409: ['conflict', 'conflict', 'The upstream cannot do that in the state in which the job or its target is.'],
  422: ['invalid', 'unprocessable', 'The upstream takes the request for faulty.'],
};
