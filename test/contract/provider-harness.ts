import type { Observation } from '#libs/jobs';
import type { Provider } from '#libs/providers';
import type { UpstreamConnection } from '#libs/upstream';

/** One request as the scripted upstream received it. */
export interface ReceivedRequest {
  method: string;
  /** Path with query. */
  target: string;
  headers: Record<string, string>;
  body: string;
}

/** One answer that the scripted upstream gives. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** A reply, or a function for upstreams where observing one job takes several different requests. */
export type Script = Reply | ((request: ReceivedRequest) => Reply);

/**
 * What the contract kit must know of a provider to put it through the same paces as every other. One file a provider:
 * `test/contract/<provider>.harness.ts`, exporting `harness`.
 */
export interface ProviderHarness {
  provider: Provider;
  /** Settings for the scripted upstream at `url` (no trailing slash); short time-outs are set by the kit. */
  connection(url: string): UpstreamConnection;
  /** Values that must never stand in an observation, trouble, exchange or log: password, issued tokens. */
  secrets: string[];
  /** null: the credential goes with each call, there is no log-on. */
  logOn: null | {
    matches(request: ReceivedRequest): boolean;
    /** The n-th (from 1) granted log-on; different credentials each time. */
    grant(nth: number): Reply;
    refuse: Reply;
    /** Whether a call (not a log-on) carries the n-th credential. */
    carries(request: ReceivedRequest, nth: number): boolean;
    /** What a call with an outdated credential gets. */
    expired: Reply[];
  };
  /** The account that the upstream may lock after some wrong tries. */
  account: {
    /** Whether a request carries the account itself: a log-on, or each call where there is none. */
    isTry(request: ReceivedRequest): boolean;
    /** Answers to a try that say, by themselves or by the log-on that they lead to, that it was refused. */
    refuse: Reply[];
  };
  /** What a call gets that no new log-on would help. */
  forbidden: Reply[];
  /** A well-formed run key, and a pointer key where the provider has pointers. `asked` is the key that fetch gets. */
  keys: { run: string; asked: string; pointer: string | null };
  /** Every documented word of the page's table, by a sentence that names the row. */
  rawStatuses: { row: string; asked?: string; script: Script; expected: Partial<Observation> }[];
  /** A word never seen: the observation keeps the state (null), unless the page says otherwise. */
  unknownWord: { script: Script; expectedState: Observation['state'] };
  /** Authoritative answers that there is no such job, by a sentence that names the row. */
  notFound: { row: string; script: Script }[];
  /** The upstream's own throttling answers; `retryAfterMs` null where it gives no time. */
  throttled: { row: string; script: Script; retryAfterMs: number | null }[];
  /** The wrong JSON or XML shape with status 200. */
  wrongShape: Script[];
  /** Keys as an attacker would write them. Each is either no key (parseKey null) or must reach the upstream encoded. */
  hostileKeys: string[];
  /** What the upstream can be asked to do. */
  commands: CommandCases;
}

export type Command = 'cancel' | 'delete' | 'start' | 'list' | 'runs';

/** One row of the table in a provider's README, and how to play it. */
export interface CommandCase {
  call: Command;
  /** The text of the second column. */
  wire: string;
  /** Made anew for each test, as it may count. */
  script: () => Script;
  /** The third column: what `outcomeOf` makes of it. */
  outcome: string;
  /** Which job; by default the harness's run, for `runs` its pointer. */
  key?: string;
  /** Which start; by default the harness's. */
  body?: Record<string, unknown>;
  /** More of what was done than the outcome tells. */
  done?: unknown;
}

/** What an upstream can be asked to do. The first row of each call is the plain success. */
export interface CommandCases {
  rows: CommandCase[];
  /** Whether a request is the command, not a poll before or after it. */
  isCommand(request: ReceivedRequest, call: Command): boolean;
  /** A body that works; null where nothing can be started. */
  startBody: Record<string, unknown> | null;
  /** Bodies that the schema, or this connection, must refuse before anybody is asked. */
  refusedBodies: Record<string, unknown>[];
}
