import type { Exchange, ShownJob } from '../history/history.event.js';
import { exchangesOf, sightingsByJob, timeOf, type Sighting } from '../history/history.views.js';
import { statesBetween, type Truth } from '../truth/truth.js';
import { AGREEMENT_MS, type Rule, type Violation } from './rule.js';

const NAME = 'not-modified-true';

/** `304`, and an item of a batch with that status: what the client holds has to be what everybody else is shown. */
export const notModifiedTrue: Rule = {
  name: NAME,
  sentence: 'A 304 is given only while what the client holds is the present representation.',
  check: (history, truth) => {
    const sightings = sightingsByJob(history);
    const finalAt = timeOf(history, 'final');
    const violations: Violation[] = [];
    for (const exchange of exchangesOf(history, 'read', 'batch')) {
      for (const subject of exchange.answer?.unchanged ?? []) {
        const held = exchange.held.find(({ id }) => id === subject);
        if (held === undefined) continue;
        const newer = (sightings.get(subject) ?? []).find((sighting) => isNewer(sighting, held, exchange));
        const isPast = exchange.sentAt >= finalAt && !isTrue(held, exchange, truth);
        if (newer === undefined && !isPast) continue;
        const what = newer
          ? `is unchanged for who holds ${told(held)}, though others were shown ${told(newer.job)}`
          : `is unchanged for who holds ${told(held)}, which is long past`;
        violations.push({ rule: NAME, subject, what, events: [...(newer ? [newer.event] : []), exchange] });
      }
    }
    return violations;
  },
};

/** Another representation that was shown well before the request, and asked for after the held one had begun. */
function isNewer({ job, sentAt, at }: Sighting, held: ShownJob, exchange: Exchange): boolean {
  if (at + AGREEMENT_MS >= exchange.sentAt) return false;
  const isOtherLife = job.trackedAt !== null && held.trackedAt !== null && job.trackedAt > held.trackedAt;
  if (isOtherLife) return sentAt < exchange.sentAt;
  return job.trackedAt === held.trackedAt && job.revision > held.revision;
}

function isTrue(held: ShownJob, { at, sentAt }: Exchange, truth: Truth): boolean {
  const job = truth.jobs[held.id];
  return job === undefined || statesBetween(job, sentAt - SETTLED_WITHIN_MS, at).has(held.state);
}

/** After the final mark every job is known as it was this long ago. */
const SETTLED_WITHIN_MS = 10_000;

const told = ({ state, revision, trackedAt }: ShownJob): string =>
  `${state}, revision ${revision}, tracked since ${trackedAt}`;
