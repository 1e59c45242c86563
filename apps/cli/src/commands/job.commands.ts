import type { ListQuery, TrackJob } from '#libs/client';
import type { CliContext } from '../cli.context.js';
import { EXIT } from '../cli.usage.js';
import { lineOf } from '../job.lines.js';

/** One job as JSON in full, several as a line each; with `--json` always the resource. */
export async function get({ client, ids, options, out }: CliContext): Promise<number | string> {
  if (ids.length === 0) return 'get takes one or more job ids.';
  for (const id of ids) {
    const job = await client.job(id);
    out.write(`${options.json ? JSON.stringify(job) : ids.length > 1 ? lineOf(job) : JSON.stringify(job, null, 2)}\n`);
  }
  return EXIT.success;
}

/** One page of the list; says which connections its data is stale of. */
export async function list({ client, ids, options, out, writeError }: CliContext): Promise<number | string> {
  if (ids.length > 0) return 'list takes no ids; get does.';
  const { state, connection, provider, label, query, sort, limit } = options;
  // The gateway checks the words, and says what it knows.
  const parameters = { state, connection, provider, label, q: query, sort, limit } as ListQuery;
  const page = await client.list(parameters);
  if (options.json) {
    out.write(`${JSON.stringify(page)}\n`);
    return EXIT.success;
  }
  for (const job of page.jobs) out.write(`${lineOf(job)}\n`);
  if (page.nextCursor !== null) writeError('More jobs match: narrow the list, or raise --limit (200 at most).');
  if (!page.complete) writeError(`Stale data of: ${page.unreachable.join(', ')}.`);
  return EXIT.success;
}

/** Tracks a job that its id, its key or its URL upstream names. */
export async function track({ client, ids, options, out }: CliContext): Promise<number | string> {
  const [id, ...more] = ids;
  if (more.length > 0) return 'track takes one job at a time.';
  const { connection, key, url, name } = options;
  if (id === undefined && connection === undefined) return 'track takes a job id, or --connection.';
  const labels = labelsOf(options.label);
  if (labels === null) return 'A label has the form name:value.';
  const parameters: TrackJob = { id, connection: connection?.at(-1), key, url, name, labels };
  const job = await client.track(parameters);
  out.write(`${options.json ? JSON.stringify(job) : lineOf(job)}\n`);
  return EXIT.success;
}

/** null: one has the wrong form. */
function labelsOf(texts: readonly string[] | undefined): Record<string, string> | undefined | null {
  if (texts === undefined) return undefined;
  const pairs = texts.map((text) => [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)] as const);
  return texts.every((text) => text.indexOf(':') > 0) ? Object.fromEntries(pairs) : null;
}

/** Asks for the end of one job: the upstream decides, and `watch` shows what comes of it. */
export async function cancel({ client, ids, options, out }: CliContext): Promise<number | string> {
  const [id, ...more] = ids;
  if (id === undefined || more.length > 0) return 'cancel takes the id of one job.';
  const job = await client.cancel(id);
  out.write(`${options.json ? JSON.stringify(job) : lineOf(job)}\n`);
  return EXIT.success;
}
