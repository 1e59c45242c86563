import type { Trouble } from '#libs/jobs';
import {
  malformed,
  openSession,
  readJson,
  type CredentialedSession,
  type HttpResponse,
  type LogOnProtocol,
  type Session,
  type UpstreamConnection,
} from '#libs/upstream';
import { fetchOne } from '../fetch-one.js';
import type { Fetched, UpstreamRef } from '../provider.js';
import { jobPath } from './ibm-hmc.key.js';
import { requiresLogOn, jobTrouble, logOnTrouble } from './ibm-hmc.errors.js';
import { logOnBody } from './ibm-hmc.wire.js';

/** A session of the HMC user. Topic and passcode belong to it and end with it. */
export interface HmcCredential {
  apiSession: string;
  jobNotificationTopic: string | null;
  sessionCredential: string | null;
}

export type HmcSession = CredentialedSession<HmcCredential>;

/** Session ids end after ten hours, after idleness, and with a restart: each time the HMC requires a new log-on. */
export function openHmcSession(connection: UpstreamConnection): HmcSession {
  return openSession(connection, logOnProtocol(connection));
}

/** For jobs that were started through BCPii: every call about one must name its target. */
export function targetHeaders({ options }: UpstreamConnection): Record<string, string> | undefined {
  const { targetName } = options;
  return typeof targetName === 'string' ? { 'x-api-target-name': targetName } : undefined;
}

/** The JSON that the HMC keeps for a job, whatever its shape, or the trouble that stood in the way. */
export function queryJob(session: Session, ref: UpstreamRef, signal: AbortSignal): Promise<Fetched<unknown>> {
  const headers = targetHeaders(session.connection);
  return fetchOne(session, ref, { method: 'GET', target: jobPath(ref.key), headers }, signal, readJobResponse);
}

function readJobResponse(response: HttpResponse): { raw: unknown } | { trouble: Trouble } {
  const refused = jobTrouble(response);
  if (refused) return { trouble: refused };
  const read = readJson(response);
  return 'trouble' in read ? read : { raw: read.value };
}

function logOnProtocol({ url, auth }: UpstreamConnection): LogOnProtocol<HmcCredential> {
  return {
    account: { url, name: auth['userid'] ?? '' },
    carries: 'token',
    async logOn(http, signal) {
      const outcome = await http.call(
        {
          method: 'POST',
          target: '/api/sessions',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ userid: auth['userid'], password: auth['password'] }),
        },
        signal,
      );
      if ('trouble' in outcome) return outcome.trouble;
      const refused = logOnTrouble(outcome.response);
      if (refused) return refused;
      const read = readJson(outcome.response);
      if ('trouble' in read) return read.trouble;
      const body = logOnBody.safeParse(read.value).data;
      if (!body) return malformed('The HMC answered the log-on without a session id.', outcome.response);
      return {
        credential: {
          apiSession: body['api-session'],
          jobNotificationTopic: body['job-notification-topic'] ?? null,
          sessionCredential: body['session-credential'] ?? null,
        },
        renewAt: null,
      };
    },
    authorize: (call, { apiSession }) => ({ ...call, headers: { ...call.headers, 'x-api-session': apiSession } }),
    checkCredential: (response) => (requiresLogOn(response) ? 'expired' : 'accepted'),
    async logOff(http, { apiSession }, signal) {
      const headers = { 'x-api-session': apiSession };
      await http.call({ method: 'DELETE', target: '/api/sessions/this-session', headers }, signal);
    },
  };
}
