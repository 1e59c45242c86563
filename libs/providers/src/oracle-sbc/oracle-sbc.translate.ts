import { isFrozen, trouble, type Observation, type TargetObservation, type Trouble } from '#libs/jobs';
import type { PreviousPointerState, TranslateContext, Translated, UpstreamRef } from '../provider.js';
import type { OwnOperationView } from './oracle-sbc.operation-tracker.js';
import { keySafe, operationInKey, runKey } from './oracle-sbc.key.js';
import { endNamedBy } from './oracle-sbc.states.js';
import { rawSchema, readSlot, type Slot } from './oracle-sbc.wire.js';
import { readXml, type XmlFault } from './oracle-sbc.xml.js';

/**
 * The slot, or one run in it. The box reports neither ids nor times, so the run is inferred from the previous content of the
 * slot (`context.previous`). It is exact only for operations that were started here under the configuration lock.
 */
export function translateOracleSbc(raw: unknown, ref: UpstreamRef, context: TranslateContext): Translated {
  const read = readRaw(raw);
  if ('trouble' in read) return read;
  if (read.own) return observeOwn(read.own, read.slot, ref);
  return ref.kind === 'pointer' ? observeSlot(read.slot, context) : observeAsRun(read.slot, ref, context);
}

/** The slot of a recorded answer, and what it shows of an operation that was started here. */
export function readRaw(raw: unknown): { slot: Slot | null; own?: OwnOperationView } | { trouble: Trouble } {
  const parsed = rawSchema.safeParse(raw);
  if (!parsed.success) return { trouble: malformed('unexpected-shape', 'The recorded answer has no body.') };
  const xml = readXml(parsed.data.body);
  if ('fault' in xml) return { trouble: malformed(...XML_FAULTS[xml.fault]) };
  const reading = readSlot(xml.root);
  if ('fault' in reading) return { trouble: malformed('unexpected-shape', reading.fault) };
  return { slot: reading.slot, own: parsed.data.own };
}

/** The worker that started an operation knows the run in the slot, even before the box shows it. */
function observeOwn(own: OwnOperationView, slot: Slot | null, ref: UpstreamRef): Translated {
  if (ref.kind === 'run' && ref.key !== own.key) return { trouble: NOT_IN_SLOT };
  const isShown = own.standing === 'shown' && slot !== null;
  const attribution = own.isExact ? 'exact' : 'inferred';
  const run: Observation = isShown ? { ...observeRun(slot), attribution } : accepted(own.operation, own.isExact);
  if (ref.kind === 'run') return { observation: run };
  const rule = isShown ? `${run.rule}; started by this gateway` : run.rule;
  return { observation: { ...run, rule, target: { key: own.key, observation: run, partial: false } } };
}

/** An operation that the box has accepted and not shown yet. */
export function accepted(operation: string, isExact: boolean): Observation {
  return {
    state: 'running',
    upstreamState: null,
    rule: 'accepted by the box, which does not show it yet',
    operation,
    error: null,
    result: null,
    attribution: isExact ? 'exact' : 'inferred',
  };
}

const XML_FAULTS: Record<XmlFault, [code: string, message: string]> = {
  'too-large': ['xml-too-large', 'The upstream answered with more XML than a status can have.'],
  'forbidden-declaration': ['forbidden-xml', "The upstream's XML declares a document type or an entity."],
  'too-deep': ['xml-too-deep', "The upstream's XML is nested too deeply."],
  'not-well-formed': ['invalid-xml', 'The upstream answered with something that is not XML.'],
};

const malformed = (code: string, message: string) => trouble('malformed', code, message);

const EMPTY_SLOT: Observation = {
  state: 'idle',
  upstreamState: null,
  rule: 'an empty slot',
  operation: null,
  error: null,
  result: null,
  attribution: 'inferred',
  target: null,
};

function observeSlot(slot: Slot | null, { previous, observedAt }: TranslateContext): Translated {
  if (slot === null) return { observation: { ...EMPTY_SLOT } };
  const run = observeRun(slot);
  const comparison = compare(previous, slot);
  const target: TargetObservation = {
    key: comparison.isSame ? comparison.key : newKey(slot.operation, observedAt, previous),
    observation: run,
    partial: false,
  };
  return { observation: { ...run, rule: `${run.rule}; ${comparison.reason}`, target } };
}

/**
 * A run is asked for through the slot, so this serves recorded answers and callers with a run's key in hand. Without
 * anything known before, the operation in the key is all there is to compare.
 */
function observeAsRun(slot: Slot | null, ref: UpstreamRef, { previous }: TranslateContext): Translated {
  if (slot === null) return { trouble: NOT_IN_SLOT };
  const known = previous?.targetKey === ref.key ? previous : assumeInSlot(slot, ref);
  const comparison = compare(known, slot);
  return comparison.isSame ? { observation: observeRun(slot) } : { trouble: NOT_IN_SLOT };
}

const NOT_IN_SLOT = trouble('not-found', 'not-in-slot', "The box's status slot does not hold this operation.");

function assumeInSlot(slot: Slot, ref: UpstreamRef): PreviousPointerState {
  const isNamedAlike = operationInKey(ref.key) === keySafe(slot.operation);
  return { state: 'unknown', operation: isNamedAlike ? slot.operation : null, targetKey: ref.key };
}

type SlotComparison = { isSame: true; key: string; reason: string } | { isSame: false; reason: string };

/** Whether the slot still holds the run that was known in it. Two polls of an unchanged slot always say yes. */
function compare(previous: PreviousPointerState | null, slot: Slot): SlotComparison {
  if (previous === null || previous.targetKey === null || previous.state === 'idle') {
    return { isSame: false, reason: 'first seen in the slot' };
  }
  if (previous.operation !== slot.operation) return { isSame: false, reason: 'took the slot from another operation' };
  if (isFrozen(previous.state)) {
    const end = endNamedBy(slot.status);
    if (end === null) return { isSame: false, reason: 'back in progress after an end: issued again' };
    // An ended operation does not end again, so another end is another run whose progress was not seen.
    if (end !== previous.state) return { isSame: false, reason: 'another end than before: issued again' };
  }
  return { isSame: true, key: previous.targetKey, reason: 'the operation known in the slot' };
}

/** A clock that has not moved on since the previous run was named must not give two runs one name. */
function newKey(operation: string, observedAt: number, previous: PreviousPointerState | null): string {
  const key = runKey(operation, observedAt);
  return key === previous?.targetKey ? runKey(operation, observedAt + 1) : key;
}

function observeRun(slot: Slot): Observation {
  const end = endNamedBy(slot.status);
  return {
    state: end ?? 'running',
    upstreamState: slot.status,
    rule: RULES[end ?? 'running'],
    operation: slot.operation,
    // The answer is all that the box knows of the run, so what is absent from it does not exist.
    error: end === 'failed' ? { code: null, message: slot.errorMessage } : null,
    result: end === null ? null : slot.additionalInfo,
    attribution: 'inferred',
  };
}

const RULES = {
  succeeded: 'status `success`',
  failed: 'status `fail…` or `error…`',
  running: 'a status that names no end: in progress',
};
