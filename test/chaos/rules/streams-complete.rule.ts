import type { StreamMessage } from '../history/history.event.js';
import { connectionOf, groupedBy, messagesOf, sightingsByJob, timeOf } from '../history/history.views.js';
import type { Rule, Violation } from './rule.js';

const NAME = 'streams-complete';

/** What changes twice in a moment may be told once: the last state of each job has to arrive. */
export const streamsComplete: Rule = {
  name: NAME,
  sentence: 'Each stream tells each job as it is at last, across gateways and reconnections.',
  check: (history, truth) => {
    const [settlingAt, finalAt] = [timeOf(history, 'settling'), timeOf(history, 'final')];
    const opened = history.flatMap((event) =>
      event.kind === 'stream' && event.is === 'open' && event.at < settlingAt ? [event] : [],
    );
    const streams = new Map(opened.map(({ stream, caller }) => [stream, caller]));
    const messages = groupedBy(messagesOf(history), ({ stream }) => stream);
    const violations: Violation[] = [];
    for (const [subject, sightings] of sightingsByJob(history)) {
      const last = sightings.filter(({ event, sentAt }) => event.kind === 'exchange' && sentAt >= finalAt).at(-1);
      if (last === undefined || last.job.state === 'unknown') continue;
      for (const [stream, caller] of streams) {
        if (!truth.visible[caller]?.includes(connectionOf(subject))) continue;
        const told = (messages.get(stream) ?? []).filter(({ shown }) => shown?.id === subject).at(-1);
        if (told?.shown?.state === last.job.state) continue;
        const what = `is ${last.job.state}; the last that ${stream} told is ${stateIn(told)}`;
        violations.push({ rule: NAME, subject, what, events: [...(told ? [told] : []), last.event] });
      }
    }
    return violations;
  },
};

const stateIn = (message: StreamMessage | undefined): string => message?.shown?.state ?? 'nothing';
