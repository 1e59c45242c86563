export const TROUBLE_KINDS = ['not-found', 'unauthorized', 'throttled', 'unreachable', 'malformed'] as const;
export type TroubleKind = (typeof TROUBLE_KINDS)[number];

/**
 * Why an upstream could not be asked, or its answer not be used. Never an outcome of the job. Its texts are the
 * gateway's own: no upstream body, no credential.
 */
export interface Trouble {
  kind: TroubleKind;
  /** The finer cause, kebab-case: `timeout`, `connection-refused`, `html-answer`, `log-on-refused`, … */
  code: string;
  message: string;
  /** The HTTP status that the upstream gave, if it gave one. */
  upstreamStatus: number | null;
  /** How long the upstream asked to be left alone, milliseconds. */
  retryAfterMs: number | null;
  /** The upstream failed over this call and said so in its own form of errors: it may be in order for all other jobs. */
  isOwnForm?: true;
}

export function trouble(
  kind: TroubleKind,
  code: string,
  message: string,
  details: { upstreamStatus?: number; retryAfterMs?: number | null; isOwnForm?: boolean } = {},
): Trouble {
  return {
    kind,
    code,
    message,
    upstreamStatus: details.upstreamStatus ?? null,
    retryAfterMs: details.retryAfterMs ?? null,
    ...(details.isOwnForm ? { isOwnForm: true } : {}),
  };
}
