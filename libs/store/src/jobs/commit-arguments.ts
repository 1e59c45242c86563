import type { JobState, ResultFacts, Revised } from '#libs/jobs';
import { randomUUID } from 'node:crypto';
import type { ScriptArgument } from './write-batcher.js';
import { encodeEventFacts } from '../codecs/event-facts.codec.js';
import type { JobEvent } from '../events/event-stream.js';
import { scoreOf } from './index-order.js';
import { encodeLastResponse, type LastResponse } from '../codecs/last-response.codec.js';
import { isSeparate, REPLACED_RESULT_TTL_MS } from './result-store.js';
import type { StoreKeys } from '../keys/store-keys.js';
import { encodeStoredJob, type StoredJob } from '../codecs/stored-job.js';
import { encodeTransition } from '../codecs/history.codec.js';

export interface Commit {
  /** The base of the change; null: not tracked yet. */
  base: StoredJob | null;
  revised: Revised;
  /** JSON text of a new result. */
  resultText?: string | null;
  lastResponse?: LastResponse | null;
  /** See StoredJob. */
  reader?: string;
  /** Resolves once a replica has it, if there is one. */
  isAcknowledged?: boolean;
  /** From another name of its connection: no `tracked` event. */
  isMoved?: boolean;
}

/**
 * Caches are valid until the next check, or until an ended job is removed: without a next check, or with another
 * time of removal, an event outdates them.
 */
export function eventTypeOf({ base, revised: { record, hasChanged }, isMoved }: Commit): JobEvent['type'] | null {
  if (base === null) return isMoved ? 'moved' : 'tracked';
  if (hasChanged) return 'changed';
  const isKeptAsBefore = base.record.expiresAt === record.expiresAt;
  return record.observation.nextCheckAt === null || !isKeptAsBefore ? 'touched' : null;
}

export function dueOf({ nextCheckAt }: { nextCheckAt: number | null }): string {
  return nextCheckAt === null ? '' : String(nextCheckAt);
}

/** The arguments of scripts/commit.ts for one job. */
export function commitArguments(
  keys: StoreKeys,
  commit: Commit,
  fingerprint: string | undefined,
  resultForm: number,
): ScriptArgument[] {
  const { base, revised, lastResponse } = commit;
  const { record, transition } = revised;
  const { connection, key } = record;
  const before = base?.record;
  const text = encodeStoredJob(record, fingerprint, commit.reader);
  const parts: ScriptArgument[] = [{ key: keys.job(connection, key) }, String(base?.version ?? 0), text];
  parts.push(dueOf(record.observation));
  const type = eventTypeOf(commit);
  if (type !== null) {
    const indexOf = (state: JobState): ScriptArgument => ({ key: keys.byState(connection, state) });
    const left = before && before.state !== record.state ? indexOf(before.state) : '';
    parts.push('news', { key: keys.byChange(connection) }, left, indexOf(record.state));
    parts.push({ key: keys.events(connection) }, type, String(record.revision), before?.state ?? '', record.state);
    parts.push(String(record.changedAt), encodeEventFacts(before, record));
  }
  if (transition) parts.push('moved', { key: keys.history(connection, key) }, encodeTransition(transition));
  if (record.startedAt !== before?.startedAt) {
    parts.push('score', { key: keys.byStart(connection) }, scoreOf(record.startedAt));
  }
  if (record.expiresAt !== (before?.expiresAt ?? null)) {
    parts.push('score', { key: keys.expiry(connection) }, String(record.expiresAt ?? ''));
  }
  parts.push(...resultParts(keys, commit, resultForm));
  const isSameAnswer = fingerprint !== undefined && fingerprint === base?.fingerprint;
  if (lastResponse && !isSameAnswer)
    parts.push('text', { key: keys.raw(connection, key) }, encodeLastResponse(lastResponse));
  if (commit.isAcknowledged) parts.push('once', { key: keys.writeToken(connection, randomUUID()) });
  if (!before) parts.push('drop', { key: keys.absent(connection, key) });
  parts.push('');
  return parts;
}

/** A replaced result remains for a while for its readers. */
function resultParts(keys: StoreKeys, { base, revised, resultText }: Commit, form: number): ScriptArgument[] {
  const { record } = revised;
  const { connection, key, result } = record;
  const before = base?.record.result ?? null;
  const only = keys.unversionedResult(connection, key);
  const ownOf = ({ digest }: ResultFacts) => keys.result(connection, key, digest);
  const isReplacing = result !== null && isSeparate(result) && Boolean(resultText);
  const place = isReplacing && form > 1 ? ownOf(result) : only;
  const isReplaced = isSeparate(before) && (isReplacing || result === null || !isSeparate(result));
  const replaced = isReplaced ? [ownOf(before), only].filter((name) => !isReplacing || name !== place) : [];
  const parts: ScriptArgument[] = isReplacing ? ['text', { key: place }, resultText!] : [];
  for (const name of replaced) parts.push('retire', { key: name }, String(REPLACED_RESULT_TTL_MS));
  return parts;
}
