import { exchangesOf, sightingsByJob } from '../history/history.views.js';
import { AGREEMENT_MS, type Rule } from './rule.js';

const NAME = 'untracked-gone';

/** A job that is read again after its end of tracking is tracked anew: its record has a later begin. */
export const untrackedGone: Rule = {
  name: NAME,
  sentence: 'A record that was untracked with 204 never comes back; a new one may begin.',
  check: (history) => {
    const sightings = sightingsByJob(history);
    return exchangesOf(history, 'untrack').flatMap((untracked) => {
      const { subject, answer, sentAt, at } = untracked;
      if (subject === null || answer?.status !== 204) return [];
      const seen = sightings.get(subject) ?? [];
      const before = seen.filter((sighting) => sighting.at < sentAt && sighting.job.trackedAt !== null).at(-1);
      if (before === undefined) return [];
      const back = seen.find(
        (sighting) =>
          sighting.sentAt > at + AGREEMENT_MS &&
          sighting.job.trackedAt !== null &&
          sighting.job.trackedAt <= before.job.trackedAt!,
      );
      if (back === undefined) return [];
      const what = `was untracked, and is back as tracked since ${back.job.trackedAt}`;
      return [{ rule: NAME, subject, what, events: [before.event, untracked, back.event] }];
    });
  },
};
