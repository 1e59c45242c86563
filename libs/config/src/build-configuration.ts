import type {
  AccessSettings,
  Configuration,
  ConnectionSettings,
  GatewayConfiguration,
  ServerTls,
  WorkerConfiguration,
} from './configuration.js';
import type { ConnectionParts } from './connections.js';
import type { FileContent } from './file.schema.js';
import type { RedisServer } from './redis-url.js';
import { warningsOf } from './warnings.js';

/** A valid file and its connections' parts, one each in the same order. */
export function assembleGateway(
  file: FileContent,
  parts: readonly ConnectionParts[],
  redisCa: string | null,
  tls: ServerTls | null,
): GatewayConfiguration {
  return { ...assembleShared(file, redisCa, tls), connections: assembleConnections(file, parts) };
}

export function assembleWorker(
  file: FileContent,
  parts: readonly ConnectionParts[],
  redisCa: string | null,
): WorkerConfiguration {
  const connections = assembleConnections(file, parts).map((connection, index) => ({
    ...connection,
    auth: parts[index]!.auth,
  }));
  return { ...assembleShared(file, redisCa, null), connections };
}

function assembleShared(
  file: FileContent,
  redisCa: string | null,
  tls: ServerTls | null,
): Omit<Configuration, 'connections'> {
  const { retention, lostAfter } = file.tracking;
  return {
    redis: {
      server: serverOf(file, redisCa),
      prefix: file.redis.prefix,
      encryptionKeys: file.redis.encryptionKey,
    },
    gateway: { ...file.gateway, tls },
    worker: file.worker,
    telemetry: file.telemetry,
    access: accessOf(file),
    webhooks: file.webhooks,
    tracking: {
      retentionMs: retention,
      lostAfter: { answers: lostAfter.answers, spreadMs: lostAfter.spread, graceMs: lostAfter.grace },
    },
    warnings: warningsOf(file),
  };
}

function accessOf({ access: { jwt, tokenGrant, ...rest } }: FileContent): AccessSettings {
  if (jwt === null) return { ...rest, jwt, tokenGrantMs: tokenGrant };
  const { maxAge, ...issuer } = jwt;
  return { ...rest, jwt: { ...issuer, maxAgeMs: maxAge }, tokenGrantMs: tokenGrant };
}

function serverOf({ redis: { url, sentinel } }: FileContent, ca: string | null): RedisServer {
  const server = ca === null ? url : { ...url, ca };
  return server.kind === 'sentinel' && sentinel !== null ? { ...server, logOn: sentinel } : server;
}

function assembleConnections(file: FileContent, parts: readonly ConnectionParts[]): ConnectionSettings[] {
  return file.connections.map(({ name, renamedFrom, provider, url, tls, timeZone, limits, refresh }, index) => ({
    name,
    renamedFrom,
    provider,
    url,
    tls: { ca: parts[index]!.ca, verify: tls.verify },
    timeZone,
    limits: {
      concurrency: limits.concurrency,
      requestsPerSecond: limits.requestsPerSecond,
      timeoutMs: limits.timeout,
      maxResponseBytes: limits.maxResponseBytes,
    },
    refresh: { minMs: refresh.min, maxMs: refresh.max },
    options: parts[index]!.options,
  }));
}
