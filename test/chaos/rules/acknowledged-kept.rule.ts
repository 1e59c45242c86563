import type { Exchange, History, ShownJob } from '../history/history.event.js';
import { connectionOf, exchangesOf, groupedBy, isLaterLife, snapshotsByJob } from '../history/history.views.js';
import type { Rule, Violation } from './rule.js';

const NAME = 'acknowledged-kept';
/** A gateway that was being started when the file changed has read the former one, and polls it every second. */
const TAKEN_UP_WITHIN_MS = 5_000;

/** Acknowledged jobs and subscriptions: a later 404, or a later begin of the record's life, shows that one was forgotten. */
export const acknowledgedKept: Rule = {
  name: NAME,
  sentence: 'What was acknowledged with 200, 201 or 202 is never forgotten.',
  check: (history) => {
    const exchanges = exchangesOf(history);
    const untracked = groupedBy(exchangesOf(history, 'untrack'), ({ subject }) => subject ?? '');
    const denials = groupedBy(exchanges.flatMap(denialsIn), ({ subject }) => subject);
    const snapshots = snapshotsByJob(history);
    const isRemoved = removedFrom(history);
    const violations: Violation[] = [];
    for (const [subject, acknowledged] of firstAcknowledgements(exchanges)) {
      const endsAt = Math.min(...(untracked.get(subject) ?? []).map(({ sentAt }) => sentAt));
      const isLater = ({ sentAt, at }: { sentAt: number; at: number }) => sentAt >= acknowledged.at && at < endsAt;
      const denied = (denials.get(subject) ?? []).find(({ event }) => isLater(event) && !isRemoved(subject, event));
      const kept = acknowledged.answer?.shown.find(({ id }) => id === subject);
      const reborn = (snapshots.get(subject) ?? []).find(
        (snapshot) => isLater(snapshot) && kept !== undefined && isAnotherLife(kept, snapshot.job),
      );
      const event = denied?.event ?? reborn?.event;
      if (event === undefined) continue;
      const what = denied
        ? 'was acknowledged, and is not known any more'
        : `was acknowledged, forgotten, and is tracked ${reborn!.job.trackedAt === null ? 'no more' : `anew since ${reborn!.job.trackedAt}`}`;
      violations.push({ rule: NAME, subject, what, events: [acknowledged, event] });
    }
    return violations;
  },
};

/** Whether the job's connection was out of the configuration at some moment of the exchange: nobody knows it then. */
function removedFrom(history: History): (subject: string, asked: Exchange) => boolean {
  const faults = history.filter((event) => event.kind === 'fault');
  const spans = faults
    .filter(({ fault, is }) => fault === 'connection-removed' && is === 'begun')
    .map(({ number, target, at: from }) => ({
      ...{ target, from },
      until: faults.find((event) => event.number === number && event.is === 'over')?.at ?? Number.POSITIVE_INFINITY,
    }));
  return (subject, { sentAt, at }) =>
    spans.some(
      ({ target, from, until }) =>
        target === connectionOf(subject) && from <= at && sentAt <= until + TAKEN_UP_WITHIN_MS,
    );
}

const isAnotherLife = (kept: ShownJob, job: ShownJob): boolean => job.trackedAt === null || isLaterLife(kept, job);

/** Of each job or subscription, the first answer that promises to keep it. */
function firstAcknowledgements(exchanges: readonly Exchange[]): Map<string, Exchange> {
  const first = new Map<string, Exchange>();
  for (const exchange of exchanges) {
    const { operation, answer } = exchange;
    if (answer === null || ![200, 201, 202].includes(answer.status)) continue;
    if (operation === 'subscribe' && exchange.subject !== null) note(exchange.subject, exchange);
    // A read that nobody could answer yet is a 202 that promises nothing.
    if (operation === 'track' || operation === 'start') for (const { id } of answer.shown) note(id, exchange);
  }
  return first;

  function note(subject: string, exchange: Exchange): void {
    const known = first.get(subject);
    if (known === undefined || exchange.at < known.at) first.set(subject, exchange);
  }
}

function denialsIn(event: Exchange): { subject: string; event: Exchange }[] {
  const { operation, subject, answer } = event;
  if (answer === null || operation === 'probe' || operation === 'untrack') return [];
  const missing = answer.missing.map((id) => ({ subject: id, event }));
  return answer.status === 404 && subject !== null ? [...missing, { subject, event }] : missing;
}
