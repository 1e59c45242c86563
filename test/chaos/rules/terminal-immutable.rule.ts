import { isSameLife, mayBeTakenBack, snapshotsByJob } from '../history/history.views.js';
import { AGREEMENT_MS, FROZEN, type Rule, type Violation } from './rule.js';

const NAME = 'terminal-immutable';

export const terminalImmutable: Rule = {
  name: NAME,
  sentence:
    'An end that was seen never changes: succeeded, failed and canceled are frozen, but for what a fail-over takes back.',
  check: (history) => {
    const violations: Violation[] = [];
    const isTakenBack = mayBeTakenBack(history);
    for (const [subject, snapshots] of snapshotsByJob(history)) {
      const ended = snapshots.filter(({ job, at }) => FROZEN.has(job.state) && !isTakenBack(at));
      const pairs = ended.flatMap((end) => {
        const changed = snapshots.find(
          ({ job, sentAt }) =>
            job.state !== end.job.state &&
            isSameLife(job, end.job) &&
            (FROZEN.has(job.state) || sentAt > end.at + AGREEMENT_MS),
        );
        return changed ? [{ end, changed }] : [];
      });
      const first = pairs[0];
      if (first === undefined) continue;
      const what = `had ${first.end.job.state}, and is ${first.changed.job.state}`;
      violations.push({ rule: NAME, subject, what, events: [first.end.event, first.changed.event] });
    }
    return violations;
  },
};
