import { isDormant, type JobRecord } from '#libs/jobs';
import { answerHeaders, JSON_TYPE } from '../../http/default-headers.js';
import { jsonBytes } from '../../http/json-bytes.js';
import { etagOf, headersHoldUntil, jobHeaders, type DatedFacts } from '../response/job.headers.js';
import { presentJob } from '../../jobs/job.presenter.js';
import { headerLines } from '../response/header-lines.js';

/** The changes of a connection, as far as cached jobs depend on them. */
export interface Source {
  readonly connection: string;
  /** Whether its event stream is received. */
  isConnected: boolean;
  /** How many changes were received. */
  changes: number;
}

/** A record whose poll is due is about to change: it is read again after so long, whatever the load. */
const RECHECK_MS = 100;
const ON_EACH = answerHeaders('/jobs/…');
/** Entry, places in maps, tag, dates, and the headers of both forms. */
const OVERHEAD_BYTES = 1_800;

/** The standard view of a job, serialized once. */
export class CachedJob {
  readonly id: string;
  readonly revision: number;
  readonly etag: string;
  /** The bytes of the body, each as one character: cheapest to write. */
  readonly body: string;
  /** Until when it is current as long as all changes are received; epoch milliseconds. */
  readonly validUntil: number;
  /** When the job expires. */
  readonly endsAt: number;
  readonly isDormant: boolean;
  /** Whether it was requested since the last round of eviction. */
  isWanted = false;
  readonly facts: DatedFacts;
  private whole: string | null = null;
  private short: string | null = null;
  private tail = '';
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
    this.facts = { revision, kind, state, changedAt, observation: { observedAt, nextCheckAt } };
    this.isDormant = isDormant(record);
    this.endsAt = expiresAt ?? Infinity;
    this.validUntil = Math.max(nextCheckAt ?? expiresAt ?? 0, now + RECHECK_MS);
  }

  get bytes(): number {
    // The body is part of the whole text as well.
    return 2 * this.body.length + 2 * this.id.length + OVERHEAD_BYTES;
  }

  /** Whether nothing newer can be known. */
  isValid(now: number): boolean {
    return this.source.isConnected && now < this.validUntil;
  }

  get observedAt(): number | null {
    return this.facts.observation.observedAt;
  }

  get nextCheckAt(): number | null {
    return this.facts.observation.nextCheckAt;
  }

  /** All of a 200, with these trailing headers. */
  wholeText(now: number, statusLine: string, tail: string): string {
    this.expireTexts(now, tail);
    this.whole ??= this.startAt(now, statusLine) + headerLines(this.fieldsOfBody) + tail + this.body;
    return this.whole;
  }

  /** The same for a 304, which has no body. */
  shortText(now: number, statusLine: string, tail: string): string {
    this.expireTexts(now, tail);
    this.short ??= this.startAt(now, statusLine) + tail;
    return this.short;
  }

  /** The headers of both 200 and 304. */
  fieldsAt(now: number, cacheStatus = this.cacheStatus): Record<string, string> {
    return { ...ON_EACH, ...jobHeaders(this.facts, cacheStatus, now) };
  }

  get fieldsOfBody(): Record<string, string> {
    return { 'Content-Type': JSON_TYPE, 'Content-Length': String(this.body.length) };
  }

  /** The status and the lines of `fieldsAt`. */
  private startAt(now: number, statusLine: string): string {
    return statusLine + headerLines(jobHeaders(this.facts, this.cacheStatus, now), ON_EACH);
  }

  /** Texts hold until a date in them moves on. */
  private expireTexts(now: number, tail: string): void {
    if (tail === this.tail && now < this.textsUntil && now >= this.textsFrom) return;
    this.whole = null;
    this.short = null;
    this.tail = tail;
    this.textsFrom = now;
    this.textsUntil = headersHoldUntil(this.facts, now);
  }
}

/** The standard view of a job as JSON, each byte as one character. */
export const bodyOf = (record: JobRecord): string => jsonBytes(presentJob(record));
