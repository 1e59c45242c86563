import type { Exchange, History, Mark, Operation, Receipt, ShownJob, StreamMessage } from './history.event.js';

/** A job as somebody saw it, and when that was asked for and seen. */
export interface JobSnapshot {
  job: ShownJob;
  /** A client or a stream. */
  reader: string;
  sentAt: number;
  at: number;
  event: Exchange | StreamMessage;
}

export function exchangesOf(history: History, ...operations: Operation[]): Exchange[] {
  return history.filter(
    (event): event is Exchange =>
      event.kind === 'exchange' && (operations.length === 0 || operations.includes(event.operation)),
  );
}

export const receiptsOf = (history: History): Receipt[] =>
  history.filter((event): event is Receipt => event.kind === 'receipt');

export const messagesOf = (history: History): StreamMessage[] =>
  history.filter((event): event is StreamMessage => event.kind === 'message');

/** When the mark was set; never: infinity. */
export function timeOf(history: History, mark: Mark['mark']): number {
  const found = history.find((event) => event.kind === 'mark' && event.mark === mark);
  return found?.at ?? Number.POSITIVE_INFINITY;
}

/** Everything that was seen of each job, in the order in which it arrived. */
export function snapshotsByJob(history: History): Map<string, JobSnapshot[]> {
  const byJob = new Map<string, JobSnapshot[]>();
  for (const event of history) {
    for (const snapshot of snapshotsIn(event)) {
      const known = byJob.get(snapshot.job.id);
      if (known) known.push(snapshot);
      else byJob.set(snapshot.job.id, [snapshot]);
    }
  }
  for (const snapshots of byJob.values()) snapshots.sort((one, other) => one.at - other.at);
  return byJob;
}

function snapshotsIn(event: History[number]): JobSnapshot[] {
  if (event.kind === 'message' && event.shown !== null) {
    return [{ job: event.shown, reader: event.stream, sentAt: event.at, at: event.at, event }];
  }
  if (event.kind !== 'exchange' || event.answer === null || event.answer.isReplay) return [];
  const { client: reader, sentAt, at } = event;
  return event.answer.shown.map((job) => ({ job, reader, sentAt, at, event }));
}

/** By a key that each item has. */
export function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Two representations of one life of a record; what is not tracked has none. */
export const isSameLife = (one: ShownJob, other: ShownJob): boolean =>
  one.trackedAt !== null && one.trackedAt === other.trackedAt;

/** The second one is of a life that began later. */
export const isLaterLife = (one: ShownJob, other: ShownJob): boolean =>
  one.trackedAt !== null && other.trackedAt !== null && other.trackedAt > one.trackedAt;

export const connectionOf = (id: string): string => id.slice(0, Math.max(0, id.indexOf('~')));

/**
 * Whether something was seen of a master of Redis that was to be lost: what it had not passed on yet is taken back, unless
 * it was acknowledged (docs/redis.md, "Sentinel").
 */
export function mayBeTakenBack(history: History): (seenAt: number) => boolean {
  const spans = new Map<number, { from: number; until: number }>();
  for (const event of history) {
    if (event.kind !== 'fault' || !event.fault.startsWith('master-')) continue;
    const from = event.at - REPLICATION_LAG_MS;
    if (event.is === 'begun') spans.set(event.number, { from, until: Number.POSITIVE_INFINITY });
    else spans.get(event.number)!.until = event.at;
  }
  return (seenAt) => [...spans.values()].some(({ from, until }) => from <= seenAt && seenAt <= until);
}

/** How far a replica that is well may be behind on a busy machine. */
const REPLICATION_LAG_MS = 500;
