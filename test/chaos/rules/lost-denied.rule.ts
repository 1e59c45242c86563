import { sightingsByJob } from '../history/history.views.js';
import type { Rule, Violation } from './rule.js';

const NAME = 'lost-denied';

/** An upstream that denies everything for a while has lost nothing: in truth its jobs are there. */
export const lostDenied: Rule = {
  name: NAME,
  sentence: 'A job is lost only where the upstream has really forgotten it.',
  check: (history, truth) => {
    const violations: Violation[] = [];
    for (const [subject, sightings] of sightingsByJob(history)) {
      const phases = truth.jobs[subject]?.phases ?? [];
      const absentAt = phases.find(({ phase }) => phase === 'absent')?.from ?? Number.POSITIVE_INFINITY;
      const lost = sightings.find(({ job, at }) => job.state === 'lost' && at < absentAt);
      if (lost === undefined || truth.jobs[subject] === undefined) continue;
      const what = 'was shown as lost while its upstream had it';
      violations.push({ rule: NAME, subject, what, events: [lost.event] });
    }
    return violations;
  },
};
