import { JobStore } from '../job.store.js';
import type { JobScript } from '../job.script.js';
import type { Random } from '../random.js';
import { SessionStore } from '../session.store.js';
import type { Upstream, UpstreamContext } from '../upstream.js';
import { type WireResponse, type Call, type Route, route } from '../wire.js';
import { isRecord, parseJson } from '../wire.body.js';
import { cloudResponse, gatewayError, imageError, otcImsResponses } from './otc-ims.responses.js';
import { identityRoute, withToken } from './otc-ims.identity.js';
import { jobBody } from './otc-ims.jobs.js';
import { IMAGE_OPERATIONS } from './otc-ims.operations.js';
import { otcImsSettings, type OtcImsSettings } from './otc-ims.settings.js';

export type OtcImsUpstream = Upstream<string> & { settings: OtcImsSettings };

/** The Image Management Service of the Open Telekom Cloud, with its identity service on the same port. */
export function otcIms(context: UpstreamContext): OtcImsUpstream {
  const settings = otcImsSettings();
  const sessions = new SessionStore(context.now, context.random, () => ({ lifetimeMs: settings.tokenLifetimeMs }));
  const makeId = jobIds(context.random);
  const jobs = new JobStore(
    context.now,
    () => settings.retainMs,
    (_script: JobScript, createdAt: number) => makeId(createdAt),
  );

  const jobResponse = (call: Call, id: string, withProgress: boolean): WireResponse => {
    const visible = jobs.visible(id);
    if (visible?.job.script.forbidden) {
      return imageError('IMG.0026', 'The user does not have the permission to perform the operation.', 403);
    }
    if (visible) return cloudResponse(200, jobBody(visible.job, jobs, call.unknownStatus, withProgress));
    return settings.unknownJob === 'img-0023'
      ? imageError('IMG.0023', 'An exception occurred during job query.')
      : gatewayError(404, 'IMG.0404', 'The job does not exist.');
  };

  const start = (call: Call, jobType: string): WireResponse => {
    if (settings.tooManyTasks) {
      return imageError(
        'IMG.0060',
        'The number of tasks exceeds the flow control limit. Wait for a while and then try again.',
      );
    }
    if (settings.startRefusal !== '') return imageError(settings.startRefusal, 'The request is refused.');
    if (!isRecord(parseJson(call.body))) return imageError('IMG.0018', 'An error occurred when submitting the job.');
    return cloudResponse(200, { job_id: jobs.add({ ...settings.startedJob, operation: jobType }).id });
  };

  const routes: Route[] = [
    route(
      'GET',
      '/v1/{project}/jobs/{id}',
      withToken(sessions, settings, (call) => {
        const [projectId, id] = call.captures;
        if (projectId !== settings.projectId) return imageError('IMG.0067', 'The project ID is incorrect.');
        return jobResponse(call, decodeURIComponent(id ?? ''), false);
      }),
      { jobId: (captures) => captures[1] },
    ),
    route(
      'GET',
      '/v1/cloudimages/job/{id}',
      withToken(sessions, settings, (call) => jobResponse(call, decodeURIComponent(call.captures[0] ?? ''), true)),
      { jobId: (captures) => captures[0] },
    ),
    identityRoute(context, sessions, settings),
    ...IMAGE_OPERATIONS.map(({ method, path, jobType }) =>
      route(
        method,
        path,
        withToken(sessions, settings, (call) => start(call, jobType)),
      ),
    ),
  ];

  return {
    name: 'otc-ims',
    settings,
    jobs,
    routes,
    responses: otcImsResponses,
    add: (script) => jobs.add(script),
    forget: (id) => jobs.forget(id),
    idOf: (job) => job.id,
    keyOf: (job) => job.id,
    expireSessions: () => sessions.expireAll(),
  };
}

/** 32 hexadecimal digits: machine, process, time in milliseconds and a count, as in `9a175ac792fa12d20193002100dd2762`. */
function jobIds(random: Random): (time: number) => string {
  const machine = `9a17${random.hex(4)}`;
  let made = random.whole(0, 0xffff);
  return (time) => {
    made += 1;
    const turn = (Math.floor(made / 0x10000) % 0x100000000).toString(16).padStart(8, '0');
    const count = (made % 0x10000).toString(16).padStart(4, '0');
    return `${machine}${turn}${Math.trunc(time).toString(16).padStart(12, '0')}${count}`;
  };
}
