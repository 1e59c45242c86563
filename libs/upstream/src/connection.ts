/** One configured upstream system, as the worker that talks to it knows it. */
export interface UpstreamConnection {
  /** The connection's name in ids: `hmc-lab`. */
  name: string;
  provider: string;
  /** Base URL without a trailing slash. */
  url: string;
  tls: { ca: string | null; verify: boolean };
  /** Resolved credentials, by the names of CONFIG's table. Secrets: redacted from everything that leaves the process. */
  auth: Record<string, string>;
  /** IANA name; the zone of upstream times that carry none. */
  timeZone: string;
  limits: UpstreamLimits;
  /** Per provider, already validated and defaulted. */
  options: Record<string, unknown>;
}

export interface UpstreamLimits {
  /** Calls in flight at once. */
  concurrency: number;
  /** null: no budget. */
  requestsPerSecond: number | null;
  timeoutMs: number;
  maxResponseBytes: number;
}
