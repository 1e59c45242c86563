import { JobStore } from '../job.store.js';
import type { JobScript } from '../job.script.js';
import { SessionStore } from '../session.store.js';
import type { Upstream, UpstreamContext } from '../upstream.js';
import { type Route, route } from '../wire.js';
import { tokenRoute, withAccess } from './hitachi-analyzer.access.js';
import { abortRequest, datasetOf, getServerInfo, getStatus, queuedAction } from './hitachi-analyzer.actions.js';
import { hitachiAnalyzerResponses } from './hitachi-analyzer.responses.js';
import { hitachiAnalyzerSettings, type HitachiAnalyzerSettings } from './hitachi-analyzer.settings.js';

export interface HitachiJobId {
  dataset: string;
  requestId: string;
}

export type HitachiAnalyzerUpstream = Upstream<HitachiJobId> & { settings: HitachiAnalyzerSettings };

/** On premises, and behind the appliance's portal. */
const ENDPOINT = /^(?:\/clearsightadvanced)?\/dbapi\.do$/;

/** Actions that go through the request queue, with their methods. */
const QUEUED_ACTIONS = [
  ['POST', 'query'],
  ['GET', 'retrieveDataset'],
  ['GET', 'retrieveDataSubset'],
  ['GET', 'retrieveResourceData'],
  ['POST', 'createOrUpdateResourceData'],
] as const;

/** The detail view API of Hitachi Ops Center Analyzer: one address, the verb in `action`. */
export function hitachiAnalyzer(context: UpstreamContext): HitachiAnalyzerUpstream {
  const settings = hitachiAnalyzerSettings();
  const tokens = new SessionStore(context.now, context.random, () => ({ lifetimeMs: settings.tokenLifetimeMs }));
  const server = context.random.whole(100_000_000, 999_999_999);
  let requests = 0;
  const jobs = new JobStore(
    context.now,
    () => settings.retainMs,
    () => `${server}_${(requests += 1)}`,
  );
  const add = (script: JobScript) => jobs.add(script);
  const parts = { context, settings, jobs, add };

  const action = (method: string, name: string, handle: Route['handle'], more: Partial<Route> = {}): Route =>
    route(method, `/dbapi.do?action=${name}`, withAccess(tokens, settings, handle), {
      ...{ pattern: ENDPOINT, action: name },
      ...more,
    });
  const jobId = (_captures: readonly string[], query: URLSearchParams): string | undefined =>
    query.get('requestId') ?? undefined;

  return {
    name: 'hitachi-analyzer',
    settings,
    jobs,
    routes: [
      action('GET', 'getStatus', (call) => getStatus(call, parts), { jobId }),
      action('GET', 'abortRequest', (call) => abortRequest(call, parts), { jobId }),
      action('GET', 'getServerInfo', (call) => getServerInfo(call, parts)),
      ...QUEUED_ACTIONS.map(([method, name]) => action(method, name, (call) => queuedAction(call, name, parts))),
      tokenRoute(tokens, settings),
    ],
    responses: hitachiAnalyzerResponses,
    add,
    forget: (id) => jobs.forget(id),
    idOf: ({ id, script }) => ({ dataset: datasetOf(script), requestId: id }),
    keyOf: ({ id, script }) => `${datasetOf(script)}.${id}`,
    expireSessions: () => tokens.expireAll(),
  };
}
