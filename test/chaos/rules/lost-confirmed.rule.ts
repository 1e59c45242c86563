import { connectionOf, snapshotsByJob } from '../history/history.views.js';
import { statesBetween, type TrueJob } from '../truth/truth.js';
import type { Rule, Violation } from './rule.js';

const NAME = 'lost-confirmed';
/** Of fewer jobs that go on, an upstream is believed that it has forgotten them. */
const FEWEST_IN_DOUBT = 3;
const GOES_ON = ['queued', 'running', 'canceling'];

/** An upstream that denies everything for a while has lost nothing: in truth its jobs are there. */
export const lostConfirmed: Rule = {
  name: NAME,
  sentence: 'A job is lost only where the upstream has really forgotten it.',
  check: (history, truth) => {
    const violations: Violation[] = [];
    const all = snapshotsByJob(history);
    /** Jobs of the connection that were known at that time, and went on. */
    const goingOn = (connection: string, at: number) =>
      [...all].filter(([id, [first]]) => {
        const job = truth.jobs[id];
        return connectionOf(id) === connection && first!.at < at && job !== undefined && isGoingOn(job, at);
      }).length;
    for (const [subject, snapshots] of all) {
      const phases = truth.jobs[subject]?.phases ?? [];
      const absentAt = phases.find(({ phase }) => phase === 'absent')?.from ?? Number.POSITIVE_INFINITY;
      const lost = snapshots.find(({ job, at }) => job.state === 'lost' && at < absentAt);
      if (lost === undefined || truth.jobs[subject] === undefined) continue;
      if (goingOn(connectionOf(subject), lost.at) < FEWEST_IN_DOUBT) continue;
      const what = 'was shown as lost while its upstream had it';
      violations.push({ rule: NAME, subject, what, events: [lost.event] });
    }
    return violations;
  },
};

const isGoingOn = (job: TrueJob, at: number) => GOES_ON.some((state) => statesBetween(job, at, at).has(state));
