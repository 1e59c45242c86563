import type { Caller } from '#libs/access';
import {
  asksKindAndStateOnly,
  isDormant,
  isOfKindAndState,
  matches,
  type JobAddress,
  type JobFilter,
  type JobRecord,
} from '#libs/jobs';
import { readable, type IndexPage, type IndexPosition, type Store } from '#libs/store';
import { bodyOf, type HotAnswer } from '../hot/hot-answer.js';
import type { BuiltPage, HotPages } from '../hot/hot-pages.js';
import type { HotShelf } from '../hot/hot.shelf.js';
import type { ConnectionWatch } from '../connections/connection.watch.js';
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
import type { JobListDto } from './job-list.dto.js';
import type { JobListWish } from './job-list.query.js';
import type { HeavyReads, SnapshotReads } from './heavy.reads.js';
import type { JobReader } from './job.reader.js';
import type { ReadPointers } from './read.pointers.js';

/** A list as it is wanted, of the connections that the caller sees. */
interface Listing extends JobListWish {
  among: string[];
  after: ListPosition | null;
}

/** A job on a page. */
interface ListedJob {
  /** The standard view as JSON, each byte as one character. */
  body: string;
  /** Whose reading counts; null: it is no pointer. */
  pointer: JobAddress | null;
  /** Nobody has read it for long. */
  isDormant: boolean;
}

interface Page {
  jobs: ListedJob[];
  nextCursor: string | null;
  /** Until when it stands so, as long as no change is told; 0: that cannot be said. */
  validUntil: number;
}

/** A filter that matches little ends a page after so many records; `nextCursor` goes on from there. */
const MOST_READ_PER_PAGE = 4_000;
const MOST_READ_AT_ONCE = 500;
/** Where whole records have to be looked at. */
const MOST_RECORDS_AT_ONCE = 200;
/** A page ends when it is as long as that: jobs may hold results of 16 KB. */
const MOST_BYTES_ON_A_PAGE = 2 * 1024 * 1024;
/** Of what is sorted no more than so many whole records are in memory at a time. */
const SORTED_AT_ONCE = 100;
/** An order that the index is not kept in wants all that the filter leaves. */
const MOST_SORTED = 5_000;

/** Lists jobs from the index; asks no upstream. */
export class JobLister {
  constructor(
    private readonly store: Store,
    private readonly addresses: JobAddresses,
    private readonly reader: JobReader,
    private readonly watch: ConnectionWatch,
    private readonly shelf: HotShelf,
    private readonly pages: HotPages,
    private readonly heavy: HeavyReads,
    private readonly snapshots: SnapshotReads,
    private readonly pointers: Pick<ReadPointers, 'note'>,
  ) {}

  /** The page as the API answers it: JSON in UTF-8. */
  async list(wish: JobListWish, caller: Caller): Promise<Buffer> {
    const listing = this.listingOf(wish, caller);
    const { readable, unreachable } = await this.watch.availabilityOf(listing.among);
    const name = JSON.stringify([wish, readable, unreachable]);
    const build = async () =>
      written(await this.page({ ...listing, among: readable }, caller, this.heavy), unreachable);
    const { text, pointers } = await this.pages.read(name, readable, build);
    for (const pointer of pointers) this.pointers.note(pointer);
    return text;
  }

  /** The jobs of a page, one by one, for a stream that begins. */
  async jobs(wish: JobListWish, caller: Caller): Promise<{ bodies: string[]; nextCursor: string | null }> {
    const { jobs, nextCursor } = await this.page(this.listingOf(wish, caller), caller, this.snapshots);
    return { bodies: jobs.map(({ body }) => body), nextCursor };
  }

  private listingOf(wish: JobListWish, caller: Caller): Listing {
    const after = wish.cursor === null ? null : parseCursor(wish.cursor, wish.sort);
    const chosen = this.addresses.chosen(caller, wish.connections, wish.filter.providers);
    return { ...wish, among: chosen.map(({ name }) => name), after };
  }

  private async page(listing: Listing, caller: Caller, turns: HeavyReads): Promise<Page> {
    const page = await this.pageInTurn(listing, caller, turns);
    // Who is on it is told so by the next page: this one says what was known when it was asked for.
    for (const { pointer, isDormant } of page.jobs) {
      if (pointer !== null && isDormant) void this.reader.awaken(pointer).catch(() => undefined);
    }
    return page;
  }

  /** Rejects with `too-many-heavy-reads` where too many go through many jobs already. */
  private async pageInTurn(listing: Listing, caller: Caller, turns: HeavyReads): Promise<Page> {
    const isBestRead = await this.isBestRead(listing);
    if (isBestRead && asksKindAndStateOnly(listing.filter)) return this.pageRead(listing);
    return turns.run(caller.name, () => (isBestRead ? this.pageRead(listing) : this.pageSorted(listing)));
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

  private async pageRead(listing: Listing): Promise<Page> {
    const { filter, limit, sort } = listing;
    const jobs: ListedJob[] = [];
    let bytes = 0;
    let position = listing.after as IndexPosition | null;
    let size = limit;
    const most = asksKindAndStateOnly(filter) ? MOST_READ_AT_ONCE : MOST_RECORDS_AT_ONCE;
    // A start may become known without a change that is told.
    let validUntil = memberOf(sort) === 'changedAt' ? Infinity : 0;
    for (let read = 0; read < MOST_READ_PER_PAGE; read += size, size = Math.min(2 * size, most)) {
      const batch = await this.indexed(listing, position, size);
      const matching = await this.matching(batch, filter);
      validUntil = Math.min(validUntil, matching.validUntil);
      for (const [index, job] of matching.jobs.entries()) {
        position = batch[index]!;
        if (job === null) continue;
        jobs.push(job);
        bytes += job.body.length;
        if (jobs.length === limit || bytes >= MOST_BYTES_ON_A_PAGE) {
          const isLast = batch.length < size && index === batch.length - 1;
          return { jobs, nextCursor: isLast ? null : formatCursor(sort, position), validUntil };
        }
      }
      if (batch.length < size) return { jobs, nextCursor: null, validUntil };
    }
    return { jobs, nextCursor: position && formatCursor(sort, position), validUntil };
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

  /** Those that match; null for the others. */
  private async matching(
    batch: readonly IndexPosition[],
    filter: JobFilter,
  ): Promise<{ jobs: (ListedJob | null)[]; validUntil: number }> {
    if (asksKindAndStateOnly(filter)) {
      const answers = (await this.shelf.answersOf(batch)).map(readable);
      return {
        jobs: answers.map((answer, index) =>
          answer && isOfKindAndState(answer.facts, filter) ? listedAnswer(answer, batch[index]!) : null,
        ),
        validUntil: answers.reduce((least, answer) => Math.min(least, answer?.validUntil ?? 0), Infinity),
      };
    }
    const records = await this.recordsAt(batch);
    return {
      jobs: records.map((record) => (record !== null && matches(record, filter) ? listedRecord(record) : null)),
      validUntil: 0,
    };
  }

  private async pageSorted(listing: Listing): Promise<Page> {
    const { among, after, filter, sort } = listing;
    const everything = { isLatestFirst: true, after: null, limit: MOST_SORTED + 1 };
    const positions = await this.store.index.byChange(among, indexedStates(filter), everything);
    if (positions.length > MOST_SORTED) throw tooManyToSort();
    const compare = compareIn(sort);
    const places: ListPosition[] = [];
    for (let at = 0; at < positions.length; at += SORTED_AT_ONCE) {
      for (const record of await this.recordsAt(positions.slice(at, at + SORTED_AT_ONCE))) {
        if (record === null || !matches(record, filter)) continue;
        const place = positionOf(record, sort);
        if (after === null || compare(after, place) < 0) places.push(place);
      }
    }
    return this.pageAt(places.sort(compare), listing);
  }

  /** The first of these places that make a page. What has changed since it was placed is shown as it is now. */
  private async pageAt(places: readonly ListPosition[], { filter, limit, sort }: Listing): Promise<Page> {
    const jobs: ListedJob[] = [];
    let bytes = 0;
    let shown = 0;
    while (shown < places.length && shown < limit && bytes < MOST_BYTES_ON_A_PAGE) {
      const next = places.slice(shown, Math.min(limit, shown + SORTED_AT_ONCE));
      for (const record of await this.recordsAt(next)) {
        if (bytes >= MOST_BYTES_ON_A_PAGE) break;
        shown += 1;
        if (record === null || !matches(record, filter)) continue;
        const job = listedRecord(record);
        jobs.push(job);
        bytes += job.body.length;
      }
    }
    const nextCursor = shown < places.length ? formatCursor(sort, places[shown - 1]!) : null;
    return { jobs, nextCursor, validUntil: 0 };
  }

  /** In the order asked for, overdue checks said; null where a job is not tracked any more, or cannot be read. */
  private async recordsAt(positions: readonly JobAddress[]): Promise<(JobRecord | null)[]> {
    const stored = await this.store.jobs.readMany(positions);
    return Promise.all(stored.map(readable).map(async (job) => job && (await this.reader.withOverdueSaid(job)).record));
  }
}

function listedRecord(record: JobRecord): ListedJob {
  const { connection, key, kind } = record;
  const pointer = kind === 'pointer' ? { connection, key } : null;
  return { body: bodyOf(record), pointer, isDormant: isDormant(record) };
}

function listedAnswer({ body, facts, isDormant }: HotAnswer, { connection, key }: JobAddress): ListedJob {
  return { body, pointer: facts.kind === 'pointer' ? { connection, key } : null, isDormant };
}

function written({ jobs, nextCursor, validUntil }: Page, unreachable: string[]): BuiltPage {
  const rest: Omit<JobListDto, 'jobs'> = { nextCursor, complete: unreachable.length === 0, unreachable };
  const bodies = jobs.map(({ body }) => body);
  const text = `{"jobs":[${bodies.join(',')}],${JSON.stringify(rest).slice(1)}`;
  const pointers = jobs.flatMap(({ pointer }) => pointer ?? []);
  return { text: Buffer.from(text, 'latin1'), pointers, validUntil };
}

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
