import { createHash } from 'node:crypto';
import { jsonText } from './exact-json.js';
import type { JobRecord, ResultFacts } from './job-record.js';
import type { Moment, Observation } from './observation.js';

/** Results up to this many bytes of JSON stand inside the job resource; larger ones only behind its `resultHref`. */
export const MAX_INLINE_RESULT_BYTES = 16 * 1024;

/** A fact that the answer does not speak of stays as it was known. */
export function mergeFacts(
  record: JobRecord,
  observed: Partial<Observation>,
): { record: JobRecord; resultText: string | null } {
  const result = observed.result === undefined ? null : storedResult(observed.result);
  const isSameResult = result !== null && result.facts.digest === record.result?.digest;
  return {
    record: {
      ...record,
      name: record.name ?? observed.name ?? null,
      operation: pick(observed.operation, record.operation),
      progress: pick(observed.progress, record.progress),
      warnings: pick(observed.warnings, record.warnings),
      error: pick(observed.error, record.error),
      result: observed.result === null ? null : (result?.facts ?? record.result),
      children: pick(observed.children, record.children),
      createdAt: pick(observed.createdAt, record.createdAt),
      startedAt: sharper(pick(observed.startedAt, record.startedAt), record.startedAt),
      endedAt: sharper(pick(observed.endedAt, record.endedAt), record.endedAt),
      upstream: {
        id: observed.upstreamId ?? record.upstream.id,
        state: pick(observed.upstreamState, record.upstream.state),
        url: pick(observed.upstreamUrl, record.upstream.url),
        attribution: observed.attribution ?? record.upstream.attribution,
      },
    },
    resultText: result === null || isSameResult || observed.result === null ? null : result.text,
  };
}

/** Some resources of one upstream give whole seconds, others milliseconds: the finer one of the same moment stays. */
function sharper(observed: Moment | null, known: Moment | null): Moment | null {
  const isSameSecond = observed !== null && known !== null && Math.floor(known / 1000) * 1000 === observed;
  return isSameSecond ? known : observed;
}

/** Of an observation of an ended job, only what the record lacks. */
export function onlyMissing(record: JobRecord, observed: Observation): Partial<Observation> {
  return {
    operation: record.operation ?? observed.operation,
    progress: record.progress ?? observed.progress,
    warnings: record.warnings.length > 0 ? undefined : observed.warnings,
    error: record.error ?? observed.error,
    result: record.result === null ? observed.result : undefined,
    children: record.children.length > 0 ? undefined : observed.children,
    createdAt: record.createdAt ?? observed.createdAt,
    startedAt: record.startedAt ?? observed.startedAt,
    endedAt: record.endedAt ?? observed.endedAt,
  };
}

const pick = <Value>(observed: Value | undefined, known: Value): Value => (observed === undefined ? known : observed);

function storedResult(result: unknown): { facts: ResultFacts; text: string } {
  const text = jsonText(result);
  const bytes = Buffer.byteLength(text);
  const digest = createHash('sha1').update(text).digest('base64url').slice(0, 16);
  return { text, facts: { bytes, digest, ...(bytes <= MAX_INLINE_RESULT_BYTES ? { inline: result } : {}) } };
}
