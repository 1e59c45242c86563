import type { QueueJobJson } from '@bull-board/api/typings/app';

/** What is wanted of which job. What a start sends upstream is its caller's own, and not shown. */
const OF_DATA = ['key', 'askedAt', 'does', 'caller', 'offset', 'limit', 'expiresAt'];
/** What came of it. What the upstream said belongs to the job, where it is redacted. */
const OF_OUTCOME = ['result', 'kind', 'code', 'reason', 'retryAfterMs'];
const OF_OPTIONS = ['lifo', 'priority', 'delay', 'attempts'];
const FAILED = 'The log of the worker says why.';

/** A request as people may see it: named members alone, so that nothing is shown because it was added one day. */
export function requestView(held: QueueJobJson): QueueJobJson {
  const { id, name, attemptsMade, delay, priority, timestamp, processedOn, finishedOn, data, returnvalue } = held;
  return {
    ...{ id, name, attemptsMade, delay, priority, timestamp, processedOn, finishedOn },
    data: { ...picked(data, OF_DATA), ...countOfSteps(data) },
    returnvalue: isObject(returnvalue) ? picked(returnvalue, OF_OUTCOME) : null,
    opts: picked(held.opts, OF_OPTIONS),
    failedReason: held.failedReason ? FAILED : '',
    stacktrace: [],
    progress: 0,
  };
}

function countOfSteps(data: unknown): { steps?: number } {
  const steps: unknown = isObject(data) ? data['steps'] : undefined;
  return Array.isArray(steps) ? { steps: steps.length } : {};
}

function picked(value: unknown, names: readonly string[]): object {
  if (!isObject(value)) return {};
  return Object.fromEntries(names.flatMap((name) => (value[name] === undefined ? [] : [[name, value[name]]])));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
