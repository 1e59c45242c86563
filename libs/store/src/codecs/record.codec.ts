import { formatJobId, jsonText, parseJson, severityOf, type JobAddress, type JobRecord } from '#libs/jobs';
import { decodePollFields, encodePollFields } from './poll-fields.codec.js';

/** A record in two parts. Names of one or two letters, and no usual values: Redis needs a third of the plain JSON. */
export interface EncodedRecord {
  /** What every poll changes. */
  pollFields: string;
  /** What a poll without changes leaves as it is. */
  body: string;
}

type Encoded = ReturnType<typeof encodeOutline> & { r?: JobRecord['result']; c?: JobRecord['children'] };

const NO_CANCELLATION: JobRecord['cancellation'] = { status: 'none', requestedAt: null, reason: null };

export function encodeRecord(record: JobRecord): EncodedRecord {
  const pollFields = encodePollFields({ ...record.observation, check: record.check }, record.trackedAt);
  return { pollFields, body: encodeBody(record) };
}

/** Result and children come last, on a line of their own: an outline is read up to its end-of-line. */
function encodeBody(record: JobRecord): string {
  const outline = jsonText(encodeOutline(record));
  const { result, children } = record;
  if (result === null && children.length === 0) return outline;
  return `${outline.slice(0, -1)}\n,${jsonText({ r: result ?? undefined, c: unlessEmpty(children) }).slice(1)}`;
}

/** Literals here and in `decodeRecord`: a table of fields, or spread objects, decode more than twice as slowly. */
function encodeOutline(record: JobRecord) {
  const { progress, upstream, observation, cancellation, trackedAt } = record;
  const isCanceling =
    cancellation.status !== 'none' || cancellation.requestedAt !== null || cancellation.reason !== null;
  return {
    p: record.provider,
    k: unless('run', record.kind),
    tk: record.targetKey ?? undefined,
    n: record.name ?? undefined,
    o: record.operation ?? undefined,
    l: unlessEmpty(record.labels),
    s: unless('running', record.state),
    sr: record.stateReason ?? undefined,
    sv: unless(severityOf(record.state), record.severity),
    pr: progress
      ? ([progress.percent, progress.done, progress.total, progress.unit, progress.estimatedEndAt] as const)
      : undefined,
    w: unlessEmpty(record.warnings),
    e: record.error ?? undefined,
    ct: record.createdAt ?? undefined,
    st: record.startedAt ?? undefined,
    et: record.endedAt ?? undefined,
    ui: unless(record.key, upstream.id),
    us: upstream.state ?? undefined,
    uu: upstream.url ?? undefined,
    ua: unless('exact', upstream.attribution),
    os: unless('fresh', observation.status),
    of: unless(0, observation.failures),
    oe: observation.error ?? undefined,
    an: unlessEmpty(observation.anomalies),
    cn: isCanceling ? cancellation : undefined,
    cb: record.cancelBegunAt ?? undefined,
    du: record.deletedUpstreamAt ?? undefined,
    d: record.deadline ?? undefined,
    t: trackedAt,
    ca: unless(0, record.changedAt - trackedAt),
    ea: record.expiresAt ?? undefined,
    v: record.revision,
    ab: record.absence ?? undefined,
    ru: record.rule ?? undefined,
  };
}

/** Throws on a text that is no JSON. */
export function decodeRecord({ connection, key }: JobAddress, { pollFields, body }: EncodedRecord): JobRecord {
  const short = parseBody(body);
  const { observedAt, attemptedAt, nextCheckAt, source, check } = decodePollFields(pollFields, short.t);
  const state = short.s ?? 'running';
  return {
    id: formatJobId({ connection, key }),
    connection,
    provider: short.p,
    key,
    kind: short.k ?? 'run',
    targetKey: short.tk ?? null,
    name: short.n ?? null,
    operation: short.o ?? null,
    labels: short.l ?? {},
    state,
    stateReason: short.sr ?? null,
    severity: short.sv ?? severityOf(state),
    progress: decodeProgress(short.pr),
    warnings: short.w ?? [],
    error: short.e ?? null,
    result: short.r ?? null,
    children: short.c ?? [],
    createdAt: short.ct ?? null,
    startedAt: short.st ?? null,
    endedAt: short.et ?? null,
    upstream: { id: short.ui ?? key, state: short.us ?? null, url: short.uu ?? null, attribution: short.ua ?? 'exact' },
    observation: {
      status: short.os ?? 'fresh',
      observedAt,
      attemptedAt,
      nextCheckAt,
      failures: short.of ?? 0,
      source,
      error: short.oe ?? null,
      anomalies: short.an ?? [],
    },
    cancellation: short.cn ?? { ...NO_CANCELLATION },
    cancelBegunAt: short.cb ?? null,
    deletedUpstreamAt: short.du ?? null,
    deadline: short.d ?? null,
    trackedAt: short.t,
    changedAt: short.t + (short.ca ?? 0),
    expiresAt: short.ea ?? null,
    revision: short.v,
    absence: short.ab ?? null,
    check,
    rule: short.ru ?? null,
  };
}

/** Only results, of the job and of its children, have numbers that are not ours. */
function parseBody(body: string): Encoded {
  const short = JSON.parse(body) as Encoded;
  return short.r?.inline === undefined && short.c === undefined ? short : (parseJson(body) as Encoded);
}

function decodeProgress(values: Encoded['pr']): JobRecord['progress'] {
  if (!values) return null;
  const [percent, done, total, unit, estimatedEndAt] = values;
  return { percent, done, total, unit, estimatedEndAt };
}

const unless = <Value>(usual: Value, value: Value): Value | undefined => (value === usual ? undefined : value);

function unlessEmpty<Value extends object>(value: Value): Value | undefined {
  for (const _name in value) return value;
  return undefined;
}
