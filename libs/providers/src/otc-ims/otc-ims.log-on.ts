import { trouble, type Moment, type Trouble } from '#libs/jobs';
import {
  htmlTrouble,
  isHtml,
  readJson,
  type IssuedCredential,
  type HttpResponse,
  type LogOnProtocol,
  type UpstreamConnection,
} from '#libs/upstream';
import { isThrottled, isTokenRefused, logOnRefusalOf } from './otc-ims.errors.js';
import { tokenSchema } from './otc-ims.wire.js';

/** A project-scoped token and the project it was made for: the path of every call names the project. */
export interface ProjectToken {
  token: string;
  projectId: string;
}

/** Placeholder for the project id, which is known only after the log-on. */
export const PROJECT_PLACEHOLDER = '{project_id}';

/** "Using a token that will soon expire may cause API calling failures": not used in its last minutes. */
const MAX_RESERVE_MS = 30 * 60_000;
const RESERVE_SHARE = 0.1;

/** Keystone v3 tokens by password: the token is in a header, its project in the body. */
export function imsLogOn(
  connection: UpstreamConnection,
  now: () => Moment = connection.now ?? Date.now,
): LogOnProtocol<ProjectToken> {
  const { iamUrl = '', domain = '', user = '' } = connection.auth;
  return {
    account: { url: iamUrl, name: `${domain}/${user}` },
    carries: 'token',
    async logOn(http, signal) {
      const outcome = await http.call(
        {
          method: 'POST',
          target: tokenUrl(iamUrl),
          headers: { 'Content-Type': 'application/json;charset=utf8', Accept: 'application/json' },
          body: JSON.stringify(tokenRequest(connection.auth)),
        },
        signal,
      );
      if ('trouble' in outcome) return outcome.trouble;
      return logOnRefusalOf(outcome.response) ?? readGrant(outcome.response, connection.options.projectId, now());
    },
    authorize: (call, { token, projectId }) => ({
      ...call,
      target: call.target.replace(PROJECT_PLACEHOLDER, () => encodeURIComponent(projectId)),
      headers: { ...call.headers, 'X-Auth-Token': token },
    }),
    checkCredential(response) {
      if (isThrottled(response)) return 'accepted';
      if (isTokenRefused(response)) return 'expired';
      return response.status === 403 ? 'refused' : 'accepted';
    },
  };
}

/** `iamUrl` is written with `/v3` (as the service catalogue does) or without. */
export const tokenUrl = (iamUrl: string): string => `${iamUrl.replace(/\/+$/, '').replace(/\/v3$/, '')}/v3/auth/tokens`;

function tokenRequest({ user, password, domain, project }: Record<string, string>) {
  return {
    auth: {
      identity: { methods: ['password'], password: { user: { name: user, password, domain: { name: domain } } } },
      scope: { project: { name: project } },
    },
  };
}

function readGrant(
  response: HttpResponse,
  configuredProject: unknown,
  now: Moment,
): IssuedCredential<ProjectToken> | Trouble {
  const token = response.headers['x-subject-token']?.trim();
  if (!token) {
    return isHtml(response)
      ? htmlTrouble(response)
      : trouble('malformed', 'token-missing', 'The identity service answered without a token.', {
          upstreamStatus: response.status,
        });
  }
  const json = readJson(response);
  const parsed = tokenSchema.safeParse('value' in json ? json.value : null);
  const projectId = typeof configuredProject === 'string' ? configuredProject : parsed.data?.token.project?.id;
  if (projectId === undefined) {
    return trouble('unauthorized', 'project-unknown', 'The token names no project: set the option projectId.', {
      upstreamStatus: response.status,
    });
  }
  const { expires_at: expiresAt, issued_at: issuedAt } = parsed.data?.token ?? {};
  const respondedAt = momentOf(response.headers.date) ?? momentOf(issuedAt) ?? now;
  return { credential: { token, projectId }, renewAt: renewAt(momentOf(expiresAt), respondedAt, now) };
}

/**
 * When to stop using a token: its remaining life by the identity service's own clock, counted from now, less a reserve;
 * so a gateway whose clock is wrong does not log on for every call. null where no life is left to count on: then the
 * first refused call renews.
 */
export function renewAt(expiresAt: Moment | null, respondedAt: Moment, now: Moment): Moment | null {
  if (expiresAt === null || expiresAt <= respondedAt) return null;
  const life = expiresAt - respondedAt;
  return now + life - Math.min(MAX_RESERVE_MS, life * RESERVE_SHARE);
}

function momentOf(text: string | null | undefined): Moment | null {
  const moment = Date.parse(text ?? '');
  return Number.isNaN(moment) ? null : moment;
}
