import type { FileContent } from './file.schema.js';
import type { RedisServer } from './redis-url.js';

export type Role = 'gateway' | 'worker';

/** Something that an operator should know, but that does not stop the process. */
export interface Warning {
  path: string;
  message: string;
}

/** The configuration file: validated, resolved, defaulted. Times are milliseconds, sizes bytes. */
export interface Configuration<Connection extends ConnectionSettings = ConnectionSettings> extends Omit<
  FileContent,
  'redis' | 'gateway' | 'connections'
> {
  redis: {
    server: RedisServer;
    prefix: string;
    /** 32 bytes each, in hex. The first one seals secrets and bodies, all of them open; null seals nothing. Secret. */
    encryptionKeys: (string | null)[];
  };
  /** `tls`: null also in a worker, which serves none of it. */
  gateway: Omit<FileContent['gateway'], 'tls'> & { tls: ServerTls | null };
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

export type PageSwitches = FileContent['gateway']['pages'];

/**
 * One configured upstream system, without its credentials. `tls.ca` is PEM text, read by workers only: null in a gateway,
 * and where the system's authorities are trusted. `options` are validated and defaulted by the provider's schema.
 */
export type ConnectionSettings = Omit<FileContent['connections'][number], 'auth'>;

export interface WorkerConnectionSettings extends ConnectionSettings {
  /** Resolved credentials. Secret. */
  auth: Record<string, string>;
}

/** Without credentials of upstreams. */
export type GatewayConfiguration = Configuration;

export type WorkerConfiguration = Configuration<WorkerConnectionSettings>;

export interface ConfigurationOf {
  gateway: GatewayConfiguration;
  worker: WorkerConfiguration;
}
