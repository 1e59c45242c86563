import { JobStore, type VisibleJob } from '../job.store.js';
import type { JobScript } from '../job.script.js';
import { SessionStore, type UpstreamSession } from '../session.store.js';
import type { Upstream, UpstreamContext } from '../upstream.js';
import { type WireResponse, type Call, type Route, route } from '../wire.js';
import { parseJson } from '../wire.body.js';
import { consoleResponse, consoleError, ibmHmcResponses, unknownUri } from './ibm-hmc.responses.js';
import { jobStatus } from './ibm-hmc.jobs.js';
import { Notifications } from './ibm-hmc.notifications.js';
import { operationAt } from './ibm-hmc.operations.js';
import { sessionRoutes, withSession } from './ibm-hmc.sessions.js';
import { ibmHmcSettings, type IbmHmcSettings } from './ibm-hmc.settings.js';
import { timeUuids } from './ibm-hmc.uuid.js';

const NO_JOB = 'No job with the specified ID exists for this API user.';

export type IbmHmcUpstream = Upstream<string> & { settings: IbmHmcSettings };

/** The Web Services API of an IBM Z Hardware Management Console, as far as jobs go. */
export function ibmHmc(context: UpstreamContext): IbmHmcUpstream {
  const settings = ibmHmcSettings();
  const sessions = new SessionStore(context.now, context.random, () => ({
    lifetimeMs: settings.sessionLifetimeMs,
    idleMs: settings.sessionIdleMs,
  }));
  const makeUuid = timeUuids(context.random);
  const notifications = new Notifications(context.now, sessions, settings);
  const jobs = new JobStore(
    context.now,
    () => settings.retainMs,
    (_script: JobScript, createdAt: number) => makeUuid(createdAt),
    (job) => notifications.expect(job),
  );

  const withJob = (handle: (call: Call, visible: VisibleJob, session: UpstreamSession) => WireResponse) =>
    withSession(sessions, settings, (call, session) => {
      const visible = jobs.visible(decodeURIComponent(call.captures[0] ?? ''));
      const script = visible?.job.script;
      if (!visible || (script?.owner !== undefined && script.owner !== session.user)) {
        return consoleError(call, 404, 1, NO_JOB, session.user);
      }
      if (script?.forbidden) {
        return consoleError(call, 403, 1, 'The API user is not authorized to perform this operation.', session.user);
      }
      if (script?.targetName !== undefined && call.headers['x-api-target-name'] !== script.targetName) {
        return consoleError(call, 400, 2, 'A required header, X-API-Target-Name, is missing or invalid.', session.user);
      }
      return handle(call, visible, session);
    });

  const jobId = (captures: readonly string[]): string | undefined => captures[0];
  const routes: Route[] = [
    route(
      'GET',
      '/api/jobs/{id}',
      withJob((call, visible) => consoleResponse(200, jobStatus(visible, settings, call.unknownStatus))),
      { jobId },
    ),
    route(
      'DELETE',
      '/api/jobs/{id}',
      withJob((call, { job, snapshot }, session) => {
        if (!snapshot.ended) return consoleError(call, 409, 40, 'The job has not ended.', session.user);
        jobs.forget(job.id);
        return consoleResponse(204);
      }),
      { jobId },
    ),
    route(
      'POST',
      '/api/jobs/{id}/operations/cancel',
      withJob((call, { job, snapshot }, session) => {
        if (call.body !== '') return consoleError(call, 400, 4, 'The request must not have a body.', session.user);
        if (job.script.cancel === 'refused') {
          return consoleError(call, 404, 4, 'The operation does not support cancellation.', session.user);
        }
        if (snapshot.ended) return consoleError(call, 409, 41, 'The job has already ended.', session.user);
        if (snapshot.phase === 'canceling') {
          return consoleError(call, 409, 42, 'Cancellation of the job is already pending.', session.user);
        }
        job.cancelRequestedAt = context.now();
        notifications.expect(job);
        return consoleResponse(settings.cancelStatus);
      }),
      { jobId },
    ),
    ...sessionRoutes(sessions, settings),
    route(
      'POST',
      '/api/{operation}',
      withSession(sessions, settings, (call, session) => {
        const operation = operationAt(call.path);
        if (!operation) return unknownUri(call, session.user);
        if (call.body !== '' && parseJson(call.body) === undefined) {
          return consoleError(call, 400, 9, 'The request body is not a well-formed JSON document.', session.user);
        }
        if (settings.startRefusal !== 0) {
          const message = settings.startRefusal === 2 ? 'The object is busy.' : 'The object is not in a correct state.';
          return consoleError(call, 409, settings.startRefusal, message, session.user);
        }
        if (operation.jobless) return consoleResponse(202);
        const job = jobs.add({
          cancel: operation.cancelable ? 'effective' : 'refused',
          ...settings.startedJob,
          operation: operation.name,
        });
        notifications.startedBy(job, session);
        const location = operation.createsAt && { Location: `${operation.createsAt}${makeUuid(context.now())}` };
        return consoleResponse(202, { 'job-uri': `/api/jobs/${job.id}` }, location || {});
      }),
      { pattern: /^\/api\/.+$/ },
    ),
  ];

  return {
    name: 'ibm-hmc',
    settings,
    jobs,
    routes,
    responses: ibmHmcResponses,
    add: (script) => jobs.add(script),
    forget: (id) => jobs.forget(id),
    idOf: (job) => job.id,
    keyOf: (job) => job.id,
    push: notifications.broker,
    expireSessions: () => {
      notifications.broker.drop();
      return sessions.expireAll();
    },
  };
}
