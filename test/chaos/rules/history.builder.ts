import type {
  Answer,
  Exchange,
  FaultEvent,
  Mark,
  Receipt,
  ShownJob,
  StreamConnection,
  StreamMessage,
} from '../history/history.event.js';
import type { Truth, TrueJob } from '../truth/truth.js';

/** The job of hand-written histories; times are milliseconds since their beginning. */
export const JOB = 'dm-prod~1';
const BORN = '2026-11-21T08:00:00.000Z';
/** A later life of its record. */
export const REBORN = '2026-11-21T08:00:09.000Z';

export function shown(change: Partial<ShownJob> = {}): ShownJob {
  const usual = { id: JOB, state: 'running', revision: 2, severity: 'ok', trackedAt: BORN };
  return { ...usual, cancellation: 'none', cancellationReason: null, ...change };
}

export function answer(change: Partial<Answer> = {}): Answer {
  const nothing = { shown: [], unchanged: [], missing: [], transitions: [], waiting: [], connections: ['dm-prod'] };
  return { status: 200, code: null, etag: null, isReplay: false, ...nothing, ...change };
}

/** A request that is answered 10 ms after it was sent; a read, unless it is changed. */
export function exchange(at: number, answered: Partial<Answer> | null, change: Partial<Exchange> = {}): Exchange {
  return {
    ...{ kind: 'exchange', client: 'reader', caller: 'operator', gateway: 'gateway 1', operation: 'read' },
    ...{ subject: JOB, idempotencyKey: null, resources: [], held: [], sentAt: at - 10, at },
    answer: answered === null ? null : answer(answered),
    ...change,
  };
}

/** An answer that shows the job. */
export const read = (at: number, job: Partial<ShownJob> = {}, change: Partial<Exchange> = {}): Exchange =>
  exchange(at, { shown: [shown(job)] }, change);

export function message(at: number, job: Partial<ShownJob> | null, change: Partial<StreamMessage> = {}): StreamMessage {
  return {
    ...{ kind: 'message', stream: 'stream', caller: 'operator', gateway: 'gateway 1', at, event: 'job' },
    ...{ shown: job === null ? null : shown(job), gone: null, connections: ['dm-prod'] },
    ...change,
  };
}

export function opened(at: number, change: Partial<StreamConnection> = {}): StreamConnection {
  const who = { stream: 'stream', subject: null, caller: 'operator', gateway: 'gateway 1' };
  return { kind: 'stream', ...who, at, is: 'open', lastEventId: null, ...change };
}

export function receipt(at: number, sequence: number, change: Partial<Receipt> = {}): Receipt {
  return {
    ...{ kind: 'receipt', receiver: 'receiver', caller: 'operator', message: `msg_${sequence}`, at, subject: JOB },
    ...{ type: 'jobgate.job.changed', state: 'running', previousState: 'running', sequence, status: 204 },
    connections: ['dm-prod'],
    ...change,
  };
}

export const fault = (at: number, name: string, change: Partial<FaultEvent> = {}): FaultEvent => ({
  ...{ kind: 'fault', number: 1, fault: name, target: 'worker 1', at, is: 'begun' },
  ...change,
});

export const mark = (at: number, name: Mark['mark']): Mark => ({ kind: 'mark', at, mark: name, wall: at });

/** The usual job ran from 0, and succeeded at 1,000. */
export function truth(job: Partial<TrueJob> = {}, change: Partial<Truth> = {}): Truth {
  const phases: TrueJob['phases'] = [
    { phase: 'running', from: 0 },
    { phase: 'succeeded', from: 1_000 },
  ];
  return {
    jobs: { [JOB]: { provider: 'datameer', phases, cancelRequestedAt: null, ...job } },
    starts: [],
    visible: { operator: ['dm-prod', 'hmc-lab'], restricted: ['dm-prod'] },
    ...change,
  };
}
