import { trouble } from '#libs/jobs';
import type { Exchange, HttpResponse, Session, UpstreamCall } from '#libs/upstream';
import { resultOfStatus, done, inDoubt, notPerformed, refused, callFailed, queryFailed } from '../operation-result.js';
import type { Operation, OperationResult, CancelEffect, Refusal, Started, PendingStart } from '../actions.js';
import type { UpstreamRef } from '../provider.js';
import { ACCEPT, hasEnded, servingProbe, statusCall } from './datameer.client.js';
import { readKey } from './datameer.key.js';
import { meaningOf } from './datameer.states.js';
import { isPageForMissing, readResponse } from './datameer.errors.js';
import { jobStatusWire, neverTriggeredWire, triggerWire } from './datameer.wire.js';
import type { TriggerStep } from './datameer.start.js';

/** `job-kill`. Runs only: the run of a pointer may change at any moment. */
export const cancelRun: Operation<UpstreamRef, CancelEffect> = async (session, ref, signal) => {
  const executionId = executionOf(ref);
  if (executionId === null) return noRun();
  const call = post(`/rest/job-execution/job-kill/${encodeURIComponent(executionId)}`);
  const acted = await act(session, call, signal);
  if (!isUnexplained(acted)) return 'done' in acted ? done('acknowledged', acted.exchange) : acted;
  // The response to a late kill is undocumented: the run itself shows whether it had ended.
  const ended = await hasEnded(session, executionId, signal);
  if (ended) return done('ended', acted.exchange);
  return refused('conflict', 'kill-refused', 'The upstream refuses to stop this run.', acted.exchange);
};

export const deleteRunData: Operation<UpstreamRef, null> = async (session, ref, signal) => {
  const executionId = executionOf(ref);
  if (executionId === null) return noRun();
  const target = `/rest/data/${encodeURIComponent(executionId)}`;
  const acted = await act(session, { method: 'DELETE', target, headers: ACCEPT }, signal);
  if (!isUnexplained(acted)) return acted;
  const ended = await hasEnded(session, executionId, signal);
  return ended === false
    ? refused('conflict', 'not-ended', 'The run has not ended yet: its data cannot be deleted.', acted.exchange)
    : refused('conflict', 'delete-refused', 'The upstream refuses to delete the data of this run.', acted.exchange);
};

interface TakenTrigger {
  configuration: number;
  /** null: there was none. */
  runBefore: string | null;
}

/** The response is undocumented, so the new run is recognized by an id that differs from the one in `job-status` before. */
export const trigger: Operation<TriggerStep, Started | PendingStart> = async (session, { configuration }, signal) => {
  const before = await latestOf(session, configuration, signal);
  if ('acted' in before) return before.acted;
  const call = post(`/rest/job-execution?configuration=${encodeURIComponent(configuration)}`);
  const outcome = await session.call(call, signal);
  if ('trouble' in outcome) return callFailed(outcome);
  const { response, exchange } = outcome;
  const objected = await objectionIn(session, response, exchange, signal);
  if (objected) return objected;
  const named = idIn(response);
  if (named !== null && named !== before.id) return done(started(named, null), exchange);
  const taken: TakenTrigger = { configuration, runBefore: before.id };
  return done({ taken }, exchange);
};

/** `inferred`: the new run may have been started by another client. */
export const followTrigger: Operation<unknown, Started | null> = async (session, taken, signal) => {
  const { configuration, runBefore } = taken as TakenTrigger;
  const latest = await latestOf(session, configuration, signal);
  if ('acted' in latest) return latest.acted;
  const isNew = latest.id !== null && latest.id !== runBefore;
  return done(isNew ? started(latest.id!, latest.rawStatus) : null, latest.exchange);
};

async function latestOf(
  session: Session,
  configuration: number,
  signal: AbortSignal,
): Promise<{ id: string | null; rawStatus: string | null; exchange: Exchange } | { acted: OperationResult<never> }> {
  const call = statusCall({ form: 'job-status', configurationId: String(configuration) });
  const outcome = await session.call(call, signal);
  if ('trouble' in outcome) return { acted: queryFailed(outcome) };
  const { response, exchange } = outcome;
  const objected = await objectionIn(session, response, exchange, signal);
  // A query triggers nothing.
  if (objected) return { acted: 'mayHaveExecuted' in objected ? { ...objected, mayHaveExecuted: false } : objected };
  const read = readResponse(response);
  if ('trouble' in read) return { acted: notPerformed(read.trouble, exchange) };
  if (neverTriggeredWire.safeParse(read.body).success) return { id: null, rawStatus: null, exchange };
  const status = jobStatusWire.safeParse(read.body).data;
  if (status) return { id: status.id ?? null, rawStatus: status.jobStatus, exchange };
  const message = 'The upstream does not say which run of the configuration was the last.';
  return { acted: notPerformed(trouble('malformed', 'unexpected-shape', message), exchange) };
}

function started(id: string, rawStatus: string | null): Started {
  const meaning = rawStatus === null ? null : meaningOf(rawStatus);
  const observation = meaning && {
    ...meaning,
    upstreamState: rawStatus,
    rule: 'v1 job-status, another id than before the trigger',
    attribution: 'inferred' as const,
  };
  return { key: id, kind: 'run', observation };
}

function idIn(response: HttpResponse): string | null {
  if (response.body.length === 0) return null;
  const read = readResponse(response);
  return 'body' in read ? (triggerWire.safeParse(read.body).data?.['job-execution-id'] ?? null) : null;
}

/** An empty body is a success: "There isn't a response if the job was stopped". */
async function act(session: Session, call: UpstreamCall, signal: AbortSignal): Promise<OperationResult<null>> {
  const outcome = await session.call(call, signal);
  if ('trouble' in outcome) return callFailed(outcome);
  const { response, exchange } = outcome;
  return (await objectionIn(session, response, exchange, signal)) ?? done(null, exchange);
}

/** Why a call was not accepted; null: it was. */
async function objectionIn(
  session: Session,
  response: HttpResponse,
  exchange: Exchange,
  signal: AbortSignal,
): Promise<OperationResult<never> | null> {
  const isTaken = response.status >= 200 && response.status < 300;
  if (isTaken && response.body.length === 0) return null;
  const read = readResponse(response);
  if ('body' in read) return null;
  const { trouble: named } = read;
  if (named.code === 'missing-or-hidden') return refused('not-found', named.code, named.message, exchange);
  if (named.code === 'error-answer') return refused('invalid', named.code, named.message, exchange);
  if (named.kind === 'unauthorized' && response.status !== 403) return notPerformed(named, exchange);
  if (isPageForMissing(named) || isPageOfRefusal(response, named.code)) {
    if (!(await servingProbe(session, signal)())) return notPerformed(named, exchange);
    const withoutPage = { ...response, headers: {}, body: Buffer.alloc(0) };
    return resultOfStatus(withoutPage, exchange);
  }
  return isTaken ? inDoubt(named, exchange) : resultOfStatus(response, exchange);
}

/** A servlet container writes a page for each refusal, as it does for what is missing. */
const isPageOfRefusal = ({ status }: HttpResponse, code: string): boolean =>
  code === 'html-answer' && status >= 400 && status < 500;

function isUnexplained<Done>(acted: OperationResult<Done>): acted is { refused: Refusal; exchange: Exchange | null } {
  return 'refused' in acted && (acted.refused.reason === 'invalid' || acted.refused.reason === 'conflict');
}

const post = (target: string): UpstreamCall => ({ method: 'POST', target, headers: ACCEPT });

function executionOf({ key }: UpstreamRef): string | null {
  const named = readKey(key);
  return named?.form === 'job-details' ? named.executionId : null;
}

const noRun = (): OperationResult<never> =>
  refused('unsupported', 'not-a-run', 'Only runs support this: use the id of the run that the pointer shows.');
