import { trouble } from '#libs/jobs';
import type { Exchange, HttpResponse, Session, UpstreamCall } from '#libs/upstream';
import { resultOfStatus, done, inDoubt, notPerformed, refused, callFailed, queryFailed } from '../operation-result.js';
import type { OperationResult, CancelEffect, Refusal, Started, PendingStart } from '../actions.js';
import type { UpstreamRef } from '../provider.js';
import { ACCEPT, hasEnded, servingProbe, statusCall } from './datameer.client.js';
import { readKey } from './datameer.key.js';
import { meaningOf } from './datameer.states.js';
import { isPageForMissing, readResponse } from './datameer.errors.js';
import { jobStatusWire, neverTriggeredWire, triggerWire } from './datameer.wire.js';
import type { TriggerStep } from './datameer.start.js';

/** `job-kill`. A pointer is none of its business: which run stands behind it could change in that very moment. */
export async function cancelRun(
  session: Session,
  ref: UpstreamRef,
  signal: AbortSignal,
): Promise<OperationResult<CancelEffect>> {
  const executionId = executionOf(ref);
  if (executionId === null) return noRun();
  const call = post(`/rest/job-execution/job-kill/${encodeURIComponent(executionId)}`);
  const acted = await act(session, call, signal);
  if (!isUnexplained(acted)) return 'done' in acted ? done('acknowledged', acted.exchange) : acted;
  // The response to a late kill is undocumented: the run itself shows whether it had ended.
  const ended = await hasEnded(session, executionId, signal);
  if (ended) return done('ended', acted.exchange);
  return refused('conflict', 'kill-refused', 'The upstream refuses to stop this run.', acted.exchange);
}

/** The data of a run, and with it what Jobgate could still be asked for upstream. */
export async function deleteRunData(
  session: Session,
  ref: UpstreamRef,
  signal: AbortSignal,
): Promise<OperationResult<null>> {
  const executionId = executionOf(ref);
  if (executionId === null) return noRun();
  const target = `/rest/data/${encodeURIComponent(executionId)}`;
  const acted = await act(session, { method: 'DELETE', target, headers: ACCEPT }, signal);
  if (!isUnexplained(acted)) return acted;
  const ended = await hasEnded(session, executionId, signal);
  return ended === false
    ? refused('conflict', 'not-ended', 'The run has not ended yet: its data cannot be deleted.', acted.exchange)
    : refused('conflict', 'delete-refused', 'The upstream refuses to delete the data of this run.', acted.exchange);
}

/** What the new run of a configuration is found by: it is another one than stood in `job-status` before. */
interface TakenTrigger {
  configuration: number;
  /** null: there was none. */
  runBefore: string | null;
}

/**
 * Triggers a configuration. What the upstream answers is documented nowhere, so the new run is known by its number: it
 * is another one than stood in `job-status` before.
 */
export async function trigger(
  session: Session,
  { configuration }: TriggerStep,
  signal: AbortSignal,
): Promise<OperationResult<Started | PendingStart>> {
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
}

/** Looks whether another run stands there. Another one's run in that moment would be taken for ours: hence `inferred`. */
export async function followTrigger(
  session: Session,
  taken: unknown,
  signal: AbortSignal,
): Promise<OperationResult<Started | null>> {
  const { configuration, runBefore } = taken as TakenTrigger;
  const latest = await latestOf(session, configuration, signal);
  if ('acted' in latest) return latest.acted;
  const isNew = latest.id !== null && latest.id !== runBefore;
  return done(isNew ? started(latest.id!, latest.rawStatus) : null, latest.exchange);
}

/** The latest run of a configuration, or why it is not known. */
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
  // A question only: whatever became of it, nothing was triggered.
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

/** The new run's number, where the answer has one. */
function idIn(response: HttpResponse): string | null {
  if (response.body.length === 0) return null;
  const read = readResponse(response);
  return 'body' in read ? (triggerWire.safeParse(read.body).data?.['job-execution-id'] ?? null) : null;
}

/** One call, and whether it was done. An empty body is a success: "There isn't a response if the job was stopped". */
async function act(session: Session, call: UpstreamCall, signal: AbortSignal): Promise<OperationResult<null>> {
  const outcome = await session.call(call, signal);
  if ('trouble' in outcome) return callFailed(outcome);
  const { response, exchange } = outcome;
  return (await objectionIn(session, response, exchange, signal)) ?? done(null, exchange);
}

/** What an answer has against a call; null where it was taken. */
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

/** The upstream said no, without a word of why. */
function isUnexplained<Done>(acted: OperationResult<Done>): acted is { refused: Refusal; exchange: Exchange | null } {
  return 'refused' in acted && (acted.refused.reason === 'invalid' || acted.refused.reason === 'conflict');
}

const post = (target: string): UpstreamCall => ({ method: 'POST', target, headers: ACCEPT });

function executionOf({ key }: UpstreamRef): string | null {
  const named = readKey(key);
  return named?.form === 'job-details' ? named.executionId : null;
}

const noRun = (): OperationResult<never> =>
  refused('unsupported', 'not-a-run', 'Only a run can be asked to do that: name the one that the pointer shows.');
