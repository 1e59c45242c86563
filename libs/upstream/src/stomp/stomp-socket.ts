import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { UpstreamTimeout } from '../transport-trouble.js';
import type { StompBroker } from './stomp-broker.js';

const PROBE_IDLE_SOCKET_AFTER_MS = 10_000;

/** Opens the connection to a broker. Rejects with what the transport threw, or with the signal's reason. */
export function openSocket(broker: StompBroker, timeoutMs: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const socket = connect(broker);
    // A socket that fails later is noticed by its end.
    socket.on('error', fail);
    const timer = setTimeout(() => fail(new UpstreamTimeout(timeoutMs)), timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once(broker.tls ? 'secureConnect' : 'connect', () => {
      settle();
      socket.setNoDelay(true);
      socket.setKeepAlive(true, PROBE_IDLE_SOCKET_AFTER_MS);
      resolve(socket);
    });
    function onAbort(): void {
      fail(signal.reason);
    }
    function fail(reason: unknown): void {
      settle();
      socket.destroy();
      reject(reason);
    }
    function settle(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  });
}

function connect({ host, port, tls }: StompBroker): Socket {
  if (!tls) return connectTcp({ host, port });
  return connectTls({
    host,
    port,
    rejectUnauthorized: tls.verify,
    // RFC 6066 §3: an address is no server name.
    ...(isIP(host) ? {} : { servername: host }),
    ...(tls.ca === null ? {} : { ca: tls.ca }),
  });
}
