import { trouble, type Trouble } from '#libs/jobs';
import { errors } from 'undici';

/** The reason with which a call that takes too long is given up. */
export class UpstreamTimeout extends Error {
  constructor(readonly afterMs: number) {
    super(`no answer within ${afterMs} ms`);
  }
}

/** The reason with which the calls of a closed client are given up. */
export class ClientClosed extends Error {}

type Cause = readonly [code: string, message: string];

const REFUSED: Cause = ['connection-refused', 'The upstream refused the connection.'];
const RESET: Cause = ['connection-reset', 'The upstream broke the connection.'];
const HOST_NOT_FOUND: Cause = ['host-not-found', "The upstream's host name cannot be resolved."];
const HOST_UNREACHABLE: Cause = ['host-unreachable', 'No route leads to the upstream.'];
const UNTRUSTED: Cause = ['certificate-refused', "The upstream's certificate is not trusted."];
const OUTDATED: Cause = ['certificate-refused', "The upstream's certificate is not valid at this time."];
const OTHER_HOST: Cause = ['certificate-refused', "The upstream's certificate is for another host."];
const NO_TLS: Cause = ['tls-failed', 'No TLS connection to the upstream could be agreed on.'];
const CLOSED: Cause = ['aborted', 'The connection to the upstream is being closed.'];

/** By the error codes of Node, OpenSSL and undici. */
const UNREACHABLE: Readonly<Record<string, Cause>> = {
  ECONNREFUSED: REFUSED,
  ECONNRESET: RESET,
  EPIPE: RESET,
  UND_ERR_SOCKET: RESET,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: RESET,
  ENOTFOUND: HOST_NOT_FOUND,
  EAI_AGAIN: HOST_NOT_FOUND,
  EHOSTUNREACH: HOST_UNREACHABLE,
  ENETUNREACH: HOST_UNREACHABLE,
  ETIMEDOUT: ['timeout', 'The upstream did not accept the connection in time.'],
  UND_ERR_CONNECT_TIMEOUT: ['timeout', 'The upstream did not accept the connection in time.'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout', 'The upstream did not answer in time.'],
  UND_ERR_BODY_TIMEOUT: ['timeout', 'The upstream did not finish its answer in time.'],
  UND_ERR_DESTROYED: CLOSED,
  UND_ERR_CLOSED: CLOSED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  CERT_SIGNATURE_FAILURE: UNTRUSTED,
  CERT_UNTRUSTED: UNTRUSTED,
  CERT_REJECTED: UNTRUSTED,
  CERT_REVOKED: UNTRUSTED,
  INVALID_CA: UNTRUSTED,
  CERT_HAS_EXPIRED: OUTDATED,
  CERT_NOT_YET_VALID: OUTDATED,
  ERR_TLS_CERT_ALTNAME_INVALID: OTHER_HOST,
  EPROTO: NO_TLS,
};

/** Why no usable HTTP answer came back, from what the transport threw. `signal`: the caller's own. */
export function transportTrouble(error: unknown, signal: AbortSignal): Trouble {
  if (signal.aborted) return trouble('unreachable', 'aborted', 'The call was given up before the upstream answered.');
  if (error instanceof ClientClosed) return trouble('unreachable', ...CLOSED);
  if (error instanceof UpstreamTimeout) {
    return trouble('unreachable', 'timeout', `The upstream did not answer within ${error.afterMs} ms.`);
  }
  const code = errorCode(error) ?? '';
  if (error instanceof errors.HTTPParserError || code === 'UND_ERR_HEADERS_OVERFLOW') {
    return trouble('malformed', 'invalid-http', 'The upstream did not answer in HTTP.');
  }
  if (code.startsWith('ERR_SSL_')) return trouble('unreachable', ...NO_TLS);
  const cause = UNREACHABLE[code] ?? (['transport', 'The upstream could not be reached.'] as const);
  return trouble('unreachable', ...cause);
}

/** The code of an error, or of what caused it. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return typeof code === 'string' ? code : errorCode(cause);
}
