import { snapshotsByJob } from '../history/history.views.js';
import { statesBetween } from '../truth/truth.js';
import type { Rule, Violation } from './rule.js';

const NAME = 'state-true';
/** Two clocks of one machine, read one after the other. */
const READING_MS = 20;
/** Says nothing of the upstream; `lost` has a rule of its own. */
const NO_CLAIM: ReadonlySet<string> = new Set(['unknown', 'idle', 'lost']);

export const stateTrue: Rule = {
  name: NAME,
  sentence: 'No state is shown that the upstream never had, nor before it had it.',
  check: (history, truth) => {
    const violations: Violation[] = [];
    for (const [subject, snapshots] of snapshotsByJob(history)) {
      const job = truth.jobs[subject];
      const wrong = snapshots.find(({ job: { state }, at }) => {
        if (NO_CLAIM.has(state)) return false;
        return !job || !statesBetween(job, Number.NEGATIVE_INFINITY, at + READING_MS).has(state);
      });
      if (wrong === undefined) continue;
      const phases = job?.phases.map(({ phase }) => phase).join(' → ') ?? 'no job at all';
      const what = `was shown as ${wrong.job.state}; in truth there was ${phases}`;
      violations.push({ rule: NAME, subject, what, events: [wrong.event] });
    }
    return violations;
  },
};
