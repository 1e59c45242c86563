import { exchangesOf, snapshotsByJob, timeOf } from '../history/history.views.js';
import { FROZEN, type Rule } from './rule.js';

const NAME = 'cancel-kept';

export const cancelKept: Rule = {
  name: NAME,
  sentence: 'A cancel request that was acknowledged with 202 reaches the upstream, or the job shows why not.',
  check: (history, truth) => {
    const finalAt = timeOf(history, 'final');
    const snapshots = snapshotsByJob(history);
    return exchangesOf(history, 'cancel').flatMap((request) => {
      const { subject, answer } = request;
      if (subject === null || answer?.status !== 202) return [];
      if (truth.jobs[subject]?.cancelRequestedAt !== null) return [];
      const last = (snapshots.get(subject) ?? []).filter(({ sentAt }) => sentAt >= finalAt).at(-1);
      if (last === undefined || FROZEN.has(last.job.state) || last.job.state === 'lost') return [];
      const { cancellation, cancellationReason } = last.job;
      if (cancellationReason !== null || cancellation === 'rejected' || cancellation === 'unsupported') return [];
      const what = `was to be canceled, and goes on as if nobody had asked (cancellation ${cancellation})`;
      return [{ rule: NAME, subject, what, events: [request, last.event] }];
    });
  },
};
