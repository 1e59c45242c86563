import {
  groupedBy,
  isLaterLife,
  isSameLife,
  mayBeTakenBack,
  sightingsByJob,
  type Sighting,
} from '../history/history.views.js';
import { AGREEMENT_MS, type Rule, type Violation } from './rule.js';

const NAME = 'revision-forward';

/** What arrives on a stream is compared message by message; readers of several gateways give these time to agree. */
export const revisionForward: Rule = {
  name: NAME,
  sentence:
    'The revision of a job never goes back for any reader, over all gateways, but by what a fail-over takes back.',
  check: (history) => {
    const violations: Violation[] = [];
    const isTakenBack = mayBeTakenBack(history);
    for (const [subject, sightings] of sightingsByJob(history)) {
      for (const [reader, own] of groupedBy(sightings, (sighting) => sighting.reader)) {
        const pair = firstStepBack(own.filter(({ at }) => !isTakenBack(at)));
        if (pair === null) continue;
        const [one, other] = pair;
        const what = `went back from revision ${one.job.revision} to ${other.job.revision} for ${reader}`;
        violations.push({ rule: NAME, subject, what, events: [one.event, other.event] });
      }
    }
    return violations;
  },
};

function firstStepBack(sightings: readonly Sighting[]): [Sighting, Sighting] | null {
  for (const [index, later] of sightings.entries()) {
    const agreedAt = later.event.kind === 'message' ? later.sentAt : later.sentAt - AGREEMENT_MS;
    for (let before = index - 1; before >= 0; before -= 1) {
      const earlier = sightings[before]!;
      if (earlier.at <= agreedAt && isStepBack(earlier, later)) return [earlier, later];
    }
  }
  return null;
}

function isStepBack({ job: earlier }: Sighting, { job: later }: Sighting): boolean {
  if (isSameLife(earlier, later)) return later.revision < earlier.revision;
  return isLaterLife(later, earlier);
}
