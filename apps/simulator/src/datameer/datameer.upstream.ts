import { basicCredentials, isAccepted } from '../credentials.js';
import { JobStore } from '../job.store.js';
import type { ScriptedJob } from '../job.snapshot.js';
import type { JobScript } from '../job.script.js';
import { SessionStore } from '../session.store.js';
import type { Upstream, UpstreamContext } from '../upstream.js';
import type { WireResponse, Call } from '../wire.js';
import { containerError, datameerResponses, prettyResponse } from './datameer.responses.js';
import { ConfigurationCatalog } from './datameer.catalog.js';
import { datameerRoutes } from './datameer.routes.js';
import { datameerSettings, type DatameerSettings } from './datameer.settings.js';

/** A run's three numbers; `executionId` is null for a configuration that was made without a run. */
export interface DatameerJobId {
  executionId: number | null;
  configurationId: number;
  fileId: number;
}

export type DatameerUpstream = Upstream<DatameerJobId> & { settings: DatameerSettings };

/** The script with its run's configuration filled in. */
type RunScript = JobScript & { configurationId: number; fileId: number };

/** The REST interface of a Datameer installation: v1 under /rest, v2 under /api. */
export function datameer(context: UpstreamContext): DatameerUpstream {
  const settings = datameerSettings();
  const { random } = context;
  const cookies = new SessionStore(context.now, random, () => ({ lifetimeMs: settings.cookieLifetimeMs }));
  const uuid = (): string => [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-');
  const catalog = new ConfigurationCatalog(uuid);
  let executions = 0;
  const jobs = new JobStore(
    context.now,
    () => settings.retainMs,
    () => String((executions += 1)),
  );

  const add = (script: JobScript): ScriptedJob => {
    const configuration = catalog.of(script);
    const { configurationId, fileId } = configuration;
    const run: RunScript = { ...script, configurationId, fileId };
    if (script.neverRun) {
      configuration.template = { ...run, neverRun: false };
      return {
        id: `config-${configurationId}`,
        script: run,
        createdAt: context.now(),
        cancelRequestedAt: null,
        children: [],
      };
    }
    const job = jobs.add(run);
    executions = Math.max(executions, Number(job.id) || 0);
    configuration.runs.push(job.id);
    return job;
  };

  /** Basic on every call, or the cookie that a browser got. */
  const withUser =
    (handle: (call: Call, user: string) => WireResponse) =>
    (call: Call): WireResponse => {
      const given = basicCredentials(call.headers.authorization);
      const cookie = call.headers.cookie?.match(/JSESSIONID=(\w+)/)?.[1];
      const known = given ? isAccepted(settings.users, given.user, given.password) : false;
      const user = known ? given?.user : cookie === undefined ? undefined : cookies.use(cookie)?.user;
      if (user === undefined || call.refuseCredentials) {
        return containerError(401, 'Unauthorized', { 'WWW-Authenticate': 'Basic realm="Datameer"' });
      }
      if (!settings.licenseAccepted) return prettyResponse({ error: 'You must accept the license terms' });
      return handle(call, user);
    };

  return {
    name: 'datameer',
    settings,
    jobs,
    routes: datameerRoutes({ context, settings, jobs, catalog, cookies, add, withUser }),
    responses: datameerResponses,
    add,
    forget: (id) => {
      const run = jobs.scripted(id);
      const configuration = run && catalog.byConfigurationId(String(run.script.configurationId));
      const index = configuration?.runs.indexOf(id) ?? -1;
      if (configuration && index >= 0) configuration.runs.splice(index, 1);
      return jobs.forget(id);
    },
    idOf: ({ id, script }) => ({
      executionId: script.neverRun ? null : Number(id),
      configurationId: script.configurationId ?? 0,
      fileId: script.fileId ?? 0,
    }),
    keyOf: ({ id }) => id,
    expireSessions: () => cookies.expireAll(),
  };
}
