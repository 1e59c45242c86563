import {
  groupedBy,
  isLaterLife,
  isSameLife,
  mayBeTakenBack,
  snapshotsByJob,
  type JobSnapshot,
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
    for (const [subject, snapshots] of snapshotsByJob(history)) {
      for (const [reader, own] of groupedBy(snapshots, (snapshot) => snapshot.reader)) {
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

function firstStepBack(snapshots: readonly JobSnapshot[]): [JobSnapshot, JobSnapshot] | null {
  for (const [index, later] of snapshots.entries()) {
    const agreedAt = later.event.kind === 'message' ? later.sentAt : later.sentAt - AGREEMENT_MS;
    for (let before = index - 1; before >= 0; before -= 1) {
      const earlier = snapshots[before]!;
      if (earlier.at <= agreedAt && isStepBack(earlier, later)) return [earlier, later];
    }
  }
  return null;
}

function isStepBack({ job: earlier }: JobSnapshot, { job: later }: JobSnapshot): boolean {
  if (isSameLife(earlier, later)) return later.revision < earlier.revision;
  return isLaterLife(later, earlier);
}
