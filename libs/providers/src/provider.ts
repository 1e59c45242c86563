import type { JobKind, JobState, Observation, Trouble } from '#libs/jobs';
import type { Exchange, Session, UpstreamConnection } from '#libs/upstream';
import type { OperationResult, CancelEffect, ListedJob, ListPart, Started, PendingStart } from './actions.js';
import type { ProviderDescriptor } from './descriptor.js';

/** One job as its upstream addresses it. */
export interface UpstreamRef {
  key: string;
  kind: JobKind;
  /** Fingerprint of the last answer: where the same one comes again, to say so is enough. */
  knownFingerprint?: string;
}

/** What the gateway already knows of the pointer that an answer is about. Runs get none. */
export interface PreviousPointerState {
  state: JobState;
  operation: string | null;
  targetKey: string | null;
}

/** Everything besides the answer that a translation may depend on. */
export interface TranslateContext {
  /** When the answer arrived, epoch milliseconds. The only clock that a translation knows. */
  observedAt: number;
  /** IANA name; the zone of upstream times that carry none. */
  timeZone: string;
  connection: string;
  previous: PreviousPointerState | null;
}

/**
 * One fetched job: the raw answer, that it is the one named in the ref, or the trouble that stood in the way. Expected
 * trouble never throws. `exchange`: the request that was made, for `explain`.
 */
export type Fetched<Raw> =
  | { ref: UpstreamRef; raw: Raw; exchange: Exchange }
  | { ref: UpstreamRef; isUnchanged: true; exchange: Exchange }
  | { ref: UpstreamRef; trouble: Trouble; exchange: Exchange | null };

/** What became of a translation: an observation, or the trouble that the answer turned out to be. */
export type Translated = { observation: Observation } | { trouble: Trouble };

/**
 * Events of a connection whose upstream supports push. Hints only: each triggers a poll, and the poll decides. None of the
 * methods throws or waits.
 */
export interface PushListener {
  /** Something happened to this job: poll it now. */
  jobChanged(key: string): void;
  /** Whether push is connected. `reason`: a short code for people, without secrets. Called only on change. */
  status(status: 'connected' | 'disconnected', reason: string): void;
  /**
   * Called after each (re)connection: earlier events were missed. `forGood`: later events of earlier jobs will be, too, as
   * the upstream sends each session only events of jobs that were started in it.
   */
  missed(extent: { forGood: boolean }): void;
}

/**
 * One kind of upstream. `Own`: the session that `openSession` made and that all other methods are given back. What the caller already does, so that no provider does it: limits, time-outs, caps on bytes,
 * the renewal of sessions, circuit, retries over time, storing, scheduling, counting not-found answers.
 */
export interface Provider<Raw = unknown, Own extends Session = Session> {
  readonly descriptor: ProviderDescriptor;

  /** A session in which all calls of one connection are made. Does no I/O: the first call logs on. */
  openSession(connection: UpstreamConnection): Own;

  /** Looks at jobs, many at once where the upstream can. Yields exactly one Fetched per ref, in any order. */
  fetch(session: Own, refs: readonly UpstreamRef[], signal: AbortSignal): AsyncIterable<Fetched<Raw>>;

  /**
   * Raw answer to observation. Pure: no I/O, no clock, no randomness; the same answer gives the same observation.
   * An answer of the wrong shape is `malformed` trouble, an error envelope the trouble that it names.
   */
  translate(raw: Raw, ref: UpstreamRef, context: TranslateContext): Translated;

  /** Asks the upstream to cancel a job, once: never repeated by itself. There if `capabilities.cancel`. */
  cancel?(session: Own, ref: UpstreamRef, signal: AbortSignal): Promise<OperationResult<CancelEffect>>;

  /** Deletes what the upstream keeps of an ended job. There if `capabilities.delete`. */
  delete?(session: Own, ref: UpstreamRef, signal: AbortSignal): Promise<OperationResult<null>>;

  /**
   * Starts one job, once: never repeated by itself. `step`: one of those that `descriptor.start.steps` made of the
   * caller's body. There if `capabilities.start`.
   */
  start?(session: Own, step: unknown, signal: AbortSignal): Promise<OperationResult<Started | PendingStart>>;

  /**
   * Looks once for the run of a start that was `taken`; null: it does not show so far. Changes nothing upstream. There if
   * a start may be taken so.
   */
  follow?(session: Own, taken: unknown, signal: AbortSignal): Promise<OperationResult<Started | null>>;

  /** What the upstream itself lists as active. There if `capabilities.list`. */
  list?(session: Own, signal: AbortSignal): Promise<OperationResult<ListedJob[]>>;

  /** The runs of a pointer, newest first. There if `capabilities.runs`. */
  runs?(session: Own, ref: UpstreamRef, part: ListPart, signal: AbortSignal): Promise<OperationResult<ListedJob[]>>;

  /**
   * Subscribes to push events, and reconnects by itself, with back-off. Uses the credential of
   * the session and never logs on for itself; a new log-on is followed. Resolves when aborted, or at once where the
   * options of the connection want no push.
   */
  subscribe?(session: Own, listener: PushListener, signal: AbortSignal): Promise<void>;
}
