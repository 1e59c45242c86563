/** A job as an answer, a stream or a delivery showed it. */
export interface ShownJob {
  id: string;
  state: string;
  revision: number;
  severity: string | null;
  /** Begin of this life of the record, RFC 3339; null where it is not shown. */
  trackedAt: string | null;
  /** `cancellation.status`; null where it is not shown. */
  cancellation: string | null;
  /** `cancellation.reason`: why it has not come to pass. */
  cancellationReason: string | null;
}

export type Operation =
  | 'track'
  | 'untrack'
  | 'read'
  | 'list'
  | 'batch'
  | 'cancel'
  | 'start'
  | 'subscribe'
  | 'subscription'
  /** A subscription is paused, or resumed. */
  | 'pause'
  | 'transitions'
  | 'deliveries'
  /** Something that the caller may not see. */
  | 'probe';

/** What a gateway answered. */
export interface Answer {
  status: number;
  /** Of a problem. */
  code: string | null;
  etag: string | null;
  /** The first answer to an Idempotency-Key, given once more: it shows what was. */
  isReplay: boolean;
  shown: ShownJob[];
  /** Ids of jobs that the answer calls unchanged: a 304, or such an item of a batch. */
  unchanged: string[];
  /** Ids of jobs that a batch does not know. */
  missing: string[];
  /** Of `GET /jobs/{id}/history`. */
  transitions: { from: string; to: string }[];
  /** Of `GET /webhooks/{id}/deliveries`: jobs with a delivery that is tried again later. */
  waiting: string[];
  /** Names of connections that occur anywhere in the answer. */
  connections: string[];
}

/** A request and what came of it. Times are milliseconds of the recorder's clock, since 1970. */
export interface Exchange {
  kind: 'exchange';
  /** Who asks; one client sends one request after the other. */
  client: string;
  /** The name of its key. */
  caller: string;
  gateway: string;
  operation: Operation;
  /** The job's id, or the subscription's; null: of several or none. */
  subject: string | null;
  idempotencyKey: string | null;
  /** What a start names upstream; the receiver that is to hear of a subscription, or of a job. */
  resources: readonly string[];
  /** What the client holds of the jobs, and says so by `If-None-Match` or `ifRevision`. */
  held: ShownJob[];
  sentAt: number;
  /** End of the answer, or of the wait for it. */
  at: number;
  /** null: the connection broke, or there was no answer in time. */
  answer: Answer | null;
}

/** A message of Server-Sent Events. */
export interface StreamMessage {
  kind: 'message';
  stream: string;
  caller: string;
  gateway: string;
  at: number;
  event: string;
  shown: ShownJob | null;
  /** Of `gone`. */
  gone: string | null;
  connections: string[];
}

/** A connection of a stream begins or ends; it goes on with `Last-Event-ID` at a later one. */
export interface StreamConnection {
  kind: 'stream';
  stream: string;
  /** The job that it is about alone; null: all that the caller may see. */
  subject: string | null;
  caller: string;
  gateway: string;
  at: number;
  is: 'open' | 'closed';
  lastEventId: string | null;
}

/** A delivery that reached a receiver. */
export interface Receipt {
  kind: 'receipt';
  receiver: string;
  caller: string;
  /** `webhook-id`: the same for every try. */
  message: string;
  at: number;
  subject: string;
  type: string;
  state: string;
  previousState: string | null;
  sequence: number;
  /** What the receiver answered. */
  status: number;
  connections: string[];
}

export interface FaultEvent {
  kind: 'fault';
  /** Its number in the schedule. */
  number: number;
  fault: string;
  target: string;
  at: number;
  is: 'begun' | 'over';
}

/** `settling`: the last fault is over. `final`: from now on everything has to be known as it is. */
export interface Mark {
  kind: 'mark';
  at: number;
  mark: 'begin' | 'settling' | 'final' | 'end';
  /** The system's clock at this moment, which may have been set since the last one. */
  wall: number;
}

export type HistoryEvent = Exchange | StreamMessage | StreamConnection | Receipt | FaultEvent | Mark;
export type History = readonly HistoryEvent[];
