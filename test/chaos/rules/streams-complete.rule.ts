import type { StreamMessage } from '../history/history.event.js';
import { connectionOf, groupedBy, messagesOf, snapshotsByJob, timeOf } from '../history/history.views.js';
import { FROZEN, type Rule, type Violation } from './rule.js';

const NAME = 'streams-complete';

/** A gateway may be frozen over it. */
const CLOSED_WITHIN_MS = 10_000;

/** What changes twice in a moment may be told once: the last state of each job has to arrive. */
export const streamsComplete: Rule = {
  name: NAME,
  sentence:
    'Each stream sends the final state of each job, across gateways and reconnections; that of a single job ends with it.',
  check: (history, truth) => {
    const [settlingAt, finalAt] = [timeOf(history, 'settling'), timeOf(history, 'final')];
    const opened = history.flatMap((event) =>
      event.kind === 'stream' && event.is === 'open' && event.at < settlingAt ? [event] : [],
    );
    const streams = new Map(opened.map((connection) => [connection.stream, connection]));
    const messages = groupedBy(messagesOf(history), ({ stream }) => stream);
    const violations: Violation[] = [];
    for (const [subject, snapshots] of snapshotsByJob(history)) {
      const last = snapshots.filter(({ event, sentAt }) => event.kind === 'exchange' && sentAt >= finalAt).at(-1);
      if (last === undefined || last.job.state === 'unknown') continue;
      for (const { stream, caller, subject: only } of streams.values()) {
        if (only !== null && only !== subject) continue;
        if (!truth.visible[caller]?.includes(connectionOf(subject))) continue;
        const told = (messages.get(stream) ?? []).filter(({ shown }) => shown?.id === subject).at(-1);
        if (told?.shown?.state === last.job.state) continue;
        // Being lost is an end, after which the stream closes, though the job may be found again.
        if (only !== null && told?.shown?.state === 'lost') continue;
        const what = `is ${last.job.state}; the last that ${stream} told is ${stateIn(told)}`;
        violations.push({ rule: NAME, subject, what, events: [...(told ? [told] : []), last.event] });
      }
    }
    for (const { stream, subject } of streams.values()) {
      const told = (messages.get(stream) ?? []).at(-1);
      const isEnded = told?.shown != null && FROZEN.has(told.shown.state) && told.at + CLOSED_WITHIN_MS < finalAt;
      if (subject === null || !isEnded) continue;
      const isClosed = history.some(
        (event) =>
          event.kind === 'stream' &&
          event.stream === stream &&
          event.is === 'closed' &&
          isBetween(event, told, finalAt),
      );
      if (isClosed) continue;
      violations.push({ rule: NAME, subject, what: `is ${told.shown!.state}, and ${stream} goes on`, events: [told] });
    }
    return violations;
  },
};

const isBetween = ({ at }: { at: number }, told: StreamMessage, finalAt: number) => at >= told.at && at < finalAt;

const stateIn = (message: StreamMessage | undefined): string => message?.shown?.state ?? 'nothing';
