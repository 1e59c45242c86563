import type { JobRecord } from '#libs/jobs';
import { answerHeaders, JSON_TYPE } from '../http/default-headers.js';
import { etagOf, headersHoldUntil, jobHeaders, type DatedFacts } from '../jobs/job.headers.js';
import { presentJob } from '../jobs/job.presenter.js';

/** A connection as the answers of its jobs see it. */
export interface Source {
  readonly connection: string;
  /** Whether every change of its jobs is told at once. */
  isHeard: boolean;
}

/** A record whose check is due is about to change: it is looked at again after so long, however many ask. */
const RECHECK_MS = 100;
/** Entry, places in maps, tag, dates, and the headers in both forms: more than was measured. */
const OVERHEAD_BYTES = 1_600;

/** The standard view of a job, serialised once. */
export class HotAnswer {
  readonly id: string;
  readonly revision: number;
  readonly etag: string;
  /** The bytes of the body, each as one character: written so, they cost least. */
  readonly body: string;
  /** Until when nothing is said that the store may know better, as long as all changes are told; epoch milliseconds. */
  readonly validUntil: number;
  /** From then on there is no such job any more. */
  readonly endsAt: number;
  /** Whether it was asked for since somebody looked for what can go. */
  isWanted = false;
  private readonly facts: DatedFacts;
  private head: readonly string[] | null = null;
  private headUntil = 0;

  constructor(
    record: JobRecord,
    readonly cacheStatus: string,
    readonly source: Source,
    now: number,
  ) {
    const { id, revision, kind, state, changedAt, expiresAt, observation } = record;
    const { observedAt, nextCheckAt } = observation;
    this.id = id;
    this.revision = revision;
    this.etag = etagOf(record);
    this.body = oneByteEach(JSON.stringify(presentJob(record)));
    this.facts = { revision, kind, state, changedAt, expiresAt, observation: { observedAt, nextCheckAt } };
    this.endsAt = expiresAt ?? Infinity;
    this.validUntil = Math.max(nextCheckAt ?? expiresAt ?? 0, now + RECHECK_MS);
  }

  get bytes(): number {
    return this.body.length + 2 * this.id.length + OVERHEAD_BYTES;
  }

  get observedAt(): number | null {
    return this.facts.observation.observedAt;
  }

  /** Names and values in turn, those of the body last: as they are to be written now. They are made again when a date in them moves on. */
  headersAt(now: number): readonly string[] {
    if (this.head === null || now >= this.headUntil || this.headUntil - now > 1_000) {
      this.head = this.writeHeaders(this.cacheStatus, now);
      this.headUntil = headersHoldUntil(this.facts, now);
    }
    return this.head;
  }

  /** The same, with another word on where the answer came from. */
  writeHeaders(cacheStatus: string, now: number): string[] {
    const headers = {
      ...answerHeaders(`/jobs/${this.id}`),
      ...jobHeaders(this.facts, cacheStatus, now),
      'Content-Type': JSON_TYPE,
      'Content-Length': String(this.body.length),
    };
    return Object.entries(headers).flat();
  }
}

/** How many of the last names and values belong to the body, and are not on a 304. */
export const HEADERS_OF_BODY = 4;

function oneByteEach(text: string): string {
  return Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString('latin1');
}
