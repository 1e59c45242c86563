import type { JobStore, VisibleJob } from '../job.store.js';
import type { ScriptedJob } from '../job.snapshot.js';
import type { JobScript } from '../job.script.js';
import type { SessionStore } from '../session.store.js';
import type { UpstreamContext } from '../upstream.js';
import { htmlPage, type WireResponse, type Call, type Route, route } from '../wire.js';
import { containerError, emptyResponse, prettyResponse } from './datameer.responses.js';
import { details, statusV1, statusV2, volumeOf } from './datameer.bodies.js';
import { latestRun, runsOf, type Configuration, type ConfigurationCatalog } from './datameer.catalog.js';
import type { DatameerSettings } from './datameer.settings.js';

interface Parts {
  readonly context: UpstreamContext;
  readonly settings: DatameerSettings;
  readonly jobs: JobStore;
  readonly catalog: ConfigurationCatalog;
  readonly cookies: SessionStore;
  add(script: JobScript): ScriptedJob;
  withUser(handle: (call: Call, user: string) => WireResponse): (call: Call) => WireResponse;
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
  const { context, settings, jobs, catalog, cookies, add, withUser } = parts;
  const notFound = (): WireResponse => containerError(404, 'Not Found');
  const withConfiguration = (handle: (configuration: Configuration, call: Call) => WireResponse) =>
    withUser((call) => {
      const configuration = catalog.byConfigurationId(call.captures[0] ?? '');
      return configuration ? handle(configuration, call) : notFound();
    });
  const withRun = (handle: (run: VisibleJob, call: Call) => WireResponse) =>
    withUser((call) => {
      const run = jobs.visible(call.captures[0] ?? '');
      return run ? handle(run, call) : notFound();
    });

  return [
    route(
      'GET',
      '/rest/job-execution/job-details/{execution:\\d+}',
      withRun((run, call) => {
        const configuration = catalog.byConfigurationId(String(run.job.script.configurationId));
        return prettyResponse(details(run, configuration, settings, call.unknownStatus));
      }),
      { jobId: executionKey },
    ),
    route(
      'GET',
      '/rest/job-configuration/job-status/{configuration:\\d+}',
      withConfiguration((configuration, call) => {
        const run = latestRun(configuration, jobs);
        return prettyResponse(run ? statusV1(run, settings, call.unknownStatus) : {});
      }),
      { jobId: configurationKey },
    ),
    route(
      'GET',
      '/api/job-execution/{file:.+}/status',
      withUser((call) => {
        const configuration = catalog.byFile(decodeURIComponent(call.captures[0] ?? ''));
        if (!configuration) {
          const reason = "File doesn't exist or isn't accessible with current permissions";
          return prettyResponse({ status: 'failure', reason }, settings.failureStatus);
        }
        return prettyResponse(statusV2(configuration, latestRun(configuration, jobs), settings, call.unknownStatus));
      }),
      { jobId: fileKey },
    ),
    route(
      'GET',
      '/rest/job-configuration/job-history/{configuration:\\d+}',
      withConfiguration((configuration, call) => {
        const start = Number(call.query.get('start') ?? 0);
        const length = Number(call.query.get('length') ?? DEFAULT_HISTORY_LENGTH);
        const runs = runsOf(configuration, jobs).slice(start, start + length);
        return prettyResponse(runs.map((run) => statusV1(run, settings, call.unknownStatus)));
      }),
    ),
    route(
      'GET',
      '/rest/job-configuration/volume-report/{configuration:\\d+}',
      withConfiguration((configuration) =>
        prettyResponse(runsOf(configuration, jobs).map((run) => volumeOf(run, configuration, settings))),
      ),
    ),
    route(
      'GET',
      '/rest/jobs/list-running',
      withUser((call) => {
        const active: object[] = [];
        for (const job of jobs.all()) {
          const run = jobs.visible(job.id);
          if (run && !run.snapshot.ended) active.push(statusV1(run, settings, call.unknownStatus));
        }
        return prettyResponse(active);
      }),
    ),
    route(
      'POST',
      '/rest/job-execution',
      withUser((call, user) => {
        const configuration = catalog.byConfigurationId(call.query.get('configuration') ?? '');
        if (!configuration) return notFound();
        const { configurationId, template } = configuration;
        const run = add({ ...(template ?? settings.startedJob), id: undefined, configurationId });
        if (settings.triggerResponse === 'empty') return emptyResponse();
        return prettyResponse({
          status: 'success',
          'job-execution-id': Number(run.id),
          'job-execution-user': user,
          'job-execution-trigger': 'RESTAPI',
        });
      }),
    ),
    route(
      'POST',
      '/rest/job-execution/job-kill/{execution:\\d+}',
      withRun(({ job, snapshot }) => {
        if (snapshot.ended || job.script.cancel === 'refused') return containerError(400, 'Bad Request');
        job.cancelRequestedAt ??= context.now();
        return emptyResponse();
      }),
      { jobId: executionKey },
    ),
    route(
      'DELETE',
      '/rest/data/{execution:\\d+}',
      withRun(({ job, snapshot }) => {
        if (!snapshot.ended) return containerError(400, 'Bad Request');
        if (dataDeleted.has(job)) return notFound();
        dataDeleted.add(job);
        return emptyResponse();
      }),
      { jobId: executionKey },
    ),
    route(
      'DELETE',
      '/rest/{artifact}/{configuration}',
      withConfiguration((configuration) => {
        catalog.remove(configuration);
        return emptyResponse();
      }),
      { pattern: /^\/rest\/(?:import-job|export-job|workbook)\/(\d+)$/ },
    ),
    route(
      'GET',
      '/browser',
      withUser((_call, user) => {
        const { token } = cookies.open(user, (random) => random.token(COOKIE_LENGTH));
        const page = htmlPage(200, 'Datameer', 'Browser');
        return { ...page, headers: { ...page.headers, 'Set-Cookie': `JSESSIONID=${token}; Path=/; HttpOnly` } };
      }),
      { logon: true },
    ),
  ];
}

/** Runs whose data, not whose record, was deleted. */
const dataDeleted = new WeakSet<ScriptedJob>();
