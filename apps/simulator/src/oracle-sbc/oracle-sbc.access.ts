import { basicCredentials, bearerToken, isAccepted } from '../credentials.js';
import type { SessionStore } from '../session.store.js';
import { type WireResponse, type Call, type Route, route } from '../wire.js';
import { element, xmlResponse, xmlError } from './oracle-sbc.responses.js';
import { tokenInForm, type ConfigurationLock } from './oracle-sbc.lock.js';
import type { OracleSbcSettings } from './oracle-sbc.settings.js';

const TOKEN_LENGTH = 180;
const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const XML_ACCEPTED = /\*\/\*|application\/(\*|xml)/;
const BODY_TYPES = /^(application\/xml|(application\/)?x-www-form-urlencoded)/;

/** Checks before authentication. The version is the first thing that the path captures. */
export function checked(
  settings: OracleSbcSettings,
  handle: (call: Call) => WireResponse,
): (call: Call) => WireResponse {
  return (call) => {
    if (settings.requiresTls) return xmlError(426, 'Client must connect with HTTPS.');
    const [version] = call.captures;
    if (version !== undefined && !settings.versions.includes(version)) return xmlError(404, 'Unsupported version.');
    if (!XML_ACCEPTED.test(call.headers.accept ?? '*/*')) return xmlError(406, 'Not acceptable.');
    const type = call.headers['content-type'];
    if (call.body !== '' && type !== undefined && !BODY_TYPES.test(type))
      return xmlError(415, 'Unsupported media type.');
    return handle(call);
  };
}

/** Runs the handler for an administrator's live token. */
export function withAdministrator(
  tokens: SessionStore,
  settings: OracleSbcSettings,
  handle: (call: Call, token: string) => WireResponse,
): (call: Call) => WireResponse {
  return checked(settings, (call) => {
    const token = bearerToken(call.headers.authorization);
    const session = token === undefined || call.refuseCredentials ? undefined : tokens.use(token);
    if (!session) return xmlError(401, 'Client not authorized.');
    if (settings.operators.some(({ user }) => user === session.user)) {
      return xmlError(403, 'Client must have administrator privileges.');
    }
    return handle(call, session.token);
  });
}

/** A new token; sent along with the old one, it keeps the lock. */
export function tokenRoute(tokens: SessionStore, lock: ConfigurationLock, settings: OracleSbcSettings): Route {
  return route(
    'POST',
    '/rest/{version}/auth/token',
    checked(settings, (call) => {
      const given = basicCredentials(call.headers.authorization);
      const users = [...settings.users, ...settings.operators];
      if (!given || call.refuseCredentials || !isAccepted(users, given.user, given.password)) {
        return xmlError(401, 'Client not authorized.');
      }
      const renewed = call.body === '' ? undefined : tokenInForm(call.body, tokens);
      const { token } = tokens.open(given.user, (random) => random.token(TOKEN_LENGTH, TOKEN_ALPHABET));
      if (renewed !== undefined) {
        lock.transfer(renewed, token);
        if (settings.renewalEndsOldToken) tokens.close(renewed);
      }
      return xmlResponse(200, { data: element('accessToken', token) });
    }),
    { logon: true },
  );
}
