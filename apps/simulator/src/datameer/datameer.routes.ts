import type { JobBook, PresentJob } from '../job.book.js';
import type { ScriptedJob } from '../job.moment.js';
import type { JobScript } from '../job.script.js';
import type { SessionBook } from '../session.book.js';
import type { World } from '../upstream.js';
import { htmlPage, type Answer, type Call, type Route } from '../wire.js';
import { containerError, emptyAnswer, prettyAnswer } from './datameer.answers.js';
import { details, statusV1, statusV2, volumeOf } from './datameer.bodies.js';
import { latestRun, runsOf, type Configuration, type ConfigurationCatalog } from './datameer.catalog.js';
import type { DatameerSettings } from './datameer.settings.js';

interface Parts {
  readonly world: World;
  readonly settings: DatameerSettings;
  readonly book: JobBook;
  readonly catalog: ConfigurationCatalog;
  readonly cookies: SessionBook;
  add(script: JobScript): ScriptedJob;
  withUser(handle: (call: Call, user: string) => Answer): (call: Call) => Answer;
}

const COOKIE_LENGTH = 32;
const DEFAULT_HISTORY_LENGTH = 10;

const executionKey = (captures: readonly string[]): string | undefined => captures[0];
const configurationKey = (captures: readonly string[]): string => `config-${captures[0]}`;
const fileKey = (captures: readonly string[]): string => {
  const name = decodeURIComponent(captures[0] ?? '');
  if (/^\d+$/.test(name)) return `file-${name}`;
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name) ? `uuid-${name}` : `path-${name}`;
};

export function datameerRoutes(parts: Parts): Route[] {
  const { world, settings, book, catalog, cookies, add, withUser } = parts;
  const notFound = (): Answer => containerError(404, 'Not Found');
  const withConfiguration = (handle: (configuration: Configuration, call: Call) => Answer) =>
    withUser((call) => {
      const configuration = catalog.byConfigurationId(call.captures[0] ?? '');
      return configuration ? handle(configuration, call) : notFound();
    });
  const withRun = (handle: (run: PresentJob, call: Call) => Answer) =>
    withUser((call) => {
      const run = book.present(call.captures[0] ?? '');
      return run ? handle(run, call) : notFound();
    });

  return [
    {
      name: 'GET /rest/job-execution/job-details/{execution}',
      method: 'GET',
      pattern: /^\/rest\/job-execution\/job-details\/(\d+)$/,
      jobId: executionKey,
      handle: withRun((run, call) => {
        const configuration = catalog.byConfigurationId(String(run.job.script.configurationId));
        return prettyAnswer(details(run, configuration, settings, call.unknownWord));
      }),
    },
    {
      name: 'GET /rest/job-configuration/job-status/{configuration}',
      method: 'GET',
      pattern: /^\/rest\/job-configuration\/job-status\/(\d+)$/,
      jobId: configurationKey,
      handle: withConfiguration((configuration, call) => {
        const run = latestRun(configuration, book);
        return prettyAnswer(run ? statusV1(run, settings, call.unknownWord) : {});
      }),
    },
    {
      name: 'GET /api/job-execution/{file}/status',
      method: 'GET',
      pattern: /^\/api\/job-execution\/(.+)\/status$/,
      jobId: fileKey,
      handle: withUser((call) => {
        const configuration = catalog.byFile(decodeURIComponent(call.captures[0] ?? ''));
        if (!configuration) {
          const reason = "File doesn't exist or isn't accessible with current permissions";
          return prettyAnswer({ status: 'failure', reason }, settings.failureStatus);
        }
        return prettyAnswer(statusV2(configuration, latestRun(configuration, book), settings, call.unknownWord));
      }),
    },
    {
      name: 'GET /rest/job-configuration/job-history/{configuration}',
      method: 'GET',
      pattern: /^\/rest\/job-configuration\/job-history\/(\d+)$/,
      handle: withConfiguration((configuration, call) => {
        const start = Number(call.query.get('start') ?? 0);
        const length = Number(call.query.get('length') ?? DEFAULT_HISTORY_LENGTH);
        const runs = runsOf(configuration, book).slice(start, start + length);
        return prettyAnswer(runs.map((run) => statusV1(run, settings, call.unknownWord)));
      }),
    },
    {
      name: 'GET /rest/job-configuration/volume-report/{configuration}',
      method: 'GET',
      pattern: /^\/rest\/job-configuration\/volume-report\/(\d+)$/,
      handle: withConfiguration((configuration) =>
        prettyAnswer(runsOf(configuration, book).map((run) => volumeOf(run, configuration, settings))),
      ),
    },
    {
      name: 'GET /rest/jobs/list-running',
      method: 'GET',
      pattern: /^\/rest\/jobs\/list-running$/,
      handle: withUser((call) => {
        const active: object[] = [];
        for (const job of book.all()) {
          const run = book.present(job.id);
          if (run && !run.moment.ended) active.push(statusV1(run, settings, call.unknownWord));
        }
        return prettyAnswer(active);
      }),
    },
    {
      name: 'POST /rest/job-execution',
      method: 'POST',
      pattern: /^\/rest\/job-execution$/,
      handle: withUser((call, user) => {
        const configuration = catalog.byConfigurationId(call.query.get('configuration') ?? '');
        if (!configuration) return notFound();
        const { configurationId, template } = configuration;
        const run = add({ ...(template ?? settings.startedJob), id: undefined, configurationId });
        if (settings.triggerAnswer === 'empty') return emptyAnswer();
        return prettyAnswer({
          status: 'success',
          'job-execution-id': Number(run.id),
          'job-execution-user': user,
          'job-execution-trigger': 'RESTAPI',
        });
      }),
    },
    {
      name: 'POST /rest/job-execution/job-kill/{execution}',
      method: 'POST',
      pattern: /^\/rest\/job-execution\/job-kill\/(\d+)$/,
      jobId: executionKey,
      handle: withRun(({ job, moment }) => {
        if (moment.ended || job.script.cancel === 'refused') return containerError(400, 'Bad Request');
        job.cancelRequestedAt ??= world.now();
        return emptyAnswer();
      }),
    },
    {
      name: 'DELETE /rest/data/{execution}',
      method: 'DELETE',
      pattern: /^\/rest\/data\/(\d+)$/,
      jobId: executionKey,
      handle: withRun(({ job, moment }) => {
        if (!moment.ended) return containerError(400, 'Bad Request');
        if (dataDeleted.has(job)) return notFound();
        dataDeleted.add(job);
        return emptyAnswer();
      }),
    },
    {
      name: 'DELETE /rest/{artifact}/{configuration}',
      method: 'DELETE',
      pattern: /^\/rest\/(?:import-job|export-job|workbook)\/(\d+)$/,
      handle: withConfiguration((configuration) => {
        catalog.remove(configuration);
        return emptyAnswer();
      }),
    },
    {
      name: 'GET /browser',
      method: 'GET',
      pattern: /^\/browser$/,
      logon: true,
      handle: withUser((_call, user) => {
        const { token } = cookies.open(user, (random) => random.token(COOKIE_LENGTH));
        const page = htmlPage(200, 'Datameer', 'Browser');
        return { ...page, headers: { ...page.headers, 'Set-Cookie': `JSESSIONID=${token}; Path=/; HttpOnly` } };
      }),
    },
  ];
}

/** Runs whose data, not whose record, was deleted. */
const dataDeleted = new WeakSet<ScriptedJob>();
