import { createHash } from 'node:crypto';
import { jsonText } from './exact-json.js';
import type { JobRecord, ResultFacts } from './job-record.js';
import type { Moment, Observation } from './observation.js';

/** Results up to this many bytes of JSON stand inside the job resource; larger ones only behind its `resultHref`. */
export const MAX_INLINE_RESULT_BYTES = 16 * 1024;

/** A fact that the answer does not speak of stays as it was known. */
export function mergeFacts(
  record: JobRecord,
  said: Partial<Observation>,
): { record: JobRecord; resultText: string | null } {
  const result = said.result === undefined ? null : storedResult(said.result);
  const isSameResult = result !== null && result.facts.digest === record.result?.digest;
  return {
    record: {
      ...record,
      name: record.name ?? said.name ?? null,
      operation: pick(said.operation, record.operation),
      progress: pick(said.progress, record.progress),
      warnings: pick(said.warnings, record.warnings),
      error: pick(said.error, record.error),
      result: said.result === null ? null : (result?.facts ?? record.result),
      children: pick(said.children, record.children),
      createdAt: pick(said.createdAt, record.createdAt),
      startedAt: sharper(pick(said.startedAt, record.startedAt), record.startedAt),
      endedAt: sharper(pick(said.endedAt, record.endedAt), record.endedAt),
      upstream: {
        id: said.upstreamId ?? record.upstream.id,
        state: pick(said.upstreamState, record.upstream.state),
        url: pick(said.upstreamUrl, record.upstream.url),
        attribution: said.attribution ?? record.upstream.attribution,
      },
    },
    resultText: result === null || isSameResult || said.result === null ? null : result.text,
  };
}

/** Some resources of one upstream give whole seconds, others milliseconds: the finer one of the same moment stays. */
function sharper(said: Moment | null, known: Moment | null): Moment | null {
  const isSameSecond = said !== null && known !== null && Math.floor(known / 1000) * 1000 === said;
  return isSameSecond ? known : said;
}

/** Of an observation of an ended job, only what the record lacks. */
export function onlyMissing(record: JobRecord, said: Observation): Partial<Observation> {
  return {
    operation: record.operation ?? said.operation,
    progress: record.progress ?? said.progress,
    warnings: record.warnings.length > 0 ? undefined : said.warnings,
    error: record.error ?? said.error,
    result: record.result === null ? said.result : undefined,
    children: record.children.length > 0 ? undefined : said.children,
    createdAt: record.createdAt ?? said.createdAt,
    startedAt: record.startedAt ?? said.startedAt,
    endedAt: record.endedAt ?? said.endedAt,
  };
}

const pick = <Value>(said: Value | undefined, known: Value): Value => (said === undefined ? known : said);

function storedResult(result: unknown): { facts: ResultFacts; text: string } {
  const text = jsonText(result);
  const bytes = Buffer.byteLength(text);
  const digest = createHash('sha1').update(text).digest('base64url').slice(0, 16);
  return { text, facts: { bytes, digest, ...(bytes <= MAX_INLINE_RESULT_BYTES ? { inline: result } : {}) } };
}
