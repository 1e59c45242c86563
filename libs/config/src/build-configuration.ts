import type {
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
  const { prefix, encryptionKey } = file.redis;
  return {
    ...file,
    redis: { server: serverOf(file, redisCa), prefix, encryptionKeys: encryptionKey },
    gateway: { ...file.gateway, tls },
    warnings: warningsOf(file),
  };
}

function serverOf({ redis: { url, sentinel } }: FileContent, ca: string | null): RedisServer {
  const server = ca === null ? url : { ...url, ca };
  return server.kind === 'sentinel' && sentinel !== null ? { ...server, logOn: sentinel } : server;
}

function assembleConnections({ connections }: FileContent, parts: readonly ConnectionParts[]): ConnectionSettings[] {
  return connections.map(({ auth: _auth, tls, ...connection }, index) => {
    const { ca, options } = parts[index]!;
    return { ...connection, tls: { ...tls, ca }, options };
  });
}
