import type { JobRecord } from '#libs/jobs';
import { answerHeaders, JSON_TYPE } from '../http/default-headers.js';
import { jsonBytes } from '../http/json-bytes.js';
import { etagOf, headersHoldUntil, jobHeaders, type DatedFacts } from '../jobs/job.headers.js';
import { presentJob } from '../jobs/job.presenter.js';

/** A connection as the answers of its jobs see it. */
export interface Source {
  readonly connection: string;
  /** Whether every change of its jobs is told at once. */
  isHeard: boolean;
  /** How many changes were told so far. */
  changes: number;
}

/** A record whose check is due is about to change: it is looked at again after so long, however many ask. */
const RECHECK_MS = 100;
/** Entry, places in maps, tag, dates, and the heads of both forms. */
const OVERHEAD_BYTES = 1_800;

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
  readonly facts: DatedFacts;
  private wholeText: string | null = null;
  private shortText: string | null = null;
  private textsFrom = 0;
  private textsUntil = 0;

  constructor(
    record: JobRecord,
    private readonly cacheStatus: string,
    readonly source: Source,
    now: number,
  ) {
    const { id, revision, kind, state, changedAt, expiresAt, observation } = record;
    const { observedAt, nextCheckAt } = observation;
    this.id = id;
    this.revision = revision;
    this.etag = etagOf(record);
    this.body = bodyOf(record);
    this.facts = { revision, kind, state, changedAt, expiresAt, observation: { observedAt, nextCheckAt } };
    this.endsAt = expiresAt ?? Infinity;
    this.validUntil = Math.max(nextCheckAt ?? expiresAt ?? 0, now + RECHECK_MS);
  }

  get bytes(): number {
    // The body stands in the whole text as well.
    return 2 * this.body.length + 2 * this.id.length + OVERHEAD_BYTES;
  }

  get observedAt(): number | null {
    return this.facts.observation.observedAt;
  }

  get nextCheckAt(): number | null {
    return this.facts.observation.nextCheckAt;
  }

  /** All that was sent for an earlier request of the same form; null when it does not hold now. */
  textAt(now: number, isNotModified: boolean): string | null {
    if (now >= this.textsUntil || now < this.textsFrom) return null;
    return isNotModified ? this.shortText : this.wholeText;
  }

  /** Keeps an answer by its head, as it was sent now, until a date in that moves on. */
  keepText(head: string, now: number, isNotModified: boolean): void {
    // The platform's clock for the Date field may be a moment behind.
    if (!head.includes(new Date(now).toUTCString())) return;
    if (this.textAt(now, !isNotModified) === null) {
      [this.wholeText, this.shortText] = [null, null];
      this.textsFrom = now;
      this.textsUntil = Math.min(headersHoldUntil(this.facts, now), (Math.floor(now / 1000) + 1) * 1000);
    }
    if (isNotModified) this.shortText = head;
    else this.wholeText = head + this.body;
  }

  /** Names and values in turn, as they are now, those of the body last. */
  headersAt(now: number, cacheStatus = this.cacheStatus): string[] {
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

/** The standard view of a job as JSON, each byte as one character. */
export const bodyOf = (record: JobRecord): string => jsonBytes(presentJob(record));
