import { CANCEL_EFFECTS, JOB_OUTCOMES, type JobChange, type JobScript } from './job.script.js';
import { PUSH_ACTIONS, type PushAction } from './push.port.js';
import { FAULT_KINDS, type FaultScript } from './fault.script.js';
import { isRecord } from './wire.body.js';

/** What a caller sent, or what is wrong with it. */
export type Input<Value> = { readonly value: Value } | { readonly errors: string[] };

type Check = (value: unknown) => string | undefined;

const aNumber: Check = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? undefined : 'must be a number from 0 up';
const aShare: Check = (value) =>
  typeof value === 'number' && value >= 0 && value <= 1 ? undefined : 'must be a number from 0 to 1';
const aString: Check = (value) => (typeof value === 'string' ? undefined : 'must be a string');
const aBoolean: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');
const anything: Check = () => undefined;
const oneOf =
  (words: readonly string[]): Check =>
  (value) =>
    words.includes(value as string) ? undefined : `must be one of ${words.join(', ')}`;
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? undefined : check(value);
const anError: Check = (value) =>
  isRecord(value) && typeof value['code'] === 'string' && typeof value['message'] === 'string'
    ? undefined
    : 'must be {"code": string, "message": string}';
const children: Check = (value) => {
  if (!Array.isArray(value)) return 'must be a list of scripts';
  const errors = value.flatMap((child) => validate(child, JOB_FIELDS, REQUIRED_OF_JOB));
  return errors.length === 0 ? undefined : errors.join('; ');
};

const JOB_FIELDS: Record<keyof JobScript, Check> = {
  id: aString,
  operation: aString,
  name: aString,
  startsInMs: aNumber,
  queuedMs: aNumber,
  durationMs: aNumber,
  outcome: oneOf(JOB_OUTCOMES),
  progress: aBoolean,
  result: anything,
  error: anError,
  children,
  rawStatus: aString,
  cancel: oneOf(CANCEL_EFFECTS),
  cancelMs: aNumber,
  retainMs: aNumber,
  copies: aNumber,
  owner: aString,
  forbidden: aBoolean,
  statusCode: orNull(aNumber),
  reasonCode: orNull(aNumber),
  targetName: aString,
  dates: oneOf(['current', 'legacy', 'broken']),
  configurationId: aNumber,
  fileId: aNumber,
  uuid: aString,
  path: aString,
  artifact: oneOf(['import-job', 'export-job', 'workbook']),
  records: aNumber,
  droppedRecords: aNumber,
  waitsForOther: aBoolean,
  neverRun: aBoolean,
  dataset: aString,
  resources: aNumber,
  samples: aNumber,
  errorForm: oneOf(['status', 'envelope']),
};
const REQUIRED_OF_JOB = ['durationMs', 'outcome'];

const FAULT_FIELDS: Record<keyof FaultScript, Check> = {
  kind: oneOf(FAULT_KINDS),
  durationMs: aNumber,
  count: aNumber,
  probability: aShare,
  delayMs: aNumber,
  retryAfter: aNumber,
  bytes: aNumber,
  route: aString,
  afterEffect: aBoolean,
};

/** One script or a list of them. */
export function readJobScripts(input: unknown): Input<JobScript[]> {
  const scripts: unknown[] = Array.isArray(input) ? input : [input];
  const errors = scripts.flatMap((script) => validate(script, JOB_FIELDS, REQUIRED_OF_JOB));
  return errors.length === 0 ? { value: scripts as JobScript[] } : { errors: errors.slice(0, 20) };
}

/** A change; `rawStatus: null` removes a forced status. */
export function readJobChange(input: unknown): Input<JobChange> {
  const errors = validate(input, { ...JOB_FIELDS, endsInMs: aNumber, rawStatus: orNull(aString) }, []);
  if (errors.length > 0) return { errors };
  const change = input as Record<string, unknown>;
  return { value: (change['rawStatus'] === null ? { ...change, rawStatus: undefined } : change) as JobChange };
}

export function readFault(input: unknown): Input<FaultScript> {
  const errors = validate(input, FAULT_FIELDS, ['kind']);
  return errors.length === 0 ? { value: input as FaultScript } : { errors };
}

export function readPushAction(input: unknown): Input<PushAction> {
  const errors = validate(input, { action: oneOf(PUSH_ACTIONS) }, ['action']);
  return errors.length === 0 ? { value: (input as { action: PushAction }).action } : { errors };
}

function validate(input: unknown, fields: Record<string, Check>, required: readonly string[]): string[] {
  if (!isRecord(input)) return ['must be an object'];
  const missing = required.filter((key) => !(key in input)).map((key) => `${key} is missing`);
  const wrong = Object.entries(input).flatMap(([key, value]) => {
    const check = fields[key];
    const error = check ? check(value) : 'is unknown';
    return error === undefined ? [] : [`${key} ${error}`];
  });
  return [...missing, ...wrong];
}
