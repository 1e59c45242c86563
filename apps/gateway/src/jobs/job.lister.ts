import type { Caller } from '#libs/access';
import type { JobRecord } from '#libs/jobs';
import type { IndexPosition, Store } from '#libs/store';
import type { ConnectionWatch } from '../connections/connection.watch.js';
import type { JobAddresses } from './job.addresses.js';
import { matches } from './job-filter.js';
import { formatCursor, parseCursor } from './job-list.cursor.js';
import type { JobListWish } from './job-list.query.js';
import type { JobReader } from './job.reader.js';

export interface JobPage {
  records: JobRecord[];
  nextCursor: string | null;
  /** Connections whose data is stale. */
  unreachable: string[];
}

/** A filter that matches little ends a page after so many records; `nextCursor` goes on from there. */
const MOST_READ_PER_PAGE = 4_000;

/** Lists jobs from the index; asks no upstream. */
export class JobLister {
  constructor(
    private readonly store: Store,
    private readonly addresses: JobAddresses,
    private readonly reader: JobReader,
    private readonly watch: ConnectionWatch,
  ) {}

  async list(wish: JobListWish, caller: Caller): Promise<JobPage> {
    const after = parseCursor(wish.cursor);
    const connections = this.connectionsOf(wish, caller);
    const [page, unreachable] = await Promise.all([
      this.collect(connections, wish, after),
      this.watch.unreachableAmong(connections),
    ]);
    return { ...page, unreachable };
  }

  private async collect(connections: string[], wish: JobListWish, after: IndexPosition | null) {
    const { filter, limit } = wish;
    const states = filter.attention ? null : filter.states;
    const records: JobRecord[] = [];
    let position = after;
    for (let read = 0; read < MOST_READ_PER_PAGE;) {
      const batch = await this.store.index.latest(connections, states, position, limit);
      const stored = await this.store.jobs.readMany(batch);
      for (const [index, job] of stored.entries()) {
        position = batch[index]!;
        if (job === null) continue;
        const { record } = await this.reader.withOverdueSaid(job);
        if (matches(record, filter)) records.push(record);
        if (records.length === limit) {
          const isLast = batch.length < limit && index === batch.length - 1;
          return { records, nextCursor: isLast ? null : formatCursor(position) };
        }
      }
      if (batch.length < limit || isBefore(position, filter.updatedSince)) return { records, nextCursor: null };
      read += batch.length;
    }
    return { records, nextCursor: position && formatCursor(position) };
  }

  private connectionsOf(wish: JobListWish, caller: Caller): string[] {
    return this.addresses
      .visible(caller)
      .filter(({ name }) => wish.connections === null || wish.connections.includes(name))
      .filter(({ provider }) => wish.filter.providers === null || wish.filter.providers.includes(provider))
      .map(({ name }) => name);
  }
}

function isBefore(position: IndexPosition | null, since: number | null): boolean {
  return position !== null && since !== null && position.changedAt < since;
}
