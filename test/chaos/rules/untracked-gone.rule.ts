import { exchangesOf, snapshotsByJob } from '../history/history.views.js';
import { AGREEMENT_MS, type Rule } from './rule.js';

const NAME = 'untracked-gone';

/** A job that is read again after its end of tracking is tracked anew: its record has a later begin. */
export const untrackedGone: Rule = {
  name: NAME,
  sentence: 'A record that was untracked with 204 never comes back; a new one may begin.',
  check: (history) => {
    const snapshots = snapshotsByJob(history);
    return exchangesOf(history, 'untrack').flatMap((untracked) => {
      const { subject, answer, sentAt, at } = untracked;
      if (subject === null || answer?.status !== 204) return [];
      const seen = snapshots.get(subject) ?? [];
      const before = seen.filter((snapshot) => snapshot.at < sentAt && snapshot.job.trackedAt !== null).at(-1);
      if (before === undefined) return [];
      const back = seen.find(
        (snapshot) =>
          snapshot.sentAt > at + AGREEMENT_MS &&
          snapshot.job.trackedAt !== null &&
          snapshot.job.trackedAt <= before.job.trackedAt!,
      );
      if (back === undefined) return [];
      const what = `was untracked, and is back as tracked since ${back.job.trackedAt}`;
      return [{ rule: NAME, subject, what, events: [before.event, untracked, back.event] }];
    });
  },
};
