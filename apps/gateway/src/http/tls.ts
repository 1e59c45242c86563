import type { ServerTls } from '#libs/config';
import type { Server } from 'node:tls';

/** Mozilla's intermediate list of 2025 without finite fields: keys that are lost later open nothing that was sent before. */
const CIPHERS = [
  ...['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
  ...['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
  ...['ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305'],
].join(':');
/** In milliseconds; the default is two minutes. */
const HANDSHAKE_WITHIN_MS = 10_000;

/** With a client CA, clients without a certificate fail in the handshake. */
export function tlsOptions(tls: ServerTls) {
  const asksClients = tls.clientCa !== null;
  return {
    ...contextOf(tls),
    handshakeTimeout: HANDSHAKE_WITHIN_MS,
    requestCert: asksClients,
    rejectUnauthorized: asksClients,
  };
}

/** For new connections. Earlier sessions cannot be resumed. */
export function renewTls(server: Server, tls: ServerTls): void {
  server.setSecureContext(contextOf(tls));
}

function contextOf({ cert, key, clientCa }: ServerTls) {
  const authority = clientCa === null ? {} : { ca: clientCa };
  return { cert, key, ...authority, minVersion: 'TLSv1.2' as const, ciphers: CIPHERS };
}
