import type { JobStore } from '../job.store.js';
import type { JobScript } from '../job.script.js';
import type { UpstreamContext } from '../upstream.js';
import type { WireResponse, Call } from '../wire.js';
import { isRecord, parseJson } from '../wire.body.js';
import { analyzerResponse, analyzerError, notCached } from './hitachi-analyzer.responses.js';
import { requestStatus, type ResultParts } from './hitachi-analyzer.jobs.js';
import type { HitachiAnalyzerSettings } from './hitachi-analyzer.settings.js';

/** What the documents give for an absent or negative `x-waitTime`. */
const DEFAULT_WAIT_SECONDS = 10;
const DATASET = /^[A-Za-z0-9_-]{2,32}$/;

interface Parts {
  readonly context: UpstreamContext;
  readonly settings: HitachiAnalyzerSettings;
  readonly jobs: JobStore;
  add(script: JobScript): { id: string };
}

/** The requests whose whole result was asked for; they show no parts of it. */
const wholeResults = new WeakSet<object>();

export function getStatus(call: Call, { jobs, settings }: Parts): WireResponse {
  const requestId = call.query.get('requestId');
  const fault = missingDataset(call);
  if (fault) return fault;
  if (!requestId) return analyzerError(400, '72020008', 'Mandatory parameter {requestId} not specified.');
  const visible = jobs.visible(requestId);
  if (!visible || datasetOf(visible.job.script) !== call.query.get('dataset'))
    return notCached(settings.notCachedStatus);
  return requestStatus(visible, settings, partsOf(visible.job), call.unknownStatus);
}

/** A GET that changes state. */
export function abortRequest(call: Call, { jobs, settings, context }: Parts): WireResponse {
  const id = call.query.get('requestId');
  const fault = missingDataset(call);
  if (fault) return fault;
  if (!id) return analyzerError(400, 'B5020008', 'Mandatory parameter {requestId} is not specified.');
  const visible = jobs.visible(id);
  if (!visible || datasetOf(visible.job.script) !== call.query.get('dataset')) {
    const message = `Response is not present in cache for the given requestId '${id}'`;
    return analyzerError(settings.notCachedStatus, 'B5040016', message);
  }
  const { job, snapshot } = visible;
  if (snapshot.phase === 'canceled' || job.cancelRequestedAt !== null) {
    return analyzerError(400, 'B5040018', `Request for given requestId '${id}' is already aborted`);
  }
  if (snapshot.ended || (job.script.cancel ?? 'effective') !== 'effective')
    return analyzerResponse(200, { aborted: false, id });
  job.cancelRequestedAt = context.now();
  return analyzerResponse(200, { aborted: true, id });
}

/** An action that goes through the queue: its own result if that comes within `x-waitTime`, else a request id. */
export async function queuedAction(call: Call, action: string, parts: Parts): Promise<WireResponse> {
  const fault = missingDataset(call) ?? (action === 'query' ? badQuery(call) : undefined);
  if (fault) return fault;
  const { jobs, settings } = parts;
  const dataset = call.query.get('dataset') ?? '';
  const { id } = parts.add({ ...settings.startedJob, id: undefined, operation: action, dataset });
  const job = jobs.scripted(id);
  if (job && call.query.get('processSync') === 'true') wholeResults.add(job);
  const waitMs = waitSeconds(call) * 1000;
  const { queuedMs = 0, durationMs, outcome } = settings.startedJob;
  await call.pause(outcome === 'stuck' ? waitMs : Math.min(waitMs, queuedMs + durationMs));
  const visible = jobs.visible(id);
  if (visible?.snapshot.ended && waitMs > 0) return requestStatus(visible, settings, 'incremental', call.unknownStatus);
  if (settings.acceptedStatus !== 206) return analyzerResponse(settings.acceptedStatus, { requestId: id });
  const status = {
    requestId: id,
    total: 0,
    matched: 0,
    processed: 0,
    completed: false,
    aborted: false,
    hasErrors: 'false',
  };
  return analyzerResponse(206, { status, result: [] });
}

export function getServerInfo(call: Call, { settings }: Parts): WireResponse {
  if (!call.query.get('dataset')) return analyzerError(400, 'C20000E4', 'Mandatory parameter {dataset} not specified.');
  return analyzerResponse(200, {
    uuid: '6b5a1e0c-4a53-4b5f-8a3c-2f1d0c9b8a70',
    ...(call.query.get('includeVersion') === 'true'
      ? { appVersion: '11.0.2-00', dbVersion: '11.0.2', apiVersion: { dbApiVersion: '11.0', alertApiVersion: '11.0' } }
      : {}),
    locale: 'en_US',
    timeZone: settings.timeZone,
    hostName: 'analyzer-sim',
    ipAddress: '127.0.0.1',
    globalDataTimeWindow: null,
  });
}

export function datasetOf(script: JobScript): string {
  return script.dataset ?? 'defaultDs';
}

function partsOf(job: object): ResultParts {
  return wholeResults.has(job) ? 'whole' : 'incremental';
}

function missingDataset(call: Call): WireResponse | undefined {
  const dataset = call.query.get('dataset');
  if (!dataset) return analyzerError(400, '72020008', 'Mandatory parameter {dataset} not specified.');
  return DATASET.test(dataset) ? undefined : analyzerError(400, '72020009', 'Parameter {dataset} is not valid.');
}

function badQuery(call: Call): WireResponse | undefined {
  const body = parseJson(call.body);
  if (!isRecord(body)) return analyzerError(400, '72020007', 'Request body is not valid JSON.');
  const missing = ['query', 'startTime', 'endTime'].find((key) => typeof body[key] !== 'string');
  return missing === undefined
    ? undefined
    : analyzerError(400, '72020008', `Mandatory parameter {${missing}} not specified.`);
}

function waitSeconds(call: Call): number {
  const asked = call.headers['x-waittime'];
  const seconds = typeof asked === 'string' ? Number(asked) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : DEFAULT_WAIT_SECONDS;
}
