import type { JobKind, JobState, Moment, TroubleKind } from '#libs/jobs';
import type { TraceCarrier } from '#libs/telemetry';

/** Requests that make an upstream do something, or that only it can answer. */
export const COMMAND = 'command';

export type CommandWish =
  /** Carries out the cancel request in the record. */
  | { does: 'cancel'; key: string }
  /** Several steps: each is started when the one before has ended well. A text: sealed, see `CommandDeduplicationStore` of libs/store. */
  | { does: 'start'; steps: readonly unknown[] | string; caller: string }
  | { does: 'delete'; key: string }
  | { does: 'list' }
  | { does: 'runs'; key: string; offset: number; limit: number };

export type CommandRequest = CommandWish & {
  /** Names the command: it is carried out at most once, however often it is found in the queue. */
  command: string;
  /** It is not begun after this. */
  expiresAt: Moment;
  /** Of read-only commands: the caller, by `requesterOf`, whose share of the rate limit is used. The name is the one on the wire. */
  asker?: string;
  /** The trace of the requester. */
  trace?: TraceCarrier;
};

/** Why an upstream did not do what it was asked; see `Refusal` of libs/providers. */
export interface CommandRefusal {
  reason: 'unsupported' | 'conflict' | 'invalid' | 'not-found' | 'forbidden' | 'no-job';
  code: string;
  message: string;
}

export type CommandOutcome<Done = unknown> =
  | { result: 'done'; done: Done }
  | ({ result: 'refused' } & CommandRefusal)
  /** The upstream was not asked, or certainly did not act. */
  | { result: 'unavailable'; kind: TroubleKind; code: string; message: string; retryAfterMs: number | null }
  /** It was asked, or may have been; the outcome is unknown. */
  | { result: 'unknown'; message: string }
  /** It was not begun, and will not be. */
  | { result: 'withdrawn' };

/** Of a cancel: what the upstream said. */
export type CancelDone = 'acknowledged' | 'pending' | 'ended' | 'ineffective';

/** Of a start: the key of the run, which is tracked. */
export interface StartDone {
  key: string;
}

/** Of a list: one job as the upstream lists it. */
export interface ListedDone {
  key: string | null;
  kind: JobKind;
  state: JobState | null;
  upstreamState: string | null;
  name: string | null;
  startedAt: Moment | null;
  endedAt: Moment | null;
}

/** The deduplication id of requests that share an outcome; null: not shared. */
export function sharedBy(wish: CommandWish & Pick<CommandRequest, 'asker'>): string | null {
  const name = (text: string) => Buffer.from(text, 'utf8').toString('base64url');
  switch (wish.does) {
    case 'cancel':
      return `c${name(wish.key)}`;
    case 'list':
      return `l${wish.asker ?? ''}`;
    case 'runs':
      return `r${wish.asker ?? ''}${name(`${wish.offset} ${wish.limit} ${wish.key}`)}`;
    default:
      return null;
  }
}
