import type { Caller } from '#libs/access';
import { asksKindAndStateOnly, isOfKindAndState, matches, type JobFilter, type JobRecord } from '#libs/jobs';
import type { IndexPosition, Store } from '#libs/store';
import { bodyOf } from '../hot/hot-answer.js';
import type { HotShelf } from '../hot/hot.shelf.js';
import type { ConnectionWatch } from '../connections/connection.watch.js';
import type { JobAddresses } from './job.addresses.js';
import { ProblemException } from '../problems/problem.exception.js';
import { compareIn, formatCursor, parseCursor, positionOf, type ListPosition } from './job-list.cursor.js';
import type { JobListWish, Sort } from './job-list.query.js';
import type { JobReader } from './job.reader.js';

export interface JobPage {
  /** The standard views as JSON, each byte as one character. */
  bodies: string[];
  nextCursor: string | null;
  /** Connections whose data is stale. */
  unreachable: string[];
}

/** A filter that matches little ends a page after so many records; `nextCursor` goes on from there. */
const MOST_READ_PER_PAGE = 4_000;
/** Another order than that of the index wants all that the filter leaves. */
const MOST_SORTED = 5_000;

/** Lists jobs from the index; asks no upstream. */
export class JobLister {
  constructor(
    private readonly store: Store,
    private readonly addresses: JobAddresses,
    private readonly reader: JobReader,
    private readonly watch: ConnectionWatch,
    private readonly shelf: HotShelf,
  ) {}

  async list(wish: JobListWish, caller: Caller): Promise<JobPage> {
    const after = wish.cursor === null ? null : parseCursor(wish.cursor, wish.sort);
    const connections = this.connectionsOf(wish, caller);
    const [page, unreachable] = await Promise.all([
      wish.sort === '-changedAt'
        ? this.pageByChange(connections, wish, after)
        : this.pageSorted(connections, wish, after),
      this.watch.unreachableAmong(connections),
    ]);
    return { ...page, unreachable };
  }

  private async pageByChange(connections: string[], wish: JobListWish, after: ListPosition | null) {
    const { filter, limit, sort } = wish;
    const bodies: string[] = [];
    let position: IndexPosition | null = after && { ...after, changedAt: after.at ?? 0 };
    for (let read = 0; read < MOST_READ_PER_PAGE;) {
      const batch = await this.store.index.latest(connections, indexedStates(filter), position, limit);
      const matching = await this.matching(batch, filter);
      for (const [index, body] of matching.entries()) {
        position = batch[index]!;
        if (body !== null) bodies.push(body);
        if (bodies.length === limit) {
          const isLast = batch.length < limit && index === batch.length - 1;
          return { bodies, nextCursor: isLast ? null : cursorAt(sort, position) };
        }
      }
      if (batch.length < limit || isBefore(position, filter.updatedSince)) return { bodies, nextCursor: null };
      read += batch.length;
    }
    return { bodies, nextCursor: position && cursorAt(sort, position) };
  }

  /** The bodies of those that match; null for the others. */
  private async matching(batch: readonly IndexPosition[], filter: JobFilter): Promise<(string | null)[]> {
    if (asksKindAndStateOnly(filter)) {
      const answers = await this.shelf.answersOf(batch);
      return answers.map((answer) => (answer !== null && isOfKindAndState(answer.facts, filter) ? answer.body : null));
    }
    const stored = await this.store.jobs.readMany(batch);
    return Promise.all(
      stored.map(async (job) => {
        if (job === null) return null;
        const { record } = await this.reader.withOverdueSaid(job);
        return matches(record, filter) ? bodyOf(record) : null;
      }),
    );
  }

  private async pageSorted(connections: string[], { filter, limit, sort }: JobListWish, after: ListPosition | null) {
    const positions = await this.store.index.latest(connections, indexedStates(filter), null, MOST_SORTED + 1);
    if (positions.length > MOST_SORTED) {
      throw new ProblemException('invalid-request', 'Too many jobs for this order.', {
        errors: [
          { pointer: '?sort', detail: `Narrow the list by connection or state to ${MOST_SORTED} jobs at most.` },
        ],
      });
    }
    const stored = await this.store.jobs.readMany(positions);
    const records: { record: JobRecord; position: ListPosition }[] = [];
    const compare = compareIn(sort);
    for (const job of stored) {
      if (job === null) continue;
      const { record } = await this.reader.withOverdueSaid(job);
      const position = positionOf(record, sort);
      if (matches(record, filter) && (after === null || compare(after, position) < 0))
        records.push({ record, position });
    }
    const page = records.sort((one, other) => compare(one.position, other.position)).slice(0, limit);
    const last = records.length > limit ? page.at(-1)! : null;
    return { bodies: page.map(({ record }) => bodyOf(record)), nextCursor: last && formatCursor(sort, last.position) };
  }

  private connectionsOf(wish: JobListWish, caller: Caller): string[] {
    return this.addresses
      .visible(caller)
      .filter(({ name }) => wish.connections === null || wish.connections.includes(name))
      .filter(({ provider }) => wish.filter.providers === null || wish.filter.providers.includes(provider))
      .map(({ name }) => name);
  }
}

/** The states by which the index can be read; null: whatever the state. */
function indexedStates(filter: JobFilter) {
  return filter.attention ? null : filter.states;
}

function cursorAt(sort: Sort, { changedAt, connection, key }: IndexPosition): string {
  return formatCursor(sort, { at: changedAt, connection, key });
}

function isBefore(position: IndexPosition | null, since: number | null): boolean {
  return position !== null && since !== null && position.changedAt < since;
}
