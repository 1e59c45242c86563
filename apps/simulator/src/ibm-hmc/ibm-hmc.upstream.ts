import { JobBook, type PresentJob } from '../job.book.js';
import type { JobScript } from '../job.script.js';
import { SessionBook, type UpstreamSession } from '../session.book.js';
import type { Upstream, World } from '../upstream.js';
import type { Answer, Call, Route } from '../wire.js';
import { parseJson } from '../wire.body.js';
import { consoleAnswer, consoleError, ibmHmcFaces, unknownUri } from './ibm-hmc.answers.js';
import { jobStatus } from './ibm-hmc.jobs.js';
import { Notifications } from './ibm-hmc.notifications.js';
import { operationAt } from './ibm-hmc.operations.js';
import { sessionRoutes, withSession } from './ibm-hmc.sessions.js';
import { ibmHmcSettings, type IbmHmcSettings } from './ibm-hmc.settings.js';
import { timeUuids } from './ibm-hmc.uuid.js';

const NO_JOB = 'No job with the specified ID exists for this API user.';

export type IbmHmcUpstream = Upstream<string> & { settings: IbmHmcSettings };

/** The Web Services API of an IBM Z Hardware Management Console, as far as jobs go. */
export function ibmHmc(world: World): IbmHmcUpstream {
  const settings = ibmHmcSettings();
  const sessions = new SessionBook(world.now, world.random, () => ({
    lifetimeMs: settings.sessionLifetimeMs,
    idleMs: settings.sessionIdleMs,
  }));
  const makeUuid = timeUuids(world.random);
  const notifications = new Notifications(world.now, sessions, settings);
  const book = new JobBook(
    world.now,
    () => settings.retainMs,
    (_script: JobScript, createdAt: number) => makeUuid(createdAt),
    (job) => notifications.expect(job),
  );

  const withJob = (handle: (call: Call, present: PresentJob, session: UpstreamSession) => Answer) =>
    withSession(sessions, settings, (call, session) => {
      const present = book.present(decodeURIComponent(call.captures[0] ?? ''));
      const script = present?.job.script;
      if (!present || (script?.owner !== undefined && script.owner !== session.user)) {
        return consoleError(call, 404, 1, NO_JOB, session.user);
      }
      if (script?.forbidden) {
        return consoleError(call, 403, 1, 'The API user is not authorized to perform this operation.', session.user);
      }
      if (script?.targetName !== undefined && call.headers['x-api-target-name'] !== script.targetName) {
        return consoleError(call, 400, 2, 'A required header, X-API-Target-Name, is missing or invalid.', session.user);
      }
      return handle(call, present, session);
    });

  const jobId = (captures: readonly string[]): string | undefined => captures[0];
  const routes: Route[] = [
    {
      name: 'GET /api/jobs/{id}',
      method: 'GET',
      pattern: /^\/api\/jobs\/([^/]+)$/,
      jobId,
      handle: withJob((call, present) => consoleAnswer(200, jobStatus(present, settings, call.unknownWord))),
    },
    {
      name: 'DELETE /api/jobs/{id}',
      method: 'DELETE',
      pattern: /^\/api\/jobs\/([^/]+)$/,
      jobId,
      handle: withJob((call, { job, moment }, session) => {
        if (!moment.ended) return consoleError(call, 409, 40, 'The job has not ended.', session.user);
        book.forget(job.id);
        return consoleAnswer(204);
      }),
    },
    {
      name: 'POST /api/jobs/{id}/operations/cancel',
      method: 'POST',
      pattern: /^\/api\/jobs\/([^/]+)\/operations\/cancel$/,
      jobId,
      handle: withJob((call, { job, moment }, session) => {
        if (call.body !== '') return consoleError(call, 400, 4, 'The request must not have a body.', session.user);
        if (job.script.cancel === 'refused') {
          return consoleError(call, 404, 4, 'The operation does not support cancellation.', session.user);
        }
        if (moment.ended) return consoleError(call, 409, 41, 'The job has already ended.', session.user);
        if (moment.phase === 'canceling') {
          return consoleError(call, 409, 42, 'Cancellation of the job is already pending.', session.user);
        }
        job.cancelRequestedAt = world.now();
        notifications.expect(job);
        return consoleAnswer(settings.cancelStatus);
      }),
    },
    ...sessionRoutes(sessions, settings),
    {
      name: 'POST /api/{operation}',
      method: 'POST',
      pattern: /^\/api\/.+$/,
      handle: withSession(sessions, settings, (call, session) => {
        const operation = operationAt(call.path);
        if (!operation) return unknownUri(call, session.user);
        if (call.body !== '' && parseJson(call.body) === undefined) {
          return consoleError(call, 400, 9, 'The request body is not a well-formed JSON document.', session.user);
        }
        if (settings.startRefusal !== 0) {
          const message = settings.startRefusal === 2 ? 'The object is busy.' : 'The object is not in a correct state.';
          return consoleError(call, 409, settings.startRefusal, message, session.user);
        }
        if (operation.jobless) return consoleAnswer(202);
        const job = book.add({
          cancel: operation.cancelable ? 'effective' : 'refused',
          ...settings.startedJob,
          operation: operation.name,
        });
        notifications.startedBy(job, session);
        const location = operation.createsAt && { Location: `${operation.createsAt}${makeUuid(world.now())}` };
        return consoleAnswer(202, { 'job-uri': `/api/jobs/${job.id}` }, location || {});
      }),
    },
  ];

  return {
    name: 'ibm-hmc',
    settings,
    book,
    routes,
    faces: ibmHmcFaces,
    add: (script) => book.add(script),
    forget: (id) => book.forget(id),
    idOf: (job) => job.id,
    keyOf: (job) => job.id,
    push: notifications.broker,
    expireSessions: () => {
      notifications.broker.drop();
      return sessions.expireAll();
    },
  };
}
