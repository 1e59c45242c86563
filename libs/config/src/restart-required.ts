import { isDeepStrictEqual } from 'node:util';
import type { Configuration } from './configuration.js';

/** Settings that a process reads once, when it starts: Redis, key prefix, sockets, telemetry. */
const RESTART_ONLY = [
  { path: 'redis.url', of: ({ redis }: Configuration) => ({ ...redis.server, ca: null, logOn: null }) },
  { path: 'redis.sentinel', of: ({ redis: { server } }: Configuration) => 'logOn' in server && server.logOn },
  { path: 'redis.tls', of: ({ redis }: Configuration) => redis.server.ca },
  { path: 'redis.encryptionKey', of: ({ redis }: Configuration) => redis.encryptionKeys },
  { path: 'redis.prefix', of: ({ redis }: Configuration) => redis.prefix },
  { path: 'gateway.host', of: ({ gateway }: Configuration) => gateway.host },
  { path: 'gateway.port', of: ({ gateway }: Configuration) => gateway.port },
  { path: 'gateway.readWaitMs', of: ({ gateway }: Configuration) => gateway.readWaitMs },
  { path: 'gateway.trustedProxies', of: ({ gateway }: Configuration) => gateway.trustedProxies },
  // Whether a socket speaks TLS, and whether it asks for certificates, is settled once; which certificates, is not.
  {
    path: 'gateway.tls',
    of: ({ gateway: { tls } }: Configuration) => tls && { requestsClientCert: tls.clientCa !== null },
  },
  { path: 'worker', of: ({ worker }: Configuration) => worker },
  { path: 'telemetry', of: ({ telemetry }: Configuration) => telemetry },
] as const;

/** The configuration as it can be applied to a running process, and the paths of what waits for a restart. */
export function splitRestartRequired<C extends Configuration>(
  next: C,
  active: C,
): { applicable: C; restartRequired: string[] } {
  const restartRequired = RESTART_ONLY.filter(({ of }) => !isDeepStrictEqual(of(next), of(active))).map(
    ({ path }) => path,
  );
  const { redis, worker, telemetry } = active;
  const { plainReads, sockets, hosts, pages } = next.gateway;
  const tls = restartRequired.includes('gateway.tls') ? active.gateway.tls : next.gateway.tls;
  const gateway = { ...active.gateway, plainReads, sockets, tls, hosts, pages };
  return { applicable: { ...next, redis, gateway, worker, telemetry }, restartRequired };
}
