import { JobBook } from '../job.book.js';
import type { JobScript } from '../job.script.js';
import { SessionBook } from '../session.book.js';
import type { Upstream, World } from '../upstream.js';
import type { Route } from '../wire.js';
import { tokenRoute, withAccess } from './hitachi-analyzer.access.js';
import { abortRequest, datasetOf, getServerInfo, getStatus, queuedAction } from './hitachi-analyzer.actions.js';
import { hitachiAnalyzerFaces } from './hitachi-analyzer.answers.js';
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
export function hitachiAnalyzer(world: World): HitachiAnalyzerUpstream {
  const settings = hitachiAnalyzerSettings();
  const tokens = new SessionBook(world.now, world.random, () => ({ lifetimeMs: settings.tokenLifetimeMs }));
  const server = world.random.whole(100_000_000, 999_999_999);
  let requests = 0;
  const book = new JobBook(
    world.now,
    () => settings.retainMs,
    () => `${server}_${(requests += 1)}`,
  );
  const add = (script: JobScript) => book.add(script);
  const parts = { world, settings, book, add };

  const action = (method: string, name: string, handle: Route['handle'], more: Partial<Route> = {}): Route => ({
    name: `${method} /dbapi.do?action=${name}`,
    method,
    pattern: ENDPOINT,
    action: name,
    handle: withAccess(tokens, settings, handle),
    ...more,
  });
  const jobId = (_captures: readonly string[], query: URLSearchParams): string | undefined =>
    query.get('requestId') ?? undefined;

  return {
    name: 'hitachi-analyzer',
    settings,
    book,
    routes: [
      action('GET', 'getStatus', (call) => getStatus(call, parts), { jobId }),
      action('GET', 'abortRequest', (call) => abortRequest(call, parts), { jobId }),
      action('GET', 'getServerInfo', (call) => getServerInfo(call, parts)),
      ...QUEUED_ACTIONS.map(([method, name]) => action(method, name, (call) => queuedAction(call, name, parts))),
      tokenRoute(tokens, settings),
    ],
    faces: hitachiAnalyzerFaces,
    add,
    forget: (id) => book.forget(id),
    idOf: ({ id, script }) => ({ dataset: datasetOf(script), requestId: id }),
    keyOf: ({ id, script }) => `${datasetOf(script)}.${id}`,
    expireSessions: () => tokens.expireAll(),
  };
}
