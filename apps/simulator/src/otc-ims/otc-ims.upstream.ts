import { JobBook } from '../job.book.js';
import type { JobScript } from '../job.script.js';
import type { Random } from '../random.js';
import { SessionBook } from '../session.book.js';
import type { Upstream, World } from '../upstream.js';
import type { Answer, Call, Route } from '../wire.js';
import { isRecord, parseJson } from '../wire.body.js';
import { cloudAnswer, gatewayError, imageError, otcImsFaces } from './otc-ims.answers.js';
import { identityRoute, withToken } from './otc-ims.identity.js';
import { jobBody } from './otc-ims.jobs.js';
import { IMAGE_OPERATIONS, patternOf } from './otc-ims.operations.js';
import { otcImsSettings, type OtcImsSettings } from './otc-ims.settings.js';

export type OtcImsUpstream = Upstream<string> & { settings: OtcImsSettings };

/** The Image Management Service of the Open Telekom Cloud, with its identity service on the same port. */
export function otcIms(world: World): OtcImsUpstream {
  const settings = otcImsSettings();
  const sessions = new SessionBook(world.now, world.random, () => ({ lifetimeMs: settings.tokenLifetimeMs }));
  const makeId = jobIds(world.random);
  const book = new JobBook(
    world.now,
    () => settings.retainMs,
    (_script: JobScript, createdAt: number) => makeId(createdAt),
  );

  const answerJob = (call: Call, id: string, withProgress: boolean): Answer => {
    const present = book.present(id);
    if (present?.job.script.forbidden) {
      return imageError('IMG.0026', 'The user does not have the permission to perform the operation.', 403);
    }
    if (present) return cloudAnswer(200, jobBody(present.job, book, call.unknownWord, withProgress));
    return settings.unknownJob === 'img-0023'
      ? imageError('IMG.0023', 'An exception occurred during job query.')
      : gatewayError(404, 'IMG.0404', 'The job does not exist.');
  };

  const start = (call: Call, jobType: string): Answer => {
    if (settings.tooManyTasks) {
      return imageError(
        'IMG.0060',
        'The number of tasks exceeds the flow control limit. Wait for a while and then try again.',
      );
    }
    if (settings.startRefusal !== '') return imageError(settings.startRefusal, 'The request is refused.');
    if (!isRecord(parseJson(call.body))) return imageError('IMG.0018', 'An error occurred when submitting the job.');
    return cloudAnswer(200, { job_id: book.add({ ...settings.startedJob, operation: jobType }).id });
  };

  const routes: Route[] = [
    {
      name: 'GET /v1/{project}/jobs/{id}',
      method: 'GET',
      pattern: /^\/v1\/([^/]+)\/jobs\/([^/]+)$/,
      jobId: (captures) => captures[1],
      handle: withToken(sessions, settings, (call) => {
        const [projectId, id] = call.captures;
        if (projectId !== settings.projectId) return imageError('IMG.0067', 'The project ID is incorrect.');
        return answerJob(call, decodeURIComponent(id ?? ''), false);
      }),
    },
    {
      name: 'GET /v1/cloudimages/job/{id}',
      method: 'GET',
      pattern: /^\/v1\/cloudimages\/job\/([^/]+)$/,
      jobId: (captures) => captures[0],
      handle: withToken(sessions, settings, (call) =>
        answerJob(call, decodeURIComponent(call.captures[0] ?? ''), true),
      ),
    },
    identityRoute(world, sessions, settings),
    ...IMAGE_OPERATIONS.map(({ method, path, jobType }) => ({
      name: `${method} ${path}`,
      method,
      pattern: patternOf(path),
      handle: withToken(sessions, settings, (call) => start(call, jobType)),
    })),
  ];

  return {
    name: 'otc-ims',
    settings,
    book,
    routes,
    faces: otcImsFaces,
    add: (script) => book.add(script),
    forget: (id) => book.forget(id),
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
