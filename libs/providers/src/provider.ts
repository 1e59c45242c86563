import type { JobKind, JobState, Observation, Trouble } from '#libs/jobs';
import type { Exchange, Session, UpstreamConnection } from '#libs/upstream';
import type { OperationResult, CancelEffect, ListedJob, ListPart, Started, PendingStart } from './actions.js';
import type { ProviderDescriptor } from './descriptor.js';

export interface UpstreamRef {
  key: string;
  kind: JobKind;
  /** Fingerprint of the last response. */
  knownFingerprint?: string;
}

export interface PreviousPointerState {
  state: JobState;
  operation: string | null;
  targetKey: string | null;
}

export interface TranslateContext {
  /** When the response arrived. */
  observedAt: number;
  /** IANA name; the zone of upstream times that carry none. */
  timeZone: string;
  connection: string;
  previous: PreviousPointerState | null;
}

/** `isUnchanged`: the response has the fingerprint of the ref. `exchange`: for `explain`. */
export type Fetched<Raw> =
  | { ref: UpstreamRef; raw: Raw; exchange: Exchange }
  | { ref: UpstreamRef; isUnchanged: true; exchange: Exchange }
  | { ref: UpstreamRef; trouble: Trouble; exchange: Exchange | null };

export type Translated = { observation: Observation } | { trouble: Trouble };

/** Push events of a connection. Each triggers a poll, and the poll decides. The methods neither throw nor wait. */
export interface PushListener {
  jobChanged(key: string): void;
  /** Called only on change. `reason`: a short code without secrets. */
  status(status: 'connected' | 'disconnected', reason: string): void;
  /** Called after each (re)connection. `forGood`: events of earlier jobs will be missed, too, as they belong to their session. */
  missed(extent: { forGood: boolean }): void;
}

/** One kind of upstream. Limits, time-outs, renewal of credentials, circuit breaker and retries are the caller's. */
export interface Provider<Raw = unknown, Own extends Session = Session> {
  readonly descriptor: ProviderDescriptor;

  /** Does no I/O: the first call logs on. */
  openSession(connection: UpstreamConnection): Own;

  /** Polls jobs, many at once where the upstream can. Yields exactly one Fetched per ref, in any order. */
  fetch(session: Own, refs: readonly UpstreamRef[], signal: AbortSignal): AsyncIterable<Fetched<Raw>>;

  /** Pure: no I/O, no clock, no randomness. A response of the wrong shape is `malformed` trouble. */
  translate(raw: Raw, ref: UpstreamRef, context: TranslateContext): Translated;

  /** Once: never repeated by itself. Present if `capabilities.cancel`. */
  cancel?(session: Own, ref: UpstreamRef, signal: AbortSignal): Promise<OperationResult<CancelEffect>>;

  /** Deletes the upstream's data of an ended job. Present if `capabilities.delete`. */
  delete?(session: Own, ref: UpstreamRef, signal: AbortSignal): Promise<OperationResult<null>>;

  /** Once: never repeated by itself. `step`: one of `descriptor.start.steps`. Present if `capabilities.start`. */
  start?(session: Own, step: unknown, signal: AbortSignal): Promise<OperationResult<Started | PendingStart>>;

  /** Finds the run of a start that was `taken`; null: not visible yet. Present if starts may be pending. */
  follow?(session: Own, taken: unknown, signal: AbortSignal): Promise<OperationResult<Started | null>>;

  /** The jobs that the upstream lists as active. Present if `capabilities.list`. */
  list?(session: Own, signal: AbortSignal): Promise<OperationResult<ListedJob[]>>;

  /** The runs of a pointer, newest first. Present if `capabilities.runs`. */
  runs?(session: Own, ref: UpstreamRef, part: ListPart, signal: AbortSignal): Promise<OperationResult<ListedJob[]>>;

  /** Reconnects with back-off, with the session's credential. Resolves when aborted, or at once where push is off. */
  subscribe?(session: Own, listener: PushListener, signal: AbortSignal): Promise<void>;
}
