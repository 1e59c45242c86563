import { malformed, type Exchange, type HttpResponse, type UpstreamCall } from '#libs/upstream';
import type { Trouble } from '#libs/jobs';
import { done, inDoubt, notPerformed, refused, callFailed, queryFailed } from '../operation-result.js';
import type { OperationResult, Started } from '../actions.js';
import { responseTrouble, readStatus } from './oracle-sbc.client.js';
import { runKey } from './oracle-sbc.key.js';
import { lockCall } from './oracle-sbc.lock.js';
import type { SbcSession } from './oracle-sbc.session.js';
import type { ManagementStep } from './oracle-sbc.start.js';
import { endNamedBy } from './oracle-sbc.states.js';
import { accepted, readRaw } from './oracle-sbc.translate.js';
import type { Slot } from './oracle-sbc.wire.js';
import { readXml } from './oracle-sbc.xml.js';

const METHODS: Record<ManagementStep['operation'], 'POST' | 'PUT'> = {
  activate: 'POST',
  backup: 'POST',
  save: 'PUT',
  verify: 'PUT',
  restore: 'PUT',
};

/**
 * Takes the configuration lock, reads the slot, and submits. The lock stays until a later poll of the slot has shown the
 * end, so that no other operation can be taken for this one; without polls it ends with its token.
 */
export async function startManagement(
  session: SbcSession,
  step: ManagementStep,
  signal: AbortSignal,
  now: () => number = Date.now,
): Promise<OperationResult<Started>> {
  if (!session.tracker.begin()) return underWay(null);
  try {
    await session.lockReleased;
    const objected = await takeLock(session, signal);
    if (objected) return objected;
    const acted = await submit(session, step, signal, now);
    if (!('done' in acted)) {
      session.tracker.withdraw();
      session.releaseLock('now');
    }
    return acted;
  } finally {
    session.tracker.finish();
  }
}

async function takeLock(session: SbcSession, signal: AbortSignal): Promise<OperationResult<never> | null> {
  const outcome = await session.call(lockCall(session.connection, 'lock'), signal);
  if ('trouble' in outcome) {
    // Its owner is unknown; releasing a lock of others has no effect.
    if (outcome.mayHaveExecuted) session.tracker.locked();
    session.releaseLock('now');
    return queryFailed(outcome);
  }
  const { response, exchange } = outcome;
  const objected = objectionIn(response, exchange);
  if (objected === null || 'mayHaveExecuted' in objected) session.tracker.locked();
  if (objected !== null) session.releaseLock('now');
  return objected && 'mayHaveExecuted' in objected ? { ...objected, mayHaveExecuted: false } : objected;
}

async function submit(
  session: SbcSession,
  step: ManagementStep,
  signal: AbortSignal,
  now: () => number,
): Promise<OperationResult<Started>> {
  const before = await slotBefore(session, signal);
  if ('acted' in before) return before.acted;
  const key = runKey(step.operation, now());
  session.tracker.submitting(key, step.operation, before.slot);
  const outcome = await session.call(managementCall(session, step), signal);
  if ('trouble' in outcome) return callFailed(outcome);
  const { response, exchange } = outcome;
  const objected = objectionIn(response, exchange);
  if (objected) return objected;
  session.tracker.accepted();
  return done({ key, kind: 'run', observation: accepted(step.operation, true) }, exchange);
}

/** Its end must not be mistaken for that of the next operation. */
async function slotBefore(
  session: SbcSession,
  signal: AbortSignal,
): Promise<{ slot: Slot | null } | { acted: OperationResult<never> }> {
  const status = await readStatus(session, signal);
  if ('trouble' in status) return { acted: queryFailed(status) };
  const read = readRaw(status.raw);
  if ('trouble' in read) return { acted: notPerformed(read.trouble, status.exchange) };
  const isUnderWay = read.slot !== null && endNamedBy(read.slot.status) === null;
  return isUnderWay ? { acted: underWay(status.exchange) } : { slot: read.slot };
}

function managementCall({ connection }: SbcSession, step: ManagementStep): UpstreamCall {
  const { operation, ...parameters } = step;
  const query = new URLSearchParams({ action: operation, ...parameters });
  const target = `/rest/${String(connection.options['version'])}/configuration/management?${query.toString()}`;
  return { method: METHODS[operation], target, headers: { accept: 'application/xml' } };
}

/** Why a call was not accepted; null: it was. */
function objectionIn(response: HttpResponse, exchange: Exchange): OperationResult<never> | null {
  const { status } = response;
  const problem = responseTrouble(response);
  if (problem === null) {
    if (response.body.length === 0) return null;
    const xml = readXml(response.body.toString('utf8'));
    if ('root' in xml && xml.root.name === 'response') return null;
    return inDoubt(malformed('The upstream accepted the request in no known form.', response), exchange);
  }
  if (problem.code === 'html-answer') return ofPage(status, problem, exchange);
  if (status === 423 || status === 409) {
    const message = 'Somebody else holds the configuration lock of the box.';
    return refused('conflict', 'configuration-locked', message, exchange);
  }
  if (status === 400) return refused('invalid', problem.code, 'The upstream refuses the request.', exchange);
  if (status === 403) return refused('forbidden', problem.code, problem.message, exchange);
  return status >= 500 ? inDoubt(problem, exchange) : notPerformed(problem, exchange);
}

const ofPage = (status: number, page: Trouble, exchange: Exchange): OperationResult<never> =>
  status >= 300 && status < 500 ? notPerformed(page, exchange) : inDoubt(page, exchange);

const underWay = (exchange: Exchange | null): OperationResult<never> =>
  refused('conflict', 'operation-under-way', 'An operation is under way, and the box shows only one.', exchange);
