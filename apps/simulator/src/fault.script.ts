export const FAULT_KINDS = [
  'http-500',
  'html-500',
  'html-200',
  'throttle',
  'throttle-retry-after',
  'timeout',
  'reset',
  'slow',
  'half-json',
  'wrong-shape',
  'huge-body',
  'refuse-connections',
  'refuse-credentials',
  'unknown-status',
  'deny-jobs',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault of an upstream. It lasts until its time or its count is used up, or until it is cleared. */
export interface FaultScript {
  kind: FaultKind;
  /** For so long, in milliseconds. */
  durationMs?: number;
  /** For so many calls. */
  count?: number;
  /** For this share of the calls, 0 to 1. */
  probability?: number;
  /** `slow`: added to each answer (default 2000). `timeout`: the socket is closed after it (default: never). */
  delayMs?: number;
  /** `throttle-retry-after`: seconds (default 2). */
  retryAfter?: number;
  /** `huge-body`: size (default 64 MiB). */
  bytes?: number;
  /** Only calls whose route, as the call log names it, contains this text. */
  route?: string;
  /** `timeout`, `reset` and `http-500` only: the call takes effect before the answer is lost. */
  afterEffect?: boolean;
}

/** These spoil the body of an answer, so they spare the log-on unless `route` names it. */
export const BODY_FAULTS: ReadonlySet<FaultKind> = new Set([
  'html-200',
  'half-json',
  'wrong-shape',
  'huge-body',
  'unknown-status',
]);
