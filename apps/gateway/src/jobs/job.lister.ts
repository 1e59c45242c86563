import type { Caller } from '#libs/access';
import { asksKindAndStateOnly, isOfKindAndState, matches, type JobAddress, type JobFilter } from '#libs/jobs';
import { readable, type IndexPage, type IndexPosition, type Store } from '#libs/store';
import type { PageCache } from '../read-path/in-process/page.cache.js';
import type { ReadThroughCache } from '../read-path/read-through.cache.js';
import type { ConnectionStatusReader } from '../connections/connection.status.js';
import type { JobAddresses } from './job.addresses.js';
import { ProblemException } from '../problems/problem.exception.js';
import {
  compareIn,
  formatCursor,
  isDescending,
  memberOf,
  parseCursor,
  positionOf,
  type ListPosition,
} from './job-list.cursor.js';
import { JobListPage, listedFromCache, listedFromRecord } from './job-list.page.js';
import type { JobListQuery } from './job-list.query.js';
import { isSearch } from './job-list.search.js';
import type { ExpensiveReadLimiter, SnapshotReadLimiter } from './expensive-reads.limiter.js';
import type { StoredJobReader } from '../read-path/redis/stored-job.reader.js';
import type { PointerReadsReporter } from '../demand/pointer-reads.reporter.js';

/** A list as it is wanted, of the connections that the caller sees. */
interface Listing extends JobListQuery {
  among: string[];
  after: ListPosition | null;
}

/** A filter that matches little ends a page after so many records; `nextCursor` goes on from there. */
const MOST_READ_PER_PAGE = 4_000;
const MOST_READ_AT_ONCE = 500;
/** Where records have to be looked at. */
const MOST_OUTLINES_AT_ONCE = 200;
/** Whole records, of which some are large. */
const MOST_RECORDS_AT_ONCE = 100;
/** An order that the index is not kept in wants all that the filter leaves. */
const MOST_SORTED = 5_000;

/** Lists jobs from the index; asks no upstream. */
export class JobLister {
  constructor(
    private readonly store: Store,
    private readonly addresses: JobAddresses,
    private readonly stored: StoredJobReader,
    private readonly status: ConnectionStatusReader,
    private readonly cache: ReadThroughCache,
    private readonly pages: PageCache,
    private readonly heavy: ExpensiveReadLimiter,
    private readonly snapshots: SnapshotReadLimiter,
    private readonly pointers: Pick<PointerReadsReporter, 'note'>,
  ) {}

  /** The page as the API answers it: JSON in UTF-8. */
  async list(wish: JobListQuery, caller: Caller): Promise<Buffer> {
    const listing = this.listingOf(wish, caller);
    const { readable, unreachable } = await this.status.availabilityOf(listing.among);
    const name = JSON.stringify([wish, readable, unreachable]);
    const build = async () =>
      (await this.page({ ...listing, among: readable }, caller, this.heavy)).written(unreachable);
    const { text, pointers } = await this.pages.read(name, readable, build);
    for (const pointer of pointers) this.pointers.note(pointer);
    return text;
  }

  /** The jobs of a page, one by one, for a stream that begins. */
  async jobs(wish: JobListQuery, caller: Caller): Promise<{ bodies: string[]; nextCursor: string | null }> {
    const { jobs, nextCursor } = await this.page(this.listingOf(wish, caller), caller, this.snapshots);
    return { bodies: jobs.map(({ body }) => body), nextCursor };
  }

  private listingOf(wish: JobListQuery, caller: Caller): Listing {
    const after = wish.cursor === null ? null : parseCursor(wish.cursor, wish.sort);
    const chosen = this.addresses.chosen(caller, wish.connections, wish.filter.providers);
    return { ...wish, among: chosen.map(({ name }) => name), after };
  }

  private async page(listing: Listing, caller: Caller, turns: ExpensiveReadLimiter): Promise<JobListPage> {
    const page = await this.pageInTurn(listing, caller, turns);
    // Who is on it is told so by the next page: this one says what was known when it was asked for.
    for (const { pointer, isDormant } of page.jobs) {
      if (pointer !== null && isDormant) void this.stored.awaken(pointer).catch(() => undefined);
    }
    return page;
  }

  /** Rejects with `too-many-heavy-reads` where too many go through many jobs already. */
  private async pageInTurn(listing: Listing, caller: Caller, turns: ExpensiveReadLimiter): Promise<JobListPage> {
    const build = async () => ((await this.isBestRead(listing)) ? this.pageRead(listing) : this.pageSorted(listing));
    return isSearch(listing) ? turns.run(caller.name, build) : build();
  }

  /** Whether to read on in the order of the index, rather than to read all that may be wanted and sort it. */
  private async isBestRead({ among, filter, sort, limit }: Listing): Promise<boolean> {
    const member = memberOf(sort);
    if (member !== 'startedAt') return member === 'changedAt';
    const states = indexedStates(filter);
    if (states === null) return true;
    // The index of starts knows no states: with few jobs in a wanted one, most of what it names is in vain.
    const [wanted, all] = await Promise.all([
      this.store.index.count(among, states),
      this.store.index.count(among, null),
    ]);
    return wanted > MOST_SORTED || wanted > (limit * all) / wanted;
  }

  private async pageRead(listing: Listing): Promise<JobListPage> {
    const { filter, limit, sort } = listing;
    // A start may become known without a change that is told.
    const isKept = memberOf(sort) === 'changedAt' && asksKindAndStateOnly(filter);
    const page = new JobListPage(limit, isKept ? Infinity : 0);
    const most = isPlain(filter) ? MOST_READ_AT_ONCE : MOST_OUTLINES_AT_ONCE;
    let position = listing.after as IndexPosition | null;
    let size = limit;
    for (let read = 0; read < MOST_READ_PER_PAGE; read += size, size = Math.min(2 * size, most)) {
      const batch = await this.indexed(listing, position, size);
      const shown = isPlain(filter)
        ? await this.addAnswers(page, batch, filter)
        : await this.addMatching(page, batch, filter);
      if (shown === batch.length && batch.length < size) return page;
      position = batch[shown - 1]!;
      if (page.isFull) break;
    }
    page.nextCursor = position && formatCursor(sort, position);
    return page;
  }

  private indexed({ among, filter, sort }: Listing, after: IndexPosition | null, limit: number) {
    const page: IndexPage = { isLatestFirst: isDescending(sort), after, limit };
    const { updatedSince, startedAfter, startedBefore } = filter;
    if (memberOf(sort) === 'changedAt') {
      if (updatedSince !== null) page.within = { from: updatedSince, before: null };
      return this.store.index.byChange(among, indexedStates(filter), page);
    }
    if (startedAfter !== null || startedBefore !== null) page.within = { from: startedAfter, before: startedBefore };
    return this.store.index.byStart(among, page);
  }

  /** Adds those of this kind and state until the page is full; returns how many were gone through. */
  private async addAnswers(page: JobListPage, batch: readonly JobAddress[], filter: JobFilter): Promise<number> {
    const answers = (await this.cache.readMany(batch)).map(readable);
    for (const [index, answer] of answers.entries()) {
      page.validUntil = Math.min(page.validUntil, answer?.validUntil ?? 0);
      if (answer && isOfKindAndState(answer.facts, filter)) page.add(listedFromCache(answer, batch[index]!));
      if (page.isFull) return index + 1;
    }
    return batch.length;
  }

  /** The same for those that match: only these are read as a whole. */
  private async addMatching(page: JobListPage, batch: readonly IndexPosition[], filter: JobFilter): Promise<number> {
    const outlines = await this.stored.readOutlines(batch);
    const places = outlines.flatMap((outline, place) => (outline && matches(outline, filter) ? [place] : []));
    const wanted = places.map((place) => batch[place]!);
    const shown = asksKindAndStateOnly(filter)
      ? await this.addAnswers(page, wanted, filter)
      : await this.add(page, wanted, filter);
    return shown < wanted.length || page.isFull ? places[shown - 1]! + 1 : batch.length;
  }

  private async pageSorted(listing: Listing): Promise<JobListPage> {
    const { filter, limit, sort } = listing;
    const places = await this.sorted(listing);
    const page = new JobListPage(limit, 0);
    const shown = await this.add(page, places, filter);
    if (shown < places.length) page.nextCursor = formatCursor(sort, places[shown - 1]!);
    return page;
  }

  /** Where the jobs stand that match, in their order. Of each job no more is kept in memory. */
  private async sorted({ among, after, filter, sort }: Listing): Promise<ListPosition[]> {
    const everything = { isLatestFirst: true, after: null, limit: MOST_SORTED + 1 };
    const positions = await this.store.index.byChange(among, indexedStates(filter), everything);
    if (positions.length > MOST_SORTED) throw tooManyToSort();
    const compare = compareIn(sort);
    const places: ListPosition[] = [];
    for (let at = 0; at < positions.length; at += MOST_OUTLINES_AT_ONCE) {
      for (const outline of await this.stored.readOutlines(positions.slice(at, at + MOST_OUTLINES_AT_ONCE))) {
        if (outline === null || !matches(outline, filter)) continue;
        const place = positionOf(outline, sort);
        if (after === null || compare(after, place) < 0) places.push(place);
      }
    }
    return places.sort(compare);
  }

  /**
   * Adds the jobs at these places until the page is full; returns how many were gone through. What has changed since it was
   * placed is shown as it is now, or left out.
   */
  private async add(page: JobListPage, places: readonly JobAddress[], filter: JobFilter): Promise<number> {
    let shown = 0;
    while (shown < places.length && !page.isFull) {
      const next = places.slice(shown, shown + Math.min(page.room, MOST_RECORDS_AT_ONCE));
      for (const record of await this.stored.readMany(next)) {
        if (page.isFull) break;
        shown += 1;
        if (record !== null && matches(record, filter)) page.add(listedFromRecord(record));
      }
    }
    return shown;
  }
}

/** Whether the index says nearly all of which jobs are wanted. */
const isPlain = (filter: JobFilter): boolean => filter.kinds === null && asksKindAndStateOnly(filter);

/** The states by which the index can be read; null: whatever the state. */
function indexedStates(filter: JobFilter) {
  return filter.attention ? null : filter.states;
}

function tooManyToSort(): ProblemException {
  const detail = `Narrow the list by connection or state to ${MOST_SORTED} jobs at most, or sort by changedAt or startedAt.`;
  return new ProblemException('invalid-request', 'Too many jobs for this order.', {
    errors: [{ pointer: '?sort', detail }],
  });
}
