import { applyObservation, newRecord } from '#libs/jobs';
import { DurationBook, nextCheck } from '#libs/refresh';
import { createRandom } from './cadence.random.mjs';

const RETENTION_MS = 3_600_000;
const BEGIN = Date.UTC(2026, 10, 21, 8);
const BETWEEN_RUNS_MS = 1_000;

/** As the gateway says it: whole seconds until the next look, at least one. */
const retryAfterSeconds = (milliseconds) => Math.max(1, Math.ceil(milliseconds / 1_000));

/**
 * Runs one history through the scheduler, with a clock that only it moves: each job is tracked when it begins, looked at
 * at once, and then whenever the scheduler says, until its end is seen. `dated`: the upstream says when runs began and
 * ended; else the looks are all that there is to learn from.
 *
 * Returns, for each job, its duration, the looks after the first, the lag from its end to the look that saw it, when a
 * caller who asked at half its time was told that it would end (null: not told), and how often a caller who always waits
 * as long as `Retry-After` says asked until the end was to be seen.
 */
export function replay(durations, { rules, seed, dated }) {
  const book = new DurationBook();
  const random = createRandom(seed);
  let clock = BEGIN;
  return durations.map((duration, index) => {
    const beganAt = clock;
    const endsAt = beganAt + duration;
    const look = (record, at) => {
      const hasEnded = at >= endsAt;
      const observation = {
        state: hasEnded ? 'succeeded' : 'running',
        upstreamState: null,
        rule: 'replay',
        operation: 'replayed',
        ...(dated ? { startedAt: Math.round(beganAt), ...(hasEnded ? { endedAt: Math.round(endsAt) } : {}) } : {}),
      };
      const revised = applyObservation(record, observation, { at, source: 'poll', retentionMs: RETENTION_MS });
      if (hasEnded) book.learn(record, revised.record, revised.transition);
      const { operation } = revised.record;
      const { nextCheckAt, check } = nextCheck(revised.record, rules, {
        at,
        random: random.next(),
        retryAfterMs: null,
        probeAt: null,
        expectation: book.expectationOf(operation),
        clockAheadMs: book.clockAheadMs,
        transition: revised.transition,
      });
      return { ...revised.record, check, observation: { ...revised.record.observation, nextCheckAt } };
    };
    const address = { connection: 'replay', key: String(index), provider: 'replay', kind: 'run' };
    let record = look(newRecord({ ...address, trackedAt: beganAt }), beganAt);
    let at = beganAt;
    let looks = 0;
    let asksAgainAt = beganAt;
    let waits = 0;
    let foretoldAtHalf = null;
    while (record.observation.nextCheckAt !== null) {
      const next = record.observation.nextCheckAt;
      if (at <= beganAt + duration / 2) foretoldAtHalf = record.check.forecast?.endAt ?? null;
      for (; asksAgainAt < next; waits += 1) asksAgainAt += retryAfterSeconds(next - asksAgainAt) * 1_000;
      at = next;
      record = look(record, at);
      looks += 1;
    }
    clock = at + BETWEEN_RUNS_MS;
    return { duration, looks, lag: at - endsAt, foretold: foretoldAtHalf && foretoldAtHalf - beganAt, waits };
  });
}
