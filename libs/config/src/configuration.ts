import type { Rate } from './quantities.js';
import type { RedisServer } from './redis-url.js';

export type Role = 'gateway' | 'worker';

/** Something that an operator should know, but that does not stop the process. */
export interface Warning {
  path: string;
  message: string;
}

/** The configuration file: validated, resolved, defaulted. Times are milliseconds, sizes bytes. */
export interface Configuration<Connection extends ConnectionSettings = ConnectionSettings> {
  redis: {
    server: RedisServer;
    prefix: string;
    /** 32 bytes each, in hex. The first one seals secrets and bodies, all of them open; null seals nothing. Secret. */
    encryptionKeys: (string | null)[];
  };
  gateway: {
    host: string;
    port: number;
    readWaitMs: number;
    /** Parses plain reads of jobs: Node.js, or the fast path in front of it. */
    plainReads: 'node' | 'front';
    /** Addresses and networks of the proxies whose `X-Forwarded-For` is believed. */
    trustedProxies: string[];
    /** How many sockets of callers may be open at once, in all and of one address; null: any number. */
    sockets: { most: number | null; perAddress: number | null };
    /** null: plain HTTP; also in a worker, which serves none of it. */
    tls: ServerTls | null;
    /** Names and addresses that requests may be for, with a port or for any; null: whatever they name. */
    hosts: string[] | null;
    pages: PageSwitches;
  };
  /** Where a worker serves its health and metrics; null: nowhere. */
  worker: { host: string; port: number } | null;
  telemetry: TelemetrySettings;
  access: AccessSettings;
  webhooks: {
    allowPrivateTargets: boolean;
    /** Networks and addresses that are open beside the public ones, on these ports. */
    allow: { cidr: string; ports: number[] }[];
  };
  tracking: TrackingSettings;
  /** In the order of the file; names are unique. */
  connections: Connection[];
  warnings: Warning[];
}

/** PEM texts of a TLS server. Secret. */
export interface ServerTls {
  cert: string;
  key: string;
  /** Of the authorities by which callers have to have a certificate; null: they need none. */
  clientCa: string | null;
}

/** Which of the pages for people there are: at `/`, under `/docs` (with the OpenAPI document), under `/queues`. */
export interface PageSwitches {
  dashboard: boolean;
  docs: boolean;
  queues: boolean;
}

/** What a gateway knows: no credential of any upstream. */
export type GatewayConfiguration = Configuration;

/** What a worker knows: the credentials, too. */
export type WorkerConfiguration = Configuration<WorkerConnectionSettings>;

export interface TelemetrySettings {
  logs: { level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent' };
  /** Where traces are sent (OTLP over HTTP), and of how many requests; null: nothing is traced. */
  traces: { otlpUrl: string; sampleRatio: number } | null;
}

export interface AccessSettings {
  /** What a caller without credentials may do. */
  anonymous: 'none' | 'read';
  keys: KeySettings[];
  /** `maxAgeMs`: a token that was issued longer ago is refused. `typ`: what that header of a token must be. null: unchecked. */
  jwt: { issuer: string; audience: string; jwksUrl: string; maxAgeMs: number | null; typ: string | null } | null;
  /** How long a subscription lasts after the last request with a token of its owner. */
  tokenGrantMs: number;
  /** Per caller, over all gateways; null: none. */
  quota: { reads: Rate | null; writes: Rate | null };
  /**
   * Per caller; null: none. `streams`, `waits`: open at one gateway at once. `tracked`: jobs that the caller had tracked and that are in
   * flight, over all gateways. `polls`: the part of a connection's budget that polls for one caller may take, above 0 and up to 1.
   */
  limits: { streams: number | null; waits: number | null; tracked: number | null; polls: number | null };
}

export interface KeySettings {
  /** Names the caller in logs and quotas; several keys of one name are one caller. */
  name: string;
  /** Lower-case hex SHA-256 of the key. */
  sha256: string;
  scopes: ('jobs:read' | 'jobs:track' | 'jobs:operate' | 'admin')[];
  /** Connection names; `*` means all. */
  connections: string[];
  /** Epoch milliseconds from which on the key is refused; null: never. */
  expiresAt: number | null;
}

export interface TrackingSettings {
  /** How long an ended job is kept after its end. */
  retentionMs: number;
  /** A job is lost after `answers` not-found answers over at least `spreadMs`, and not before `graceMs` of tracking. */
  lostAfter: { answers: number; spreadMs: number; graceMs: number };
}

/** One configured upstream system, without its credentials. */
export interface ConnectionSettings {
  name: string;
  /** Its name before: jobs, history, labels and subscriptions move from there, and ids with it stay valid. null: none. */
  renamedFrom: string | null;
  provider: string;
  /** http or https, without credentials, query, fragment or trailing slash. */
  url: string;
  /** `ca` is PEM text, read by workers only: null in a gateway, and where the system's authorities are trusted. */
  tls: { ca: string | null; verify: boolean };
  /** IANA name; the zone of upstream times that carry none. */
  timeZone: string;
  limits: {
    concurrency: number;
    /** null: no budget. */
    requestsPerSecond: number | null;
    timeoutMs: number;
    maxResponseBytes: number;
  };
  /** The bounds of the interval between two checks of a job. */
  refresh: { minMs: number; maxMs: number };
  /** As the provider's schema leaves them: validated and defaulted. */
  options: Record<string, unknown>;
}

export interface WorkerConnectionSettings extends ConnectionSettings {
  /** Resolved credentials. Secret. */
  auth: Record<string, string>;
}

export interface ConfigurationOf {
  gateway: GatewayConfiguration;
  worker: WorkerConfiguration;
}
