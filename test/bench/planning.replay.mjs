import { applyObservation, newRecord } from '#libs/jobs';
import { ConnectionStatistics, nextPoll } from '#libs/observer';
import { createRandom } from './planning.random.mjs';

const RETENTION_MS = 3_600_000;
const BEGIN = Date.UTC(2026, 10, 21, 8);
const BETWEEN_GROUPS_MS = 1_000;

/** As the gateway says it: whole seconds until the next poll, at least one. */
const retryAfterSeconds = (milliseconds) => Math.max(1, Math.ceil(milliseconds / 1_000));

/**
 * A job of a group: how long it takes, milliseconds, how long after the group it begins, and what the upstream calls it.
 * @typedef {{duration: number, offset: number, operation: string | null}} ReplayedJob
 */

/**
 * Runs one history through the scheduler, with a clock that only it moves: each job is tracked when it begins, polled
 * at once, and then whenever the scheduler says, until its end is seen. Jobs of a group overlap: what happens to any of
 * them happens in the order of time, as a worker sees it. A group begins a second after the last end of the one before
 * was seen. `dated`: the upstream says when runs began and ended; else the polls are all that there is to learn from.
 *
 * Returns, for each job of each group, its duration, the polls after the first, the lag from its end to the poll that saw
 * it, when a caller who asked at half its time was told that it would end (null: not told), and how often a caller who
 * always waits as long as `Retry-After` says asked until the end was to be seen.
 * @param {ReplayedJob[][]} groups
 */
export function replay(groups, { rules, seed, dated }) {
  const planner = plannerOf(rules, createRandom(seed));
  let clock = BEGIN;
  let count = 0;
  return groups.map((group) => {
    const beganAt = clock;
    const jobs = group.map(
      (job) => new Run(job, { beganAt: beganAt + job.offset, key: String(count++), dated, planner }),
    );
    const running = new Set(jobs);
    while (running.size > 0) {
      const next = earliest(running);
      clock = next.dueAt;
      next.poll(clock);
      if (next.dueAt === null) running.delete(next);
    }
    clock += BETWEEN_GROUPS_MS;
    return jobs.map((job) => job.outcome);
  });
}

function earliest(jobs) {
  let first = null;
  for (const job of jobs) if (first === null || job.dueAt < first.dueAt) first = job;
  return first;
}

/** Plans checks, and learns, as a worker does. */
function plannerOf(rules, random) {
  const statistics = new ConnectionStatistics();
  return (before, { record, transition }, at) => {
    statistics.learn({ before, after: record, transition, at });
    const { nextCheckAt, check } = nextPoll(record, rules, {
      at,
      random: random.next(),
      retryAfterMs: null,
      probeAt: null,
      statistics: statistics.of(record.operation),
      clockAheadMs: statistics.clockAheadMs,
      transition,
    });
    return { ...record, check, observation: { ...record.observation, nextCheckAt } };
  };
}

/** One run, and its polls. */
class Run {
  #polls = -1;
  #waits = 0;
  #asksAgainAt;
  #estimateAtHalf = null;
  #seenAt = null;

  constructor({ duration, operation }, { beganAt, key, dated, planner }) {
    this.duration = duration;
    this.beganAt = beganAt;
    this.endsAt = beganAt + duration;
    this.said = { upstreamState: null, rule: 'replay', ...(operation === null ? {} : { operation }) };
    this.dated = dated;
    this.planner = planner;
    this.record = newRecord({ connection: 'replay', key, provider: 'replay', kind: 'run', trackedAt: beganAt });
    this.dueAt = beganAt;
    this.#asksAgainAt = beganAt;
  }

  poll(at) {
    const hasEnded = at >= this.endsAt;
    const times = { startedAt: Math.round(this.beganAt), ...(hasEnded ? { endedAt: Math.round(this.endsAt) } : {}) };
    const state = hasEnded ? 'succeeded' : 'running';
    const observation = { ...this.said, state, ...(this.dated ? times : {}) };
    const revised = applyObservation(this.record, observation, { at, source: 'poll', retentionMs: RETENTION_MS });
    this.record = this.planner(this.record, revised, at);
    this.#polls += 1;
    this.#seenAt = at;
    this.dueAt = this.record.observation.nextCheckAt;
    if (this.dueAt === null) return;
    if (at <= this.beganAt + this.duration / 2) this.#estimateAtHalf = this.record.check.forecast?.endAt ?? null;
    for (; this.#asksAgainAt < this.dueAt; this.#waits += 1) {
      this.#asksAgainAt += retryAfterSeconds(this.dueAt - this.#asksAgainAt) * 1_000;
    }
  }

  get outcome() {
    return {
      duration: this.duration,
      operation: this.said.operation ?? null,
      polls: this.#polls,
      lag: this.#seenAt - this.endsAt,
      estimated: this.#estimateAtHalf && this.#estimateAtHalf - this.beganAt,
      waits: this.#waits,
    };
  }
}
