import { snapshotsByJob, timeOf } from '../history/history.views.js';
import { statesBetween } from '../truth/truth.js';
import type { Rule, Violation } from './rule.js';

const NAME = 'converged-in-time';
/** The slowest check of the bed's connections, the time that a call may take, and what two busy cores add. */
const KNOWN_WITHIN_MS = 6_000;

export const convergedInTime: Rule = {
  name: NAME,
  sentence: 'After the last fault every job is known as it is within its interval.',
  check: (history, truth) => {
    const finalAt = timeOf(history, 'final');
    const violations: Violation[] = [];
    for (const [subject, snapshots] of snapshotsByJob(history)) {
      const job = truth.jobs[subject];
      if (job === undefined) continue;
      const wrong = snapshots.find(
        ({ job: { state }, event, sentAt, at }) =>
          event.kind === 'exchange' &&
          event.operation === 'read' &&
          sentAt >= finalAt &&
          !statesBetween(job, sentAt - KNOWN_WITHIN_MS, at).has(state),
      );
      if (wrong === undefined) continue;
      const phases = [...statesBetween(job, wrong.sentAt - KNOWN_WITHIN_MS, wrong.at)].join(' or ');
      const what = `is still known as ${wrong.job.state}, and is ${phases}`;
      violations.push({ rule: NAME, subject, what, events: [wrong.event] });
    }
    return violations;
  },
};
