import {
  matches,
  statesOfFilter,
  type JobFilter,
  type JobKind,
  type JobRecord,
  type ObservationStatus,
  type Severity,
} from '#libs/jobs';
import type { StreamedChange } from '#libs/store';
import type { Subscription, SubscriptionFilter } from './subscription.js';

/** The filter of a list in the same words; the connection is somebody else's matter. */
export function jobFilterOf(filter: SubscriptionFilter): JobFilter {
  return {
    providers: filter.provider,
    kinds: filter.kind as JobKind[] | null,
    ...statesOfFilter(filter.state),
    severities: filter.severity as Severity[] | null,
    observations: filter.observation as ObservationStatus[] | null,
    operations: filter.operation,
    labels: (filter.label ?? []).map(labelOf),
    text: filter.q,
    updatedSince: filter.updatedSince,
    startedAfter: filter.startedAfter,
    startedBefore: filter.startedBefore,
  };
}

/** Whether the event alone does not tell if the filter fits: the job has to be read. */
export function needsRecord({
  provider,
  operation,
  label,
  q,
  startedAfter,
  startedBefore,
}: SubscriptionFilter): boolean {
  return [provider, operation, label, q, startedAfter, startedBefore].some((part) => part !== null);
}

/**
 * Whether the job, as the event left it, is one of those that a subscription wants. `record`: what is known of it by now;
 * null when it is tracked no longer, and then only the event can be matched.
 */
export function wants({ filter, selection }: Subscription, event: StreamedChange, record: JobRecord | null): boolean {
  if (selection === 'named') return false;
  if (filter.connection !== null && !filter.connection.includes(event.connection)) return false;
  if (record === null && needsRecord(filter)) return false;
  const { states, attention, ...rest } = jobFilterOf(filter);
  const isState = states === null || states.includes(event.to) || (attention && event.attention !== 'none');
  return isState && matches(asLeftBy(event, record), { ...rest, states: null, attention: false });
}

function asLeftBy(event: StreamedChange, record: JobRecord | null): JobRecord {
  const { kind, severity, at } = event;
  const observation = { ...record?.observation, status: event.observation };
  return { labels: {}, ...record, kind, severity, state: event.to, changedAt: at, observation } as JobRecord;
}

function labelOf(text: string): { label: string; value: string } {
  const separator = text.indexOf(':');
  return { label: text.slice(0, separator), value: text.slice(separator + 1) };
}
