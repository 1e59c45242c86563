import type { PresentJob } from '../job.book.js';
import type { Answer } from '../wire.js';
import { analyzerAnswer, analyzerError } from './hitachi-analyzer.answers.js';
import { resourceCount, resourcesOf } from './hitachi-analyzer.results.js';
import type { HitachiAnalyzerSettings } from './hitachi-analyzer.settings.js';

const PART_OF_A_FAILED_RESULT = 0.5;
/** No words on this wire: where a boolean belongs, something that is none. */
const UNKNOWN_COMPLETION = 'partially';

/** Whole results only: what a request with `processSync=true` shows before its end. */
export type ResultParts = 'incremental' | 'whole';

/** 200 or 206 with status and result; or, for a failure told by an envelope, the original request's error. */
export function requestStatus(
  present: PresentJob,
  settings: HitachiAnalyzerSettings,
  parts: ResultParts,
  unknownWord: boolean,
): Answer {
  const { job, moment } = present;
  const failed = moment.phase === 'failed';
  const { error = { code: '720600E2', message: 'Application encountered an internal error.' } } = job.script;
  if (failed && job.script.errorForm === 'envelope') return analyzerError(500, error.code, error.message);
  const aborted = moment.phase === 'canceled';
  const completed = moment.ended && !aborted;
  return analyzerAnswer(moment.ended ? 200 : 206, {
    status: {
      ...countsOf(present),
      completed: completionOf(present, unknownWord, completed || (aborted && settings.abortedIsCompleted)),
      aborted,
      hasErrors: String(failed),
    },
    result: parts === 'whole' && !moment.ended ? [] : resourcesOf(job, matchedOf(present), settings.timeZone),
  });
}

function completionOf({ job }: PresentJob, unknownWord: boolean, completed: boolean): boolean | string {
  return unknownWord ? UNKNOWN_COMPLETION : (job.script.word ?? completed);
}

/** Four units of work to a resource; nothing is known before the start. */
function countsOf(present: PresentJob): { total: number; matched: number; processed: number } {
  const { job, moment } = present;
  if (moment.startedAt === null || job.script.progress === false)
    return { total: 0, matched: matchedOf(present), processed: 0 };
  const total = resourceCount(job) * 4;
  return { total, matched: matchedOf(present), processed: Math.floor(total * moment.fraction) };
}

function matchedOf({ job, moment }: PresentJob): number {
  if (moment.startedAt === null) return 0;
  const share = moment.phase === 'failed' ? PART_OF_A_FAILED_RESULT : moment.fraction;
  return Math.floor(resourceCount(job) * share);
}
