import fc from 'fast-check';
import { anyCancelOutcome, anyDelay, anyDescription, anyObservation, anyTrouble } from '../test/arbitraries.js';
import { aPointer, aRun, BEGIN, HOUR, MINUTE, RETENTION, SECOND } from '../test/scenes.js';
import {
  applyCancelOutcome,
  applyCancelRequest,
  applyDeadline,
  applyDescription,
  applyObservation,
  applyOverdue,
  applySuperseded,
  applyTrouble,
  applyUpstreamDeletion,
  beginCancel,
  hasPendingCancel,
  isFrozen,
  isOverdue,
  isPastDeadline,
  isTerminal,
  severityOf,
  trouble,
  type CancelOutcome,
  type Description,
  type JobRecord,
  type Observation,
  type Revised,
  type Transition,
  type Trouble,
} from './index.js';

const LOST_AFTER = { answers: 3, spreadMs: MINUTE, graceMs: 30 * SECOND };

type Action =
  | { does: 'observation'; observed: Observation }
  | { does: 'trouble'; trouble: Trouble; isConnectionTrusted: boolean; remembersEndedForMs: number | null }
  | { does: 'description'; description: Description }
  | { does: 'cancel-outcome'; outcome: CancelOutcome }
  | { does: 'superseded' | 'deadline' | 'overdue' | 'replanning' | 'cancel-wish' | 'cancel-begin' | 'deletion' };

/** What happens, and how many milliseconds after the step before. */
interface TimedAction {
  action: Action;
  delay: number;
}

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: anyObservation.map((observed): Action => ({ does: 'observation', observed })) },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('trouble' as const),
      trouble: anyTrouble,
      isConnectionTrusted: fc.constantFrom(true, true, true, false),
      remembersEndedForMs: fc.constantFrom(null, HOUR),
    }),
  },
  { weight: 1, arbitrary: anyDescription.map((description): Action => ({ does: 'description', description })) },
  { weight: 1, arbitrary: fc.constant<Action>({ does: 'overdue' }) },
  { weight: 1, arbitrary: fc.constant<Action>({ does: 'replanning' }) },
  { weight: 1, arbitrary: fc.constantFrom<Action>({ does: 'superseded' }, { does: 'deadline' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Action>({ does: 'cancel-wish' }, { does: 'cancel-begin' }, { does: 'deletion' }),
  },
  {
    weight: 2,
    arbitrary: anyCancelOutcome.map((outcome): Action => ({ does: 'cancel-outcome', outcome })),
  },
);

const anyJob = fc.record({
  kind: fc.constantFrom('run' as const, 'run' as const, 'pointer' as const),
  deadline: fc.constantFrom(null, BEGIN + 10 * MINUTE),
});
const anySteps: fc.Arbitrary<TimedAction[]> = fc.array(fc.record({ action: anyAction, delay: anyDelay }), {
  minLength: 1,
  maxLength: 25,
});
/** Denials one after another, of a connection that is mostly trusted: random steps alone hardly ever lose a job. */
const denials = fc.array(
  fc.record({
    action: fc.record({
      does: fc.constant('trouble' as const),
      trouble: fc.constant(trouble('not-found', 'gone', 'No such job.')),
      isConnectionTrusted: fc.constantFrom(true, true, true, false),
      remembersEndedForMs: fc.constantFrom(null, HOUR),
    }),
    delay: anyDelay,
  }),
  { minLength: 1, maxLength: 12 },
);
const anyStepsWithDenials = fc.tuple(anySteps, denials, anySteps).map((parts): TimedAction[] => parts.flat());

/** What happened to a record in one step. */
interface Step {
  action: Action;
  at: number;
  before: JobRecord;
  after: JobRecord;
  hasChanged: boolean;
  transition: Transition | null;
}

function perform(action: Action, before: JobRecord, at: number): Revised {
  const context = { at, source: 'poll' as const, retentionMs: RETENTION };
  switch (action.does) {
    case 'observation':
      return applyObservation(before, action.observed, context);
    case 'trouble':
      return applyTrouble(before, action.trouble, { ...context, ...action, lostAfter: LOST_AFTER });
    case 'superseded':
      return applySuperseded(before, context);
    case 'deadline':
      return isPastDeadline(before, at) ? applyDeadline(before, context) : untouched(before);
    case 'overdue':
      return applyOverdue(before, at);
    case 'description':
      return applyDescription(before, action.description, at);
    case 'cancel-wish':
      return applyCancelRequest(before, at);
    case 'cancel-begin':
      return beginCancel(before, at) ?? untouched(before);
    case 'cancel-outcome':
      return applyCancelOutcome(before, before.cancellation.requestedAt, action.outcome, at);
    case 'deletion':
      return applyUpstreamDeletion(before, at);
    case 'replanning': {
      const observation = { ...before.observation, nextCheckAt: at + MINUTE };
      return untouched({ ...before, check: { intervalMs: MINUTE, reason: 'x' }, observation });
    }
  }
}

const untouched = (record: JobRecord): Revised => ({ record, hasChanged: false, transition: null });

/** Plays a story of a job from the moment it is tracked, and holds every step to `law`. */
function inEveryStory(law: (step: Step) => void, stories = anySteps): void {
  const story = fc.property(anyJob, stories, (job, steps) => {
    let at = BEGIN;
    let record = frozenDeep(job.kind === 'run' ? aRun(job) : aPointer(job));
    for (const { action, delay } of steps) {
      at += delay;
      const { record: after, hasChanged, transition } = perform(frozenDeep(action), record, at);
      law({ action, at, before: record, after, hasChanged, transition });
      record = frozenDeep(after);
    }
  });
  fc.assert(story, { numRuns: 400 });
}

/** Writing to it throws from then on: nothing that is applied may change what it is given. */
function frozenDeep<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozenDeep);
  }
  return value;
}

/** The facts whose changes make a new revision, and those that cannot change without being shown. */
const countedFacts = (record: JobRecord) => ({
  state: [record.state, record.stateReason, record.severity, record.targetKey],
  percent: record.progress?.percent == null ? null : Math.floor(record.progress.percent),
  told: [record.cancellation, record.error, record.warnings, record.result?.digest ?? null, record.children],
  described: [record.labels, record.name],
  status: record.observation.status,
});

describe('whatever happens to a job', () => {
  it('a frozen run keeps its state, its result and its end', () => {
    inEveryStory(({ before, after, transition }) => {
      if (before.kind !== 'run' || !isFrozen(before.state)) return;
      expect([after.state, after.stateReason, after.expiresAt]).toEqual([before.state, null, before.expiresAt]);
      expect(transition).toBeNull();
      if (before.result !== null) expect(after.result).toEqual(before.result);
      if (before.error !== null) expect(after.error).toEqual(before.error);
      if (before.endedAt !== null) expect(after.endedAt).toBe(before.endedAt);
      const ranks = ['unknown', 'ok', 'warning', 'error'];
      expect(ranks.indexOf(after.severity)).toBeGreaterThanOrEqual(ranks.indexOf(before.severity));
    });
  });

  it('trouble becomes no outcome, except `lost` where every condition is met', () => {
    let lost = 0;
    inEveryStory(({ action, before, after, at }) => {
      if (action.does !== 'trouble' || after.state === before.state) return;
      lost += 1;
      expect(after.state).toBe('lost');
      expect(after.kind).toBe('run');
      expect(isFrozen(before.state)).toBe(false);
      expect(action.trouble.kind).toBe('not-found');
      expect(action.isConnectionTrusted).toBe(true);
      expect(after.absence!.answers).toBeGreaterThanOrEqual(LOST_AFTER.answers);
      const spread = Math.max(2 * (before.check?.intervalMs ?? 0), LOST_AFTER.spreadMs);
      expect(after.absence!.lastAt - after.absence!.firstAt).toBeGreaterThanOrEqual(spread);
      expect(at - after.trackedAt).toBeGreaterThanOrEqual(LOST_AFTER.graceMs);
      const isForgotten = action.remembersEndedForMs !== null && before.observation.observedAt !== null;
      if (!isForgotten) expect(after.stateReason).toBe('not-found');
    }, anyStepsWithDenials);
    expect(lost).toBeGreaterThan(0);
  });

  it('trouble touches nothing that the upstream once said', () => {
    inEveryStory(({ action, before, after }) => {
      if (action.does !== 'trouble') return;
      const { progress, warnings, error, result, children, createdAt, startedAt, endedAt, upstream, labels } = before;
      expect(after).toMatchObject({ progress, warnings, error, children, createdAt, startedAt, endedAt, labels });
      expect([after.result, after.upstream]).toEqual([result, upstream]);
      expect(after.observation.observedAt).toBe(before.observation.observedAt);
      expect(after.operation).toBe(before.operation);
      if (after !== before) expect(after.observation.failures).toBe(before.observation.failures + 1);
    });
  });

  it('nothing but an observation moves a job to a state other than `lost`', () => {
    inEveryStory(({ action, before, after }) => {
      if (action.does !== 'observation' && after.state !== before.state) expect(after.state).toBe('lost');
    });
  });

  it('an observation that is not older than the last leads to the state that it reports, unless a rule prevents it', () => {
    inEveryStory(({ action, before, after, at }) => {
      if (action.does !== 'observation') return;
      const { state, target } = action.observed;
      const isOlder = (before.observation.observedAt ?? 0) > at;
      const isFixed = before.kind === 'run' && isFrozen(before.state);
      const isPast = before.stateReason === 'deadline' && (state === null || !isFrozen(state));
      if (isOlder) expect(after).toBe(before);
      else if (isFixed || isPast) expect(after.state).toBe(before.state);
      else if (state !== null) expect([after.state, after.observation.status]).toEqual([state, 'fresh']);
      else {
        const isPointing = before.kind === 'pointer' && target !== undefined;
        const isElsewhere = isPointing && (target?.key ?? null) !== before.targetKey;
        expect(after.state).toBe(isElsewhere ? 'unknown' : before.state);
        expect(after.observation.status).toBe('stale');
      }
    });
  });

  it('the revision grows by exactly one with each change of what it counts, and with nothing else', () => {
    inEveryStory(({ before, after, hasChanged: isRevised }) => {
      const hasChanged = JSON.stringify(countedFacts(before)) !== JSON.stringify(countedFacts(after));
      expect([isRevised, after.revision]).toEqual([hasChanged, before.revision + (hasChanged ? 1 : 0)]);
      if (!hasChanged) expect(after.changedAt).toBe(before.changedAt);
    });
  });

  it('the same response a second time changes no revision', () => {
    inEveryStory(({ action, after, at }) => {
      if (action.does === 'replanning') return;
      const again = perform(action, frozenDeep(after), at);
      // A third not-found answer may complete what makes a job lost.
      if (action.does === 'trouble' && again.record.state === 'lost') return;
      expect([again.hasChanged, again.transition]).toEqual([false, null]);
    });
  });

  it('the history is one connected path that ends in the present state', () => {
    let path: Transition[] = [];
    inEveryStory(({ before, after, transition, at }) => {
      if (before.observation.attemptedAt === null) path = [];
      const hasMoved = before.state !== after.state || before.targetKey !== after.targetKey;
      expect(transition !== null).toBe(hasMoved);
      if (transition === null) return;
      const last = path.at(-1);
      expect([transition.from, transition.to]).toEqual([before.state, after.state]);
      if (last) expect([transition.from, transition.revision > last.revision]).toEqual([last.to, true]);
      expect([transition.revision, transition.notAfter]).toEqual([after.revision, at]);
      expect(transition.notBefore ?? 0).toBeLessThanOrEqual(transition.notAfter);
      expect(transition.reason).toBe(after.stateReason);
      path.push(transition);
    });
  });

  it('no time goes backwards', () => {
    inEveryStory(({ before, after }) => {
      const times = ({ observation, changedAt }: JobRecord) => [
        observation.observedAt ?? 0,
        observation.attemptedAt ?? 0,
        changedAt,
      ];
      const [observedAt, attemptedAt] = times(after) as [number, number];
      times(after).forEach((time, index) => expect(time).toBeGreaterThanOrEqual(times(before)[index]!));
      expect(attemptedAt).toBeGreaterThanOrEqual(observedAt);
    });
  });

  it("the upstream's times are the upstream's or nobody's", () => {
    inEveryStory(({ action, before, after }) => {
      const observed: Partial<Observation> = action.does === 'observation' ? action.observed : {};
      for (const name of ['createdAt', 'startedAt', 'endedAt'] as const) {
        expect([null, before[name], observed[name]]).toContain(after[name]);
      }
    });
  });

  it('a pointer is never lost, is forgotten only while it is denied, and always follows its run', () => {
    inEveryStory(({ before, after, action, at }) => {
      if (before.kind !== 'pointer') return;
      expect(after.stateReason).toBeNull();
      // Only one that is denied, as often as makes a run lost, is forgotten.
      if (after.expiresAt !== null) expect(after.absence?.answers).toBeGreaterThanOrEqual(3);
      expect(after.state).not.toBe('lost');
      const isUsable = action.does === 'observation' && at >= (before.observation.observedAt ?? 0);
      if (isUsable && action.observed.state !== null) expect(after.state).toBe(action.observed.state);
    });
  });

  it('a run has an expiry exactly while it is terminal, and a reason exactly while it is lost', () => {
    inEveryStory(({ after }) => {
      if (after.kind === 'run') expect(after.expiresAt !== null).toBe(isTerminal(after.state));
      expect(after.stateReason !== null).toBe(after.state === 'lost');
    });
  });

  it('the severity fits the state', () => {
    inEveryStory(({ after }) => {
      const own = severityOf(after.state);
      if (own === 'error' || own === 'unknown') expect(after.severity).toBe(own);
      else expect(['ok', 'warning', 'error']).toContain(after.severity);
    });
  });

  it('what was not usable is never called fresh, and what is fresh carries no error', () => {
    inEveryStory(({ action, before, after }) => {
      const { status, failures, error } = after.observation;
      if (status === 'fresh') expect([failures, error]).toEqual([0, null]);
      if (status === 'never') expect(after.observation.observedAt).toBeNull();
      if (action.does === 'trouble' && after !== before) expect(status).not.toBe('fresh');
    });
  });

  it('an overdue check makes a fresh job stale, once, and changes nothing else', () => {
    inEveryStory(({ action, before, after, at, hasChanged }) => {
      if (action.does !== 'overdue') return;
      expect(hasChanged).toBe(isOverdue(before, at));
      if (!hasChanged) return expect(after).toBe(before);
      const { observation, revision: _revision, changedAt: _changedAt, ...rest } = before;
      expect(after).toMatchObject({ ...rest, observation: { ...observation, status: 'stale' } });
      expect(isOverdue(after, at)).toBe(false);
    });
  });

  it('a description changes name and labels alone', () => {
    inEveryStory(({ action, before, after }) => {
      if (action.does !== 'description') return;
      const { name, labels, revision, changedAt, ...rest } = after;
      expect({ ...before, name, labels, revision, changedAt }).toEqual({ ...rest, name, labels, revision, changedAt });
      for (const [label, value] of Object.entries(action.description.labels ?? {})) {
        expect(labels[label]).toBe(value ?? undefined);
      }
    });
  });

  it('a cancel touches no state, result or observation, and is asked of an upstream once for each request', () => {
    let begun = new Set<number | null>();
    inEveryStory(({ action, before, after }) => {
      if (before.observation.attemptedAt === null && before.revision === before.trackedAt) begun = new Set();
      if (!action.does.startsWith('cancel-') && action.does !== 'deletion') return;
      const { cancellation, cancelBegunAt, deletedUpstreamAt, revision, changedAt, observation, ...rest } = after;
      const { nextCheckAt } = observation;
      expect(before).toMatchObject({ ...rest, observation: { ...before.observation } });
      expect({ ...before.observation, nextCheckAt }).toEqual(observation);
      if (action.does === 'cancel-outcome' && action.outcome.became === 'not-asked') begun.clear();
      if (action.does === 'cancel-wish' && cancellation !== before.cancellation) begun.clear();
      if (action.does !== 'cancel-begin' || after === before) return;
      expect([hasPendingCancel(before), hasPendingCancel(after)]).toEqual([true, false]);
      expect(begun.has(cancellation.requestedAt)).toBe(false);
      begun.add(cancellation.requestedAt);
      expect([cancelBegunAt, deletedUpstreamAt, revision, changedAt]).toEqual([
        cancelBegunAt,
        before.deletedUpstreamAt,
        before.revision,
        before.changedAt,
      ]);
    });
  });

  it('the address and the birth of the record never change', () => {
    inEveryStory(({ before, after }) => {
      for (const name of ['id', 'connection', 'provider', 'key', 'kind', 'trackedAt', 'deadline'] as const) {
        expect(after[name]).toBe(before[name]);
      }
    });
  });

  it('the record survives being written as JSON', () => {
    inEveryStory(({ after }) => expect(JSON.parse(JSON.stringify(after))).toEqual(after));
  });
});
