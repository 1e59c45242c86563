import type { FaultEvent, History } from '../history/history.event.js';
import { linesOf } from '../history/history.lines.js';
import { exchangesOf, messagesOf, receiptsOf, timeOf } from '../history/history.views.js';
import type { Violation } from '../rules/rule.js';

const MOST_LINES = 30;

/** Figures of a run, and the shortest history of each violation. */
export function reportOf(title: string, history: History, violations: readonly Violation[]): string {
  const beginAt = timeOf(history, 'begin');
  const faults = history.filter((event): event is FaultEvent => event.kind === 'fault' && event.is === 'begun');
  const answered = exchangesOf(history).filter(({ answer }) => answer !== null && answer.status < 400);
  const unanswered = exchangesOf(history).filter(({ answer }) => answer === null || answer.status >= 400);
  const told = `${messagesOf(history).length} messages of streams, ${receiptsOf(history).length} webhooks`;
  const lines = [
    title,
    `  faults: ${countsOf(faults.map(({ fault }) => fault))}`,
    `  acknowledged: ${countsOf(answered.map(({ operation }) => operation))}; ${told}`,
    `  not: ${countsOf(unanswered.map(({ operation, answer }) => `${operation} ${answer?.code ?? answer?.status ?? 'unanswered'}`))}`,
    `  broken rules: ${violations.length === 0 ? 'none' : countsOf(violations.map(({ rule }) => rule))}`,
  ];
  const shown = violations.flatMap(({ rule, subject, what, events }) => [
    `\n${rule}: ${subject} ${what}`,
    ...linesOf([...events, ...faultsBetween(faults, events)], subject, beginAt).slice(-MOST_LINES),
  ]);
  return [...lines, ...shown].join('\n') + '\n';
}

/** What went wrong around the events. */
function faultsBetween(faults: readonly FaultEvent[], events: Violation['events']): FaultEvent[] {
  const times = events.map(({ at }) => at);
  const [from, until] = [Math.min(...times), Math.max(...times)];
  return faults.filter(({ at }) => at >= from - 5_000 && at <= until);
}

function countsOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (
    [...counts]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none'
  );
}
