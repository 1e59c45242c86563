import { CONNECTIONS } from '../../stage/index.js';
import type { HttpAnswer } from '../../stage/http-call.js';
import { underFirstNames } from './connection.names.js';
import type { Answer, ShownJob } from './history.event.js';

const NAMES = Object.keys(CONNECTIONS);
type Content = Record<string, unknown>;

/** What the rules need of an answer that came at this time. */
export function readResponse(
  { status, headers, text: written }: HttpAnswer,
  subject: string | null,
  at: number,
): Answer {
  const text = underFirstNames(written);
  const body = parsed(text);
  const items = listOf(body, 'items');
  const single = shownIn(body);
  const jobs = [...listOf(body, 'jobs'), ...items.map(({ job }) => job as Content)].map(shownIn);
  const idsWith = (wanted: number) => items.filter((item) => item['status'] === wanted).map(({ id }) => String(id));
  return {
    status,
    code: typeof body['code'] === 'string' ? body['code'] : null,
    etag: headers.etag ?? null,
    isReplay: headers['idempotency-replayed'] === 'true',
    shown: [single, ...jobs].filter((job) => job !== null),
    unchanged: status === 304 && subject !== null ? [subject] : idsWith(304),
    missing: idsWith(404),
    transitions: listOf(body, 'transitions').map(({ from, to }) => ({ from: String(from), to: String(to) })),
    waiting: listOf(body, 'deliveries')
      .filter(({ nextAttemptAt }) => typeof nextAttemptAt === 'string' && Date.parse(nextAttemptAt) > at)
      .map(({ subject: job }) => String(job)),
    connections: connectionsIn(text),
  };
}

/** A job resource; null: it is something else. */
export function shownIn(body: Content | undefined): ShownJob | null {
  if (typeof body?.['state'] !== 'string' || typeof body['revision'] !== 'number') return null;
  const cancellation = body['cancellation'] as Content | undefined;
  return {
    id: String(body['id']),
    state: body['state'],
    revision: body['revision'],
    severity: textOf(body['severity']),
    trackedAt: textOf(body['trackedAt']),
    cancellation: textOf(cancellation?.['status']),
    cancellationReason: textOf(cancellation?.['reason']),
  };
}

/** Names of connections that stand anywhere in a text. */
export const connectionsIn = (text: string): string[] =>
  NAMES.filter((name) => text.includes(`${name}~`) || text.includes(`"${name}"`));

export function parsed(text: string): Content {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Content) : {};
  } catch {
    return {};
  }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function listOf(body: Content, name: string): Content[] {
  const list = body[name];
  return Array.isArray(list) ? (list as Content[]) : [];
}
