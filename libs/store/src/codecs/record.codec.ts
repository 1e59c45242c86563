import {
  formatJobId,
  jsonText,
  parseJson,
  severityOf,
  type JobAddress,
  type JobRecord,
  type Progress,
} from '#libs/jobs';
import { decodePollFields, encodePollFields } from './poll-fields.codec.js';

/** A record as it stands in Redis. */
export interface EncodedRecord {
  /** What each look at a job changes. */
  passing: string;
  /** What a look that brings no news leaves as it is. */
  lasting: string;
}

/**
 * Names of one or two letters, and nothing that is as it is with most jobs in flight, or that the name of the key tells.
 * In memory of Redis that is a third of the record's own JSON.
 */
interface Lasting {
  p: string;
  k?: JobRecord['kind'];
  tk?: string;
  n?: string;
  o?: string;
  l?: JobRecord['labels'];
  /** Absent: it runs. */
  s?: JobRecord['state'];
  sr?: JobRecord['stateReason'];
  /** Absent: that of its state. */
  sv?: JobRecord['severity'];
  pr?: [Progress['percent'], Progress['done'], Progress['total'], Progress['unit'], Progress['estimatedEndAt']];
  w?: JobRecord['warnings'];
  e?: JobRecord['error'];
  ct?: number;
  st?: number;
  et?: number;
  ui?: string;
  us?: string;
  uu?: string;
  ua?: JobRecord['upstream']['attribution'];
  /** Absent: fresh. */
  os?: JobRecord['observation']['status'];
  of?: number;
  oe?: JobRecord['observation']['error'];
  an?: JobRecord['observation']['anomalies'];
  cn?: JobRecord['cancellation'];
  cb?: number;
  du?: number;
  d?: number;
  t: number;
  /** Milliseconds after `t`; absent: none. */
  ca?: number;
  ea?: number;
  v: number;
  ab?: JobRecord['absence'];
  ru?: string;
  r?: JobRecord['result'];
  c?: JobRecord['children'];
}

const NO_CANCELLATION: JobRecord['cancellation'] = { status: 'none', requestedAt: null, reason: null };

export function encodeRecord(record: JobRecord): EncodedRecord {
  return {
    passing: encodePollFields({ ...record.observation, check: record.check }, record.trackedAt),
    lasting: lastingText(record),
  };
}

/** Result and parts come last, in a line of their own: whoever does without them reads up to its end-of-line. */
function lastingText(record: JobRecord): string {
  const outline = jsonText(outlineOf(record));
  const { result, children } = record;
  if (result === null && children.length === 0) return outline;
  const rest: Partial<Lasting> = { r: result ?? undefined, c: children.length > 0 ? children : undefined };
  return `${outline.slice(0, -1)}\n,${jsonText(rest).slice(1)}`;
}

function outlineOf(record: JobRecord): Lasting {
  const { progress, upstream, observation, cancellation } = record;
  return {
    p: record.provider,
    k: record.kind === 'run' ? undefined : record.kind,
    tk: record.targetKey ?? undefined,
    n: record.name ?? undefined,
    o: record.operation ?? undefined,
    l: isEmpty(record.labels) ? undefined : record.labels,
    s: record.state === 'running' ? undefined : record.state,
    sr: record.stateReason ?? undefined,
    sv: record.severity === severityOf(record.state) ? undefined : record.severity,
    pr: progress
      ? [progress.percent, progress.done, progress.total, progress.unit, progress.estimatedEndAt]
      : undefined,
    w: record.warnings.length > 0 ? record.warnings : undefined,
    e: record.error ?? undefined,
    ct: record.createdAt ?? undefined,
    st: record.startedAt ?? undefined,
    et: record.endedAt ?? undefined,
    ui: upstream.id === record.key ? undefined : upstream.id,
    us: upstream.state ?? undefined,
    uu: upstream.url ?? undefined,
    ua: upstream.attribution === 'exact' ? undefined : upstream.attribution,
    os: observation.status === 'fresh' ? undefined : observation.status,
    of: observation.failures === 0 ? undefined : observation.failures,
    oe: observation.error ?? undefined,
    an: observation.anomalies.length > 0 ? observation.anomalies : undefined,
    cn:
      cancellation.status === 'none' && cancellation.requestedAt === null && cancellation.reason === null
        ? undefined
        : cancellation,
    cb: record.cancelBegunAt ?? undefined,
    du: record.deletedUpstreamAt ?? undefined,
    d: record.deadline ?? undefined,
    t: record.trackedAt,
    ca: record.changedAt === record.trackedAt ? undefined : record.changedAt - record.trackedAt,
    ea: record.expiresAt ?? undefined,
    v: record.revision,
    ab: record.absence ?? undefined,
    ru: record.rule ?? undefined,
  };
}

export function decodeRecord({ connection, key }: JobAddress, text: EncodedRecord): JobRecord {
  const short = parsed(text.lasting);
  const { observedAt, attemptedAt, nextCheckAt, source, check } = decodePollFields(text.passing, short.t);
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
    progress: progressFrom(short.pr),
    warnings: short.w ?? [],
    error: short.e ?? null,
    result: short.r ?? null,
    children: short.c ?? [],
    createdAt: short.ct ?? null,
    startedAt: short.st ?? null,
    endedAt: short.et ?? null,
    upstream: {
      id: short.ui ?? key,
      state: short.us ?? null,
      url: short.uu ?? null,
      attribution: short.ua ?? 'exact',
    },
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

/** Results alone, of the job and of its parts, have numbers that are not ours. */
function parsed(lasting: string): Lasting {
  const short = JSON.parse(lasting) as Lasting;
  return short.r?.inline === undefined && short.c === undefined ? short : (parseJson(lasting) as Lasting);
}

function progressFrom(figures: Lasting['pr']): Progress | null {
  if (!figures) return null;
  const [percent, done, total, unit, estimatedEndAt] = figures;
  return { percent, done, total, unit, estimatedEndAt };
}

function isEmpty(labels: object): boolean {
  for (const _name in labels) return false;
  return true;
}
