import { basicCredentials, bearerToken, isAccepted } from '../credentials.js';
import type { SessionStore } from '../session.store.js';
import { type WireResponse, type Call, type Route, route } from '../wire.js';
import { analyzerResponse, analyzerError } from './hitachi-analyzer.responses.js';
import type { HitachiAnalyzerSettings } from './hitachi-analyzer.settings.js';

const TOKEN_LENGTH = 600;

/** Basic or Bearer on every call; the same code means a bad token or a bad license. */
export function withAccess(
  tokens: SessionStore,
  settings: HitachiAnalyzerSettings,
  handle: (call: Call) => WireResponse | Promise<WireResponse>,
): (call: Call) => WireResponse | Promise<WireResponse> {
  return (call) => {
    const { authorization } = call.headers;
    const given = basicCredentials(authorization);
    const bearer = bearerToken(authorization);
    const known = given
      ? isAccepted(settings.users, given.user, given.password)
      : bearer !== undefined && tokens.use(bearer);
    if (!known || call.refuseCredentials) return analyzerError(401, '720000E9', 'Authorization needed.');
    if (!settings.licensed) return analyzerError(401, '720000E9', 'License is not valid.');
    return handle(call);
  };
}

/** The client-credentials grant of the appliance's identity service (RFC 6749 §4.4, errors §5.2). */
export function tokenRoute(tokens: SessionStore, settings: HitachiAnalyzerSettings): Route {
  return route(
    'POST',
    '/auth/realms/{realm}/protocol/openid-connect/token',
    (call) => {
      const form = new URLSearchParams(call.body);
      if (call.captures[0] !== 'vsp360') return analyzerResponse(404, { error: 'Realm does not exist' });
      if (form.get('grant_type') !== 'client_credentials') {
        return analyzerResponse(400, { error: 'unsupported_grant_type', error_description: 'Unsupported grant_type' });
      }
      const id = form.get('client_id');
      if (call.refuseCredentials || !isAccepted(settings.clients, id, form.get('client_secret'))) {
        return analyzerResponse(401, { error: 'unauthorized_client', error_description: 'Invalid client credentials' });
      }
      const { token } = tokens.open(String(id), (random) => `eyJ${random.token(TOKEN_LENGTH)}`);
      const expiry = settings.includesExpiry ? { expires_in: Math.round(settings.tokenLifetimeMs / 1000) } : {};
      return analyzerResponse(200, { access_token: token, ...expiry, token_type: 'Bearer', scope: 'profile' });
    },
    { logon: true },
  );
}
