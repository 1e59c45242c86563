import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { AppJobScheduler, JobStatus, QueueJob, QueueJobJson } from '@bull-board/api/typings/app';

export type Queue = ConstructorParameters<typeof BullMQAdapter>[0];
export type Held = NonNullable<Awaited<ReturnType<BullMQAdapter['getJob']>>>;

/** On one page, whatever the page is asked for. */
export const MAX_SHOWN = 100;

/** A queue as the board may show it: to be read and not to be changed. */
export class ShownQueue extends BullMQAdapter {
  constructor(
    private readonly name: string,
    queue: Queue,
  ) {
    super(queue, { readOnlyMode: true, allowRetries: false });
  }

  override getName(): string {
    return this.name;
  }

  override async getJob(id: string): Promise<Held | undefined> {
    const held = await super.getJob(id);
    return held && shown(held);
  }

  override async getJobs(statuses: JobStatus[], start = 0, end = MAX_SHOWN): Promise<Held[]> {
    const held = await super.getJobs(statuses, start, Math.min(end, start + MAX_SHOWN - 1));
    return held.map(shown);
  }

  /** Without job data. */
  override async getJobSchedulers(): Promise<Omit<AppJobScheduler, 'queueName'>[]> {
    const schedulers = await super.getJobSchedulers();
    return schedulers.map((scheduler) => ({ ...scheduler, template: undefined }));
  }

  /** They have none. */
  override getJobLogs(): Promise<string[]> {
    return Promise.resolve([]);
  }

  override getFlowProducer(): Promise<null> {
    return Promise.resolve(null);
  }
}

export function shown(held: Held): Held {
  const toJSON = held.toJSON.bind(held);
  held.toJSON = () => requestView(toJSON() as ReturnType<QueueJob['toJSON']>) as ReturnType<Held['toJSON']>;
  return held;
}

/** What is wanted of which job. What a start sends upstream is its caller's own, and not shown. */
const OF_DATA = ['key', 'askedAt', 'does', 'caller', 'offset', 'limit', 'expiresAt'];
/** What came of it. What the upstream said belongs to the job, where it is redacted. */
const OF_OUTCOME = ['result', 'kind', 'code', 'reason', 'retryAfterMs'];
const OF_OPTIONS = ['lifo', 'priority', 'delay', 'attempts'];
const FAILED = 'The log of the worker says why.';

/** A request as people may see it: named members alone, so that nothing is shown because it was added one day. */
function requestView(held: QueueJobJson): QueueJobJson {
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
