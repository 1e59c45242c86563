import { isAccepted } from '../credentials.js';
import type { SessionStore } from '../session.store.js';
import type { UpstreamContext } from '../upstream.js';
import { type WireResponse, type Call, type Route, route } from '../wire.js';
import { isRecord, parseJson } from '../wire.body.js';
import { cloudResponse, expiredToken, identityError, unauthenticated } from './otc-ims.responses.js';
import type { OtcImsSettings } from './otc-ims.settings.js';

const TOKEN_LENGTH = 2_400;
const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-+';
const DOMAIN_ID = 'd78cbac186b744899480f25bd0220001';

/** Runs the handler for a live token. */
export function withToken(
  sessions: SessionStore,
  settings: OtcImsSettings,
  handle: (call: Call) => WireResponse,
): (call: Call) => WireResponse {
  return (call) => {
    const token = call.headers['x-auth-token'];
    if (typeof token !== 'string') return unauthenticated();
    if (call.refuseCredentials || !sessions.use(token)) return expiredToken(settings.expiredForm);
    return handle(call);
  };
}

export function identityRoute(context: UpstreamContext, sessions: SessionStore, settings: OtcImsSettings): Route {
  return route(
    'POST',
    '/v3/auth/tokens',
    (call) => {
      const asked = readRequest(call.body);
      if (!asked) return identityError(400, 'Bad Request', 'The request body is invalid');
      const { user, password, domain, project, projectId } = asked;
      if (call.refuseCredentials || domain !== settings.domain || !isAccepted(settings.users, user, password)) {
        return identityError(401, 'Unauthorized', 'The username or password is wrong.');
      }
      if (project !== settings.project && projectId !== settings.projectId) {
        return identityError(401, 'Unauthorized', 'The project is not one of the user.');
      }
      const session = sessions.open(user, (random) => `MII${random.token(TOKEN_LENGTH, TOKEN_ALPHABET)}`);
      const catalogWanted = call.query.get('nocatalog') === null;
      return cloudResponse(
        201,
        { token: tokenBody(user, session.openedAt, settings, catalogWanted ? context.url() : undefined) },
        { 'X-Subject-Token': session.token },
      );
    },
    { logon: true },
  );
}

interface TokenRequest {
  user: string;
  password: string;
  domain?: unknown;
  project?: unknown;
  projectId?: unknown;
}

function readRequest(body: string): TokenRequest | undefined {
  const auth = child(parseJson(body), 'auth');
  const identity = child(auth, 'identity');
  const user = child(child(identity, 'password'), 'user');
  const project = child(child(auth, 'scope'), 'project');
  if (!user || !project || typeof user['name'] !== 'string' || typeof user['password'] !== 'string') return undefined;
  if (!Array.isArray(identity?.['methods']) || !identity['methods'].includes('password')) return undefined;
  return {
    user: user['name'],
    password: user['password'],
    domain: child(user, 'domain')?.['name'],
    project: project['name'],
    projectId: project['id'],
  };
}

function child(parent: unknown, key: string): Record<string, unknown> | undefined {
  const value = isRecord(parent) ? parent[key] : undefined;
  return isRecord(value) ? value : undefined;
}

function tokenBody(user: string, issuedAt: number, settings: OtcImsSettings, imageUrl: string | undefined): object {
  const domain = { id: DOMAIN_ID, name: settings.domain };
  const region = settings.project;
  return {
    methods: ['password'],
    expires_at: microseconds(issuedAt + settings.tokenLifetimeMs),
    issued_at: microseconds(issuedAt),
    user: { domain, id: 'b95b78b67fa045b38104c12fb7729c01', name: user, password_expires_at: '' },
    project: { id: settings.projectId, name: settings.project, domain },
    roles: [{ id: '0', name: 'ims_adm' }],
    catalog:
      imageUrl === undefined
        ? []
        : [
            {
              type: 'image',
              name: 'glance',
              id: '2dc2c8e2d1f04e1cb20b7a3f1ba71e01',
              endpoints: [{ url: imageUrl, region, region_id: region, interface: 'public', id: 'e0' }],
            },
          ],
  };
}

function microseconds(time: number): string {
  return new Date(time).toISOString().replace(/Z$/, '000Z');
}
