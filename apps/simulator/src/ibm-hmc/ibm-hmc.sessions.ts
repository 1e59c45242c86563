import { isAccepted } from '../credentials.js';
import type { SessionStore, UpstreamSession } from '../session.store.js';
import { type WireResponse, type Call, type Route, route } from '../wire.js';
import { isRecord, parseJson } from '../wire.body.js';
import { consoleResponse, consoleError, webServicesDisabled } from './ibm-hmc.responses.js';
import type { IbmHmcSettings } from './ibm-hmc.settings.js';

const SESSION_LENGTH = 50;

/** Runs the handler for a live session; else answers as the console does to a caller that is not logged on. */
export function withSession(
  sessions: SessionStore,
  settings: IbmHmcSettings,
  handle: (call: Call, session: UpstreamSession) => WireResponse,
): (call: Call) => WireResponse {
  return (call) => {
    if (!settings.webServicesEnabled) return webServicesDisabled();
    const token = call.headers['x-api-session'];
    if (typeof token !== 'string') return consoleError(call, 403, 4, 'No session id was provided (must login)');
    const session = call.refuseCredentials ? undefined : sessions.use(token);
    if (session) return acceptsJson(call) ? handle(call, session) : notAcceptable(call, session.user);
    return settings.expiredReason === 4
      ? consoleError(call, 403, 4, 'No session id was provided (must login)')
      : consoleError(call, 403, settings.expiredReason, 'Session id is invalid');
  };
}

export function sessionRoutes(sessions: SessionStore, settings: IbmHmcSettings): Route[] {
  return [
    route('GET', '/api/version', () =>
      settings.webServicesEnabled
        ? consoleResponse(200, {
            'hmc-name': 'HMCSIM1',
            'hmc-version': '2.16.0',
            'api-major-version': 4,
            'api-minor-version': 10,
          })
        : webServicesDisabled(),
    ),
    route(
      'POST',
      '/api/sessions',
      (call) => (settings.webServicesEnabled ? logOn(call, sessions, settings) : webServicesDisabled()),
      { logon: true },
    ),
    route(
      'DELETE',
      '/api/sessions/this-session',
      withSession(sessions, settings, (_call, session) => {
        sessions.close(session.token);
        return consoleResponse(204);
      }),
    ),
    route(
      'GET',
      '/api/sessions/operations/get-notification-topics',
      withSession(sessions, settings, (_call, session) =>
        consoleResponse(200, {
          topics: [
            { 'topic-name': topicOf(session, 'object'), 'topic-type': 'object-notification' },
            { 'topic-name': topicOf(session, 'job'), 'topic-type': 'job-notification' },
          ],
        }),
      ),
    ),
  ];
}

export function topicOf(session: UpstreamSession, kind: 'object' | 'job'): string {
  return `${session.user}.${kind === 'job' ? 'job.' : ''}${session.token.slice(0, 12)}`;
}

/** With which a session logs on to the message broker. */
export function credentialOf(session: UpstreamSession): string {
  return `c${session.token.split('').reverse().join('')}`;
}

function logOn(call: Call, sessions: SessionStore, settings: IbmHmcSettings): WireResponse {
  if (call.body === '') return consoleError(call, 400, 3, 'The request requires a body.');
  const body = parseJson(call.body);
  if (body === undefined) return consoleError(call, 400, 9, 'The request body is not a well-formed JSON document.');
  if (!isRecord(body)) return consoleError(call, 400, 7, 'The request body must be a JSON object.');
  for (const field of ['userid', 'password']) {
    if (!(field in body)) return consoleError(call, 400, 5, `The field ${field} is required.`);
    if (typeof body[field] !== 'string') return consoleError(call, 400, 7, `The field ${field} must be a string.`);
  }
  const { userid, password } = body;
  if (call.refuseCredentials || !isAccepted(settings.users, userid, password)) {
    return consoleError(call, 403, 0, 'Login failed');
  }
  const user = String(userid);
  if (sessions.count(user) >= settings.maxSessionsPerUser) {
    return consoleError(call, 400, 13, 'The maximum number of API sessions for this user is reached.');
  }
  const session = sessions.open(user, (random) => random.token(SESSION_LENGTH));
  return consoleResponse(200, {
    'api-major-version': 4,
    'api-minor-version': 10,
    'api-session': session.token,
    'job-notification-topic': topicOf(session, 'job'),
    'notification-topic': topicOf(session, 'object'),
    'password-expires': -1,
    'session-credential': credentialOf(session),
  });
}

function acceptsJson(call: Call): boolean {
  const accept = call.headers.accept;
  return accept === undefined || /\*\/\*|application\/(\*|json)/.test(accept);
}

function notAcceptable(call: Call, user: string): WireResponse {
  return consoleError(call, 406, 0, 'The response media type is not acceptable to the client.', user);
}
