import type { VisibleJob } from '../job.store.js';
import type { WireResponse } from '../wire.js';
import { analyzerResponse, analyzerError } from './hitachi-analyzer.responses.js';
import { resourceCount, resourcesOf } from './hitachi-analyzer.results.js';
import type { HitachiAnalyzerSettings } from './hitachi-analyzer.settings.js';

const PART_OF_A_FAILED_RESULT = 0.5;
/** A value that is no boolean, for `completed`. */
const UNKNOWN_COMPLETION = 'partially';

/** Whole results only: what a request with `processSync=true` shows before its end. */
export type ResultParts = 'incremental' | 'whole';

/** 200 or 206 with status and result; or, for a failure in an envelope, the original request's error. */
export function requestStatus(
  visible: VisibleJob,
  settings: HitachiAnalyzerSettings,
  parts: ResultParts,
  unknownStatus: boolean,
): WireResponse {
  const { job, snapshot } = visible;
  const failed = snapshot.phase === 'failed';
  const { error = { code: '720600E2', message: 'Application encountered an internal error.' } } = job.script;
  if (failed && job.script.errorForm === 'envelope') return analyzerError(500, error.code, error.message);
  const aborted = snapshot.phase === 'canceled';
  const completed = snapshot.ended && !aborted;
  return analyzerResponse(snapshot.ended ? 200 : 206, {
    status: {
      ...countsOf(visible),
      completed: completionOf(visible, unknownStatus, completed || (aborted && settings.abortedIsCompleted)),
      aborted,
      hasErrors: String(failed),
    },
    result: parts === 'whole' && !snapshot.ended ? [] : resourcesOf(job, matchedOf(visible), settings.timeZone),
  });
}

function completionOf({ job }: VisibleJob, unknownStatus: boolean, completed: boolean): boolean | string {
  return unknownStatus ? UNKNOWN_COMPLETION : (job.script.rawStatus ?? completed);
}

/** Four units of work to a resource; nothing is known before the start. */
function countsOf(visible: VisibleJob): { total: number; matched: number; processed: number } {
  const { job, snapshot } = visible;
  if (snapshot.startedAt === null || job.script.progress === false)
    return { total: 0, matched: matchedOf(visible), processed: 0 };
  const total = resourceCount(job) * 4;
  return { total, matched: matchedOf(visible), processed: Math.floor(total * snapshot.fraction) };
}

function matchedOf({ job, snapshot }: VisibleJob): number {
  if (snapshot.startedAt === null) return 0;
  const share = snapshot.phase === 'failed' ? PART_OF_A_FAILED_RESULT : snapshot.fraction;
  return Math.floor(resourceCount(job) * share);
}
