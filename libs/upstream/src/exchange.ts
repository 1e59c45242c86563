import type { Trouble } from '#libs/jobs';

export interface UpstreamCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query below the connection's URL (`/api/jobs/x`), or an absolute URL for another host (IAM, token service). */
  target: string;
  headers?: Record<string, string>;
  body?: string;
  /** Waits for no call that does not go ahead. */
  isPriority?: boolean;
}

export interface HttpResponse {
  status: number;
  /** Names in lower case; several values of one name are joined with `, `. */
  headers: Record<string, string>;
  body: Buffer;
}

/** What was asked and how it went: for `explain` and logs. Carries no credential and no body. */
export interface Exchange {
  method: string;
  target: string;
  status: number | null;
  milliseconds: number;
  /** Of the answer: another one with the same status and body has the same. Absent: there was none. */
  fingerprint?: string;
}

/** The outcome of one call. Trouble means that no usable HTTP answer came back; any status code is an answer. */
export type CallOutcome = { response: HttpResponse; exchange: Exchange } | FailedCall;

export interface FailedCall {
  trouble: Trouble;
  exchange: Exchange;
  /**
   * Whether the upstream may have done what was asked of it: the request was on its way, and no answer said that it was
   * refused. False where no connection came about, the call was given up while it waited, or the account was not accepted.
   */
  mayHaveExecuted: boolean;
}
