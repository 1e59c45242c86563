import type { Configuration, ConnectionSettings, GatewayConfiguration, WorkerConfiguration } from './configuration.js';
import type { ConnectionParts } from './connections.js';
import type { FileContent } from './file.schema.js';
import { warningsOf } from './warnings.js';

/** A valid file and its connections' parts, one each in the same order. */
export function assembleGateway(file: FileContent, parts: readonly ConnectionParts[]): GatewayConfiguration {
  return { ...assembleShared(file), connections: assembleConnections(file, parts) };
}

export function assembleWorker(file: FileContent, parts: readonly ConnectionParts[]): WorkerConfiguration {
  const connections = assembleConnections(file, parts).map((connection, index) => ({
    ...connection,
    auth: parts[index]!.auth,
  }));
  return { ...assembleShared(file), connections };
}

function assembleShared(file: FileContent): Omit<Configuration, 'connections'> {
  const { retention, lostAfter } = file.tracking;
  return {
    redis: { server: file.redis.url, prefix: file.redis.prefix },
    gateway: file.gateway,
    worker: file.worker,
    telemetry: file.telemetry,
    access: file.access,
    webhooks: file.webhooks,
    tracking: {
      retentionMs: retention,
      lostAfter: { answers: lostAfter.answers, spreadMs: lostAfter.spread, graceMs: lostAfter.grace },
    },
    warnings: warningsOf(file),
  };
}

function assembleConnections(file: FileContent, parts: readonly ConnectionParts[]): ConnectionSettings[] {
  return file.connections.map(({ name, provider, url, tls, timeZone, limits, refresh }, index) => ({
    name,
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
