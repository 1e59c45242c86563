import type { Exchange, ShownJob } from '../history/history.event.js';
import {
  exchangesOf,
  isLaterLife,
  isSameLife,
  mayBeTakenBack,
  snapshotsByJob,
  timeOf,
  type JobSnapshot,
} from '../history/history.views.js';
import { statesBetween, type Truth } from '../truth/truth.js';
import { AGREEMENT_MS, type Rule, type Violation } from './rule.js';

const NAME = 'not-modified-true';

/** `304`, and an item of a batch with that status: what the client holds has to be what everybody else is shown. */
export const notModifiedTrue: Rule = {
  name: NAME,
  sentence: 'A 304 is given only while what the client holds is the present representation.',
  check: (history, truth) => {
    const snapshots = snapshotsByJob(history);
    const finalAt = timeOf(history, 'final');
    const violations: Violation[] = [];
    const broken = new Set<string>();
    const isTakenBack = mayBeTakenBack(history);
    for (const exchange of exchangesOf(history, 'read', 'batch')) {
      for (const subject of exchange.answer?.unchanged ?? []) {
        if (broken.has(subject)) continue;
        const held = exchange.held.find(({ id }) => id === subject);
        if (held === undefined) continue;
        const newer = (snapshots.get(subject) ?? []).find(
          (snapshot) => !isTakenBack(snapshot.at) && isNewer(snapshot, held, exchange),
        );
        const isPast = exchange.sentAt >= finalAt && !isTrue(held, exchange, truth);
        if (newer === undefined && !isPast) continue;
        broken.add(subject);
        const what = newer
          ? `is unchanged for who holds ${told(held)}, though others were shown ${told(newer.job)}`
          : `is unchanged for who holds ${told(held)}, which is long past`;
        violations.push({ rule: NAME, subject, what, events: [...(newer ? [newer.event] : []), exchange] });
      }
    }
    return violations;
  },
};

/** A later representation that was shown well before the request. */
function isNewer({ job, at }: JobSnapshot, held: ShownJob, exchange: Exchange): boolean {
  if (at + AGREEMENT_MS >= exchange.sentAt) return false;
  return isLaterLife(held, job) || (isSameLife(held, job) && job.revision > held.revision);
}

function isTrue(held: ShownJob, { at, sentAt }: Exchange, truth: Truth): boolean {
  const job = truth.jobs[held.id];
  return job === undefined || statesBetween(job, sentAt - SETTLED_WITHIN_MS, at).has(held.state);
}

/** After the final mark every job is known as it was this long ago. */
const SETTLED_WITHIN_MS = 10_000;

const told = ({ state, revision, trackedAt }: ShownJob): string =>
  `${state}, revision ${revision}, tracked since ${trackedAt}`;
